"""Reply markup: the four kinds, and what the platform refuses in them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.text.links import NotALink, checked_app_link, checked_link

MOST_CALLBACK_BYTES = 64
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8

_INLINE_FIELDS = (
    *("text", "url", "callback_data", "web_app", "switch_inline_query", "switch_inline_query_current_chat"),
    *("copy_text", "style", "icon_custom_emoji_id"),
)
_ACTIONS = (
    *("url", "callback_data", "web_app", "copy_text", "switch_inline_query"),
    *("switch_inline_query_current_chat", "login_url", "pay", "callback_game", "switch_inline_query_chosen_chat"),
)


@dataclass(frozen=True)
class Markup:
    """One reply markup: kind is "inline", "reply", "remove" or "force"; body is its wire form."""

    kind: str
    body: Mapping[str, Any]

    @property
    def rows(self) -> list[list[dict[str, Any]]]:
        """The buttons of an inline or a reply keyboard."""
        rows: list[list[dict[str, Any]]] = self.body.get("inline_keyboard") or self.body.get("keyboard") or []
        return rows

    def offers(self, data: str) -> bool:
        """Whether one of the inline buttons carries this callback data."""
        return self.kind == "inline" and any(one.get("callback_data") == data for row in self.rows for one in row)


def read_markup(call: Call, *, private: bool, only_inline: bool = False) -> Markup | None:
    """The reply_markup of a call, checked. Raises Refusal."""
    value = call.value("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    markup = _markup(value, private)
    if markup and only_inline and markup.kind != "inline":
        raise bad_request("inline keyboard expected")
    return markup


def _markup(value: dict[str, Any], private: bool) -> Markup | None:
    keyboard = _rows(value, "keyboard", "ReplyKeyboardMarkup", lambda one: _keyboard_button(one, private))
    inline = _rows(value, "inline_keyboard", "InlineKeyboardMarkup", lambda one: _inline_button(one, private))
    if keyboard:
        return Markup("reply", value | {"keyboard": keyboard})
    if inline:
        return Markup("inline", {"inline_keyboard": inline})
    if value.get("remove_keyboard"):
        return Markup("remove", value)
    return Markup("force", value) if value.get("force_reply") else None


def _rows(
    value: Mapping[str, Any], field: str, owner: str, read: Callable[[Any], dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    rows = value.get(field, [])
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" of the {owner} must be an Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" of the {owner} must be an Array of Arrays')
    read_rows = [[read(button) for button in row] for row in rows if row]
    if any(len(row) > MOST_IN_A_ROW for row in read_rows) or sum(map(len, read_rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return read_rows


def _keyboard_button(button: Any, private: bool) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("keyboard button text must be non-empty")
    if "web_app" in button and not private:
        raise bad_request("Web App buttons can be used in private chats only")
    return button


def _inline_button(button: Any, private: bool) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not any(_acts(button, action) for action in _ACTIONS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if len(button.get("callback_data", "").encode()) > MOST_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return {field: button[field] for field in _INLINE_FIELDS if field in button} | _addresses(button, private)


def _acts(button: Mapping[str, Any], action: str) -> bool:
    """An empty value does nothing, except that an inline query may be empty."""
    return action in button and (action.startswith("switch") or button[action] not in (None, ""))


def _addresses(button: Mapping[str, Any], private: bool) -> dict[str, Any]:
    """The links of a button as the platform stores them; web apps live in private chats only."""
    if "web_app" in button and not private:
        raise bad_request("BUTTON_TYPE_INVALID")
    try:
        if button.get("url"):
            return {"url": checked_link(button["url"])}
    except NotALink as error:
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {error}") from error
    try:
        if "web_app" in button:
            return {"web_app": {"url": checked_app_link(button["web_app"]["url"])}}
    except NotALink as error:
        address = button["web_app"]["url"]
        raise bad_request(f"inline keyboard button Web App URL '{address}' is invalid: {error}") from error
    return {}


def markup_json(markup: Markup) -> str:
    """For comparing two keyboards."""
    return json.dumps(markup.body, sort_keys=True)
