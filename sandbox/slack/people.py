"""How Slack describes people and bots."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.slack.refused import Json
from sandbox.slack.team import APP_ID, APP_NAME, BOT_NAME, CREATED, Team
from sandbox.world import Person

STANDINGS = {
    "owner": {"is_owner": True, "is_primary_owner": True, "is_admin": True},
    "admin": {"is_admin": True},
    "member": {},
    "guest": {"is_restricted": True},
}
NO_STANDING = {
    "is_owner": False,
    "is_primary_owner": False,
    "is_admin": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
}
LOCALES = {"en": "en-US", "de": "de-DE", "es": "es-ES", "fr": "fr-FR", "it": "it-IT", "pt": "pt-BR"}


def person_shape(person: Person, team: Team, now: datetime, *, locale: bool = False, email: bool = True) -> Json:
    """A member as users.info gives it; now decides the offset of the person's zone."""
    first, _, last = person.name.partition(" ")
    local = now.astimezone(ZoneInfo(person.time_zone))
    offset = local.utcoffset()
    profile = {
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": first,
        "display_name_normalized": first,
        "first_name": first,
        "last_name": last,
        "title": "",
        "phone": "",
        "status_text": "",
        "status_emoji": "",
        "team": team.id,
    }
    if email:
        profile["email"] = f"{person.key}@{team.domain}.example"
    shape: Json = {
        "id": person.slack_id,
        "team_id": team.id,
        "name": person.key,
        "deleted": False,
        "color": "9f69e7",
        "real_name": person.name,
        "tz": person.time_zone,
        "tz_label": local.tzname() or person.time_zone,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile,
        **NO_STANDING,
        **STANDINGS[person.slack_standing],
        "is_bot": False,
        "is_app_user": False,
        "is_email_confirmed": True,
        "updated": CREATED,
    }
    return shape | {"locale": LOCALES.get(person.language, "en-US")} if locale else shape


def bot_user_shape(team: Team, *, locale: bool = False) -> Json:
    """The bot as users.info gives it."""
    shape: Json = {
        "id": team.bot_user_id,
        "team_id": team.id,
        "name": BOT_NAME,
        "deleted": False,
        "color": "e7392d",
        "real_name": APP_NAME,
        "tz": "America/Los_Angeles",
        "tz_label": "Pacific Standard Time",
        "tz_offset": -28800,
        "profile": {
            "real_name": APP_NAME,
            "real_name_normalized": APP_NAME,
            "display_name": "",
            "display_name_normalized": "",
            "bot_id": team.bot_id,
            "api_app_id": APP_ID,
            "always_active": True,
            "team": team.id,
        },
        **NO_STANDING,
        "is_bot": True,
        "is_app_user": False,
        "updated": CREATED,
    }
    return shape | {"locale": "en-US"} if locale else shape


def bot_shape(team: Team) -> Json:
    """The bot as bots.info gives it."""
    return {
        "id": team.bot_id,
        "deleted": False,
        "name": BOT_NAME,
        "updated": CREATED,
        "app_id": APP_ID,
        "user_id": team.bot_user_id,
        "icons": _icons(),
    }


def bot_profile_shape(team: Team) -> Json:
    """The bot as its messages carry it."""
    return {
        "id": team.bot_id,
        "deleted": False,
        "name": BOT_NAME,
        "updated": CREATED,
        "app_id": APP_ID,
        "icons": _icons(),
        "team_id": team.id,
    }


def _icons() -> Json:
    return {f"image_{size}": f"https://a.slack-edge.com/rite/{size}.png" for size in (36, 48, 72)}
