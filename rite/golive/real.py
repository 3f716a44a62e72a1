"""A demo in which some platforms are real and the others stay simulated."""

from collections.abc import Collection
from typing import Any

from core.errors import SettingsProblem
from core.settings import Settings
from rite.golive.platforms import AT, ROWS

NAMES = {key: row.name for key, row in ROWS.items()}
OF_HOW_IT_RUNS = ("publish_grace_seconds", "instagram_calls_per_hour")
"""What the demo makes short for the look-alike, and Instagram itself must not get."""


def check_names(wanted: Collection[str]) -> frozenset[str]:
    """Raises SettingsProblem for a platform nobody knows."""
    if unknown := sorted(set(wanted) - NAMES.keys()):
        raise SettingsProblem(f"I don't know “{unknown[0]}”. There are: {', '.join(NAMES)}.")
    return frozenset(wanted)


def with_real(simulated: Settings, own: Settings, real: Collection[str]) -> Settings:
    """The demo's settings with those of the named platforms taken from `own`. Raises SettingsProblem for what lacks."""
    taken: dict[str, Any] = {}
    for key in real:
        if missing := lacking(key, own):
            raise SettingsProblem(
                f"{NAMES[key]} can't be real yet: {missing} is not set. The demo's page {AT} takes it."
            )
        beginnings = ROWS[key].fields
        taken |= {name: getattr(own, name) for name in Settings.model_fields if name.startswith(beginnings)}
    if "slack" in real and own.slack_app_token is not None:
        taken |= {"slack_client_id": None, "slack_client_secret": None}  # installing needs an address
    elif "slack" in real:
        taken |= {"public_url_set": own.public_url}
    if "telegram" in real:
        taken |= {"telegram_webhook_secret": None}  # this machine asks; nobody out there knows where the demo is
    if "instagram" in real:
        taken |= {name: getattr(own, name) for name in OF_HOW_IT_RUNS}
        taken |= {"public_url_set": own.public_url, "now": None}  # nobody moves the clock of what really goes out
    return simulated.model_copy(update=taken)


def in_words(real: Collection[str]) -> str:
    """ "Telegram is real; Slack, Instagram and OpenAI are simulated." """
    there = [name for key, name in NAMES.items() if key in real]
    rest = [name for key, name in NAMES.items() if key not in real]
    said = f"{_list(there)} {'is' if len(there) == 1 else 'are'} real"
    return f"{said}; {_list(rest)} {'is' if len(rest) == 1 else 'are'} simulated." if rest else f"{said}."


def lacking(key: str, own: Settings) -> str:
    """The first setting without which a platform can't be real; "" when all of it is there."""
    public = own.public_url.startswith("https://")
    if key == "slack":
        heard = own.slack_app_token or (own.slack_signing_secret and public)
        return _first_missing(RITE_SLACK_BOT_TOKEN=own.slack_bot_token, RITE_SLACK_APP_TOKEN=heard)
    if key == "telegram":
        return _first_missing(RITE_TELEGRAM_BOT_TOKEN=own.telegram_bot_token)
    if key == "openai":
        return _first_missing(OPENAI_API_KEY=own.openai_api_key)
    app = {"RITE_INSTAGRAM_APP_ID": own.instagram_app_id, "RITE_INSTAGRAM_APP_SECRET": own.instagram_app_secret}
    return _first_missing(**app, **{"RITE_PUBLIC_URL with https": public})


def _first_missing(**values: object) -> str:
    return next((name for name, value in values.items() if not value), "")


def _list(names: Collection[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} and {last}" if some else last
