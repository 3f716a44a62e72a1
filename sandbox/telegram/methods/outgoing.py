"""What all sending methods share: whom to, in answer to what, with which keyboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.chats import Chat
from sandbox.telegram.keyboards import Markup, read_markup
from sandbox.telegram.messages import Content, Message
from sandbox.telegram.refusal import bad_request
from sandbox.telegram.state import State
from sandbox.telegram.text.entities import Formatted
from sandbox.telegram.text.formatted import caption_text

_ECHOED_FLAGS = {
    "protect_content": "has_protected_content",
    "show_caption_above_media": "show_caption_above_media",
    "has_spoiler": "has_media_spoiler",
}


@dataclass(frozen=True)
class Address:
    """Where a new message goes."""

    chat: Chat
    reply_to: int | None
    markup: Markup | None
    topic: int | None
    silent: bool


def read_address(state: State, call: Call, *, with_markup: bool = True) -> Address:
    """The checked chat_id, reply_parameters and reply_markup of a call. Raises Refusal."""
    private = call.text("chat_id").lstrip().isdigit()
    markup = read_markup(call, private=private) if with_markup else None
    chat = state.chats.writable(call.text("chat_id"))
    if call.has("business_connection_id"):
        raise bad_request("business connection not found")
    topic = call.number("message_thread_id") or None
    if topic and (chat.private or topic not in state.chats.topics):
        raise bad_request("message thread not found")
    return Address(chat, _reply_to(state, call, chat), markup, topic, call.flag("disable_notification"))


def _reply_to(state: State, call: Call, chat: Chat) -> int | None:
    wish = call.value("reply_parameters", "can't parse reply parameters JSON object") or {}
    if not isinstance(wish, dict):
        raise bad_request("object expected as reply parameters")
    target = wish.get("message_id") or call.number("reply_to_message_id")
    if not target:
        return None
    if state.messages.find(chat, int(target)):
        return int(target)
    if wish.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def send(state: State, address: Address, content: Content, album: str | None = None) -> Message:
    return state.post(
        address.chat,
        content,
        markup=address.markup,
        reply_to=address.reply_to,
        album=album,
        topic=address.topic,
        silent=address.silent,
    )


def caption_of(state: State, call: Call) -> Formatted:
    """The caption arguments of a call. Raises Refusal."""
    entities = call.value("caption_entities", "can't parse entities JSON object")
    return caption_text(call.text("caption"), call.text("parse_mode"), entities, state.chats.user)


def extras_of(call: Call) -> Mapping[str, Any]:
    """Wishes that come back as fields of the message."""
    echoed: dict[str, Any] = {field: True for flag, field in _ECHOED_FLAGS.items() if call.flag(flag)}
    preview = call.value("link_preview_options", "can't parse link preview options JSON object")
    if preview is None and call.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    return echoed | ({"link_preview_options": preview} if preview else {})
