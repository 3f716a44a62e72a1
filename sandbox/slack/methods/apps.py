"""auth.*, oauth.v2.access, apps.*: what a token is and how one is got."""

from sandbox.slack import events
from sandbox.slack.arguments import Arguments
from sandbox.slack.hall import Hall
from sandbox.slack.installations import Installation
from sandbox.slack.methods.call import Call, Method
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import APP_ID, BOT_NAME


def auth_test(call: Call) -> Json:
    team = call.workspace.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": BOT_NAME,
        "team_id": team.id,
        "user_id": team.bot_user_id,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    """Like Slack: the app stays known, its token does not work any more."""
    if call.arguments.flag("test"):
        return {"revoked": False}
    call.installation.is_revoked = True
    events.tokens_revoked(call.hall, call.workspace)
    return {"revoked": True}


def connections_open(_: Call) -> Json:
    """Socket Mode needs an app-level token, which the look-alike does not give out."""
    raise Refused("not_allowed_token_type")


def oauth_access(hall: Hall, arguments: Arguments, basic: tuple[str, str]) -> Json:
    """Exchange a code, or a token that ends; client id and secret come as arguments or by HTTP Basic."""
    client_id = arguments.text("client_id") or basic[0]
    client_secret = arguments.text("client_secret") or basic[1]
    if arguments.text("grant_type") == "refresh_token":
        fresh = hall.installations.refresh(arguments.text("refresh_token"), client_id, client_secret)
        return _given(fresh)
    grant, installation = hall.installations.exchange(
        arguments.text("code"), client_id, client_secret, arguments.text("redirect_uri")
    )
    return _given(installation) | {"authed_user": {"id": grant.user}}


def _given(installation: Installation) -> Json:
    team = installation.team
    answer: Json = {
        "app_id": APP_ID,
        "scope": ",".join(sorted(installation.scopes)),
        "token_type": "bot",
        "access_token": installation.token,
        "bot_user_id": team.bot_user_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if installation.refresh_token:
        answer["refresh_token"] = installation.refresh_token
        answer["expires_in"] = installation.lasts_seconds
    return answer


METHODS = {
    "auth.test": Method(auth_test),
    "auth.revoke": Method(auth_revoke),
    "apps.connections.open": Method(connections_open),
}
