"""users.*, bots.info, team.info: who is here."""

from sandbox.slack.methods.call import Call, Method
from sandbox.slack.people import bot_shape, bot_user_shape, person_shape
from sandbox.slack.refused import Json, Refused


def user_info(call: Call) -> Json:
    (user,) = call.arguments.needed("user")
    return {"user": _shape(call, user)}


def user_list(call: Call) -> Json:
    page, metadata = call.page([*call.workspace.people, call.workspace.team.bot_user_id], 1000)
    members = [_shape(call, user) for user in page]
    return {"members": members, "cache_ts": call.hall.stamps.seconds(), **metadata}


def _shape(call: Call, user: str) -> Json:
    team, locale = call.workspace.team, call.arguments.flag("include_locale")
    if user == team.bot_user_id:
        return bot_user_shape(team, locale=locale)
    person = call.workspace.person(user)
    if person is None:
        raise Refused("user_not_found")
    email = "users:read.email" in call.installation.scopes
    return person_shape(person, team, call.hall.stamps.now(), locale=locale, email=email)


def bot_info(call: Call) -> Json:
    team = call.workspace.team
    if call.arguments.text("bot") not in ("", team.bot_id):
        raise Refused("bot_not_found")
    return {"bot": bot_shape(team)}


def team_info(call: Call) -> Json:
    team = call.workspace.team
    if call.arguments.text("team") not in ("", team.id):
        raise Refused("team_not_found")
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "domain": team.domain,
            "email_domain": "",
            "url": f"https://{team.domain}.slack.com/",
            "icon": {"image_default": True},
            "is_verified": False,
        }
    }


READ = ("users:read",)
METHODS = {
    "users.info": Method(user_info, READ),
    "users.list": Method(user_list, READ),
    "bots.info": Method(bot_info, READ),
    "team.info": Method(team_info, ("team:read",)),
}
