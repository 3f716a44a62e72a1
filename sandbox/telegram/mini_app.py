"""Opening a Mini App: the page's address with who opened it and the app's colours behind the #, signed for the bot."""

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from sandbox.telegram.chats import user_json
from sandbox.telegram.state import State
from sandbox.world import Person

LIGHT = {
    "bg_color": "#ffffff",
    "secondary_bg_color": "#f1f1f4",
    "section_bg_color": "#ffffff",
    "text_color": "#000000",
    "hint_color": "#999999",
    "accent_text_color": "#2481cc",
    "link_color": "#2481cc",
    "button_color": "#2481cc",
    "button_text_color": "#ffffff",
    "destructive_text_color": "#e53935",
}
DARK = {
    "bg_color": "#18222d",
    "secondary_bg_color": "#131415",
    "section_bg_color": "#18222d",
    "text_color": "#ffffff",
    "hint_color": "#708499",
    "accent_text_color": "#6ab3f3",
    "link_color": "#62bcf9",
    "button_color": "#2ea6ff",
    "button_text_color": "#ffffff",
    "destructive_text_color": "#ec3942",
}
VERSION = "9.1"


def app_address(state: State, person: Person, url: str, *, dark: bool) -> str:
    """The address as the app loads it."""
    hidden = {
        "tgWebAppData": init_data(state, person),
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": "weba",
        "tgWebAppThemeParams": json.dumps(DARK if dark else LIGHT),
    }
    return f"{url}#{urlencode(hidden)}"


def init_data(state: State, person: Person) -> str:
    """https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app"""
    fields: dict[str, Any] = {
        "query_id": f"AAH{person.telegram_id}",
        "user": json.dumps({**user_json(person), "allows_write_to_pm": True}, separators=(",", ":")),
        "auth_date": str(state.now()),
    }
    told = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", state.world.config.telegram_bot_token.encode(), hashlib.sha256)
    return urlencode({**fields, "hash": hmac.new(key, told.encode(), hashlib.sha256).hexdigest()})
