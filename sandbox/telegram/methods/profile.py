"""How the bot presents itself: getMe, commands, name, descriptions, menu button."""

import re
from collections.abc import Callable
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.chats import BOT
from sandbox.telegram.profile import scope_key
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State
from sandbox.telegram.text.links import NotALink, checked_app_link

MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_WORDS = {"name": 64, "description": 512, "short_description": 120}

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES: dict[str, tuple[str, ...]] = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _me(state: State, _: Call) -> dict[str, Any]:
    return BOT | {
        "first_name": state.profile.told("name") or BOT["first_name"],
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _audience(state: State, call: Call) -> tuple[str, str]:
    """The scope and language a call is about. Raises Refusal."""
    scope = call.value("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    for field in _SCOPES[scope["type"]]:
        if field not in scope:
            raise bad_request(f"can't parse BotCommandScope: can't find field \"{field}\"")
    if "chat_id" in scope:
        state.chats.readable(str(scope["chat_id"]))
    return scope_key(scope), _language(call)


def _language(call: Call) -> str:
    if not _LANGUAGE.fullmatch(call.text("language_code")):
        raise bad_request("LANG_CODE_INVALID")
    return call.text("language_code")


def _set_commands(state: State, call: Call) -> bool:
    commands = call.value("commands", "can't parse commands JSON object") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.profile.commands[_audience(state, call)] = [_command(one) for one in commands]
    state.world.touch()
    return True


def _command(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = value.get("command", ""), value.get("description", "")
    if not _COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= LONGEST_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _get_commands(state: State, call: Call) -> list[dict[str, Any]]:
    return state.profile.commands.get(_audience(state, call), [])


def _delete_commands(state: State, call: Call) -> bool:
    state.profile.commands.pop(_audience(state, call), None)
    state.world.touch()
    return True


def _setter(field: str) -> Callable[[State, Call], bool]:
    def set_words(state: State, call: Call) -> bool:
        words = call.text(field)
        if len(words) > LONGEST_WORDS[field]:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        state.profile.words[field, _language(call)] = words
        state.world.touch()
        return True

    return set_words


def _getter(field: str) -> Callable[[State, Call], dict[str, str]]:
    def get_words(state: State, call: Call) -> dict[str, str]:
        fallback = str(BOT["first_name"]) if field == "name" else ""
        return {field: state.profile.told(field, _language(call)) or fallback}

    return get_words


def _set_menu_button(state: State, call: Call) -> bool:
    button = call.value("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    kind = button.get("type") if isinstance(button, dict) else None
    if kind not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported menu button type specified")
    if kind == "web_app":
        address = button.get("web_app", {}).get("url", "")
        try:
            checked_app_link(address)
        except NotALink as error:
            raise bad_request(f"menu button Web App URL '{address}' is invalid: {error}") from error
    state.profile.menu_buttons[_menu_owner(state, call)] = button
    return True


def _get_menu_button(state: State, call: Call) -> dict[str, Any]:
    buttons = state.profile.menu_buttons
    return buttons.get(_menu_owner(state, call)) or buttons.get(0) or {"type": "commands"}


def _menu_owner(state: State, call: Call) -> int:
    """0 stands for all private chats."""
    return state.chats.writable(call.text("chat_id")).id if call.has("chat_id") else 0


METHODS = {
    "getMe": _me,
    "setMyCommands": _set_commands,
    "getMyCommands": _get_commands,
    "deleteMyCommands": _delete_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": _set_menu_button,
    "getChatMenuButton": _get_menu_button,
}
