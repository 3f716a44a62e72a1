"""Who opened a page inside Telegram: its programs hand the page a text that Telegram signed for our bot."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from telegram import User

LASTS = timedelta(minutes=10)
"""From the press in Telegram to the page's word to us."""
AHEAD = timedelta(minutes=1)
"""Clocks may differ by so much."""
MOST_FIELDS = 30
KEY = b"WebAppData"


def opened_by(init_data: str, bot_token: str, now: datetime) -> User | None:
    """The person; None for what Telegram did not sign for this bot, and for what is old.

    https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
    """
    fields = _fields(init_data)
    signature = fields.pop("hash", "")
    if not hmac.compare_digest(_signed(fields, bot_token), signature.encode()):
        return None
    return _person(fields) if now - LASTS < _moment(fields) <= now + AHEAD else None


def _fields(init_data: str) -> dict[str, str]:
    """Nothing of a text that names one thing twice."""
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else {}


def _signed(fields: dict[str, str], bot_token: str) -> bytes:
    told = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(KEY, bot_token.encode(), hashlib.sha256)
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest().encode()


def _moment(fields: dict[str, str]) -> datetime:
    """When it was opened; long ago for what is no moment."""
    told = fields.get("auth_date", "")
    return datetime.fromtimestamp(int(told) if told.isdecimal() and len(told) < 12 else 0, UTC)


def _person(fields: dict[str, str]) -> User | None:
    try:
        told = json.loads(fields["user"])
        return User(int(told["id"]), str(told["first_name"]), is_bot=False, language_code=told.get("language_code"))
    except (KeyError, ValueError, TypeError):
        return None
