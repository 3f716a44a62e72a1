"""A call of the page told as what a person did, in words that mean the same another time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """who: a key of the cast; does: a word of WORDS or "the world"; what and more: as its name says (tests/stages)."""

    who: str
    does: str
    what: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def in_words(path: str, wish: Json, views: Json) -> Deed | None:
    """None for what is no part of a story, such as looking, or a second delivery."""
    if wish.get("team") not in (None, views["slack"]["team"]["id"]):
        return None
    if path in WORLD:
        return Deed("", "world", (path,), dict(wish))
    tell = WORDS.get(path)
    return tell(wish, views) if tell else None


WORLD = frozenset(
    (
        *("clock", "faults", "openai/mode", "instagram/consent", "instagram/expire_token", "instagram/restrict"),
        *("telegram/block", "telegram/unblock", "slack/invite", "slack/kick", "slack/home", "telegram/open_topic"),
    )
)
"""What means the same every time, as it stands."""


def headline(text: str) -> str:
    """The first line of a message, as it is looked for; marks of formatting left out."""
    lines = (line.strip(" *_") for line in text.replace("\u200b", "").split("\n"))
    return next((line for line in lines if line), "")[:70]


def texts_of(value: Any) -> list[str]:
    """All text inside blocks, in the order they stand."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        inner = (text for key, one in value.items() if key != "text" or not own for text in texts_of(one))
        return [*own, *inner]
    return [text for one in value for text in texts_of(one)] if isinstance(value, list) else []


def slack_text(message: Json) -> str:
    """What a message shows first: its blocks, or its text."""
    return "\n".join(texts_of(message.get("blocks") or [])) or str(message.get("text") or "")


def _channel(wish: Json, views: Json) -> str:
    found = next((one for one in views["slack"]["channels"] if one["id"] == wish.get("channel")), None)
    return "dm" if found is None or found["is_im"] else f"#{found['name']}"


def _slack_message(wish: Json, views: Json, ts: str) -> Json:
    return next((one for one in views["slack"]["messages"].get(wish["channel"], []) if one["ts"] == ts), {})


def _say(wish: Json, views: Json) -> Deed:
    thread = wish.get("thread_ts")
    about = {"about": headline(slack_text(_slack_message(wish, views, thread)))} if thread else {}
    text = str(wish.get("text", "")).replace(f"<@{views['slack']['bot']['user_id']}>", "@Rite")
    return Deed(wish["user"], "slack say", (_channel(wish, views), text), about | _files(wish))


def _files(wish: Json) -> dict[str, Any]:
    return {"files": [str(one["name"]) for one in wish["files"]]} if wish.get("files") else {}


def _command(wish: Json, views: Json) -> Deed:
    return Deed(wish["user"], "slack command", (_channel(wish, views), f"{wish['command']} {wish['text']}".strip()))


def _press(wish: Json, views: Json) -> Deed | None:
    if view_id := wish.get("view_id"):
        view = _view(wish["user"], view_id, views)
        label = _label(view.get("blocks", []), wish)
        title = view.get("title", {}).get("text", "Home")
        return Deed(wish["user"], "slack press in", (label, title)) if label else None
    message = _slack_message(wish, views, wish["ts"])
    label = _label([message.get("blocks"), message.get("attachments")], wish)
    words = headline(slack_text(message))
    return Deed(wish["user"], "slack press", (_channel(wish, views), label, words)) if label else None


def _view(user: str, view_id: str, views: Json) -> Json:
    slack = views["slack"]
    shown = [*slack["homes"].values(), *(view for stack in slack["modals"].values() for view in stack)]
    return next((view for view in shown if view["id"] == view_id), {})


def _label(blocks: Any, wish: Json) -> str:
    """The words on the button, or of the option picked."""
    for element in _elements(blocks):
        if element.get("action_id") != wish["action_id"]:
            continue
        for option in element.get("options", []):
            if option["value"] == wish.get("value"):
                return str(option["text"]["text"])
        if "text" in element and element.get("value") == wish.get("value"):
            return str(element["text"]["text"])
    return ""


def _elements(value: Any) -> list[Json]:
    if isinstance(value, dict):
        own = [value] if "action_id" in value else []
        return [*own, *(found for one in value.values() for found in _elements(one))]
    return [found for one in value for found in _elements(one)] if isinstance(value, list) else []


def _submit(wish: Json, views: Json) -> Deed:
    view = _view(wish["user"], wish["view_id"], views)
    inputs = {one["block_id"]: one for one in view.get("blocks", []) if one["type"] == "input"}
    given = {
        inputs[name]["label"]["text"]: _picked(inputs[name]["element"], value)
        for name, value in (wish.get("values") or {}).items()
        if name in inputs and value not in ("", None, []) and inputs[name]["element"]["type"] != "file_input"
    }
    return Deed(wish["user"], "slack submit", (view.get("title", {}).get("text", ""),), given)


def _picked(element: Json, value: Any) -> Any:
    """Options by their words: their values may be ids."""
    grouped = [one for group in element.get("option_groups", []) for one in group["options"]]
    options = [*element.get("options", []), *grouped]
    words = {option["value"]: option["text"]["text"] for option in options}
    return [words.get(one, one) for one in value] if isinstance(value, list) else words.get(value, value)


def _close(wish: Json, _: Json) -> Deed:
    return Deed(wish["user"], "slack close")


def _room(wish: Json) -> dict[str, Any]:
    return {name: wish[name] for name in ("chat", "topic") if name in wish}


def _telegram_message(wish: Json, views: Json, number: Any) -> Json:
    own = next((str(one["id"]) for one in views["telegram"]["chats"] if _is_own(one, wish, views)), "")
    messages = views["telegram"]["messages"].get(str(wish.get("chat") or own), [])
    return next((one for one in messages if one["message_id"] == number), {})


def _is_own(chat: Json, wish: Json, views: Json) -> bool:
    person: Json = next((one for one in views["people"] if one["key"] == wish["user"]), {})
    return bool(chat.get("user") == person.get("telegram_id"))


def telegram_text(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _telegram_say(wish: Json, views: Json) -> Deed:
    text = str(wish["text"])
    if text.startswith("/start "):  # the token is another one every time
        return Deed(wish["user"], "telegram start")
    replied = wish.get("reply_to")
    about = {"about": headline(telegram_text(_telegram_message(wish, views, replied)))} if replied else {}
    return Deed(wish["user"], "telegram say", (text,), about | _room(wish))


def _telegram_press(wish: Json, views: Json) -> Deed | None:
    message = _telegram_message(wish, views, wish["message_id"])
    buttons = (one for row in message.get("buttons", []) for one in row)
    label = next((one["text"] for one in buttons if one.get("data") == wish["data"]), "")
    words = headline(telegram_text(message))
    return Deed(wish["user"], "telegram press", (label, words), _room(wish)) if label else None


WORDS: Mapping[str, Callable[[Json, Json], Deed | None]] = {
    "slack/say": _say,
    "slack/command": _command,
    "slack/press": _press,
    "slack/submit": _submit,
    "slack/close": _close,
    "telegram/say": _telegram_say,
    "telegram/press": _telegram_press,
}
