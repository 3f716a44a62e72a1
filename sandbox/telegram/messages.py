"""The messages of all chats: what the platform remembers of each, and how each looks on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.chats import Chat
from sandbox.telegram.files import Media
from sandbox.telegram.keyboards import Markup
from sandbox.telegram.text.entities import Entity, Formatted


@dataclass(frozen=True)
class Content:
    """What a message says: words (text, or the caption of its media) and perhaps media; or a service note."""

    words: Formatted = field(default_factory=lambda: Formatted(""))
    media: Media | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)
    service: Mapping[str, Any] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        if self.service:
            return dict(self.service)
        if self.media is None:
            return self.words.wire("text", "entities") | dict(self.extras)
        return {self.media.kind: self.media.wire} | self.words.wire("caption", "caption_entities") | dict(self.extras)


@dataclass
class Message:
    """One message. markup is whatever came with it; only an inline keyboard is part of the wire form."""

    chat: Chat
    id: int
    sender: Mapping[str, Any]
    date: int
    content: Content
    markup: Markup | None = None
    reply_to: int | None = None
    album: str | None = None
    origin: Mapping[str, Any] | None = None
    topic: int | None = None
    silent: bool = False
    """Came without a sound."""
    edited_at: int | None = None
    pinned: bool = False
    reactions: list[str] = field(default_factory=list)

    @property
    def from_bot(self) -> bool:
        return bool(self.sender["is_bot"])

    @property
    def text(self) -> str:
        """Its text or caption."""
        return self.content.words.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.content.words.entities


class Messages:
    """All messages, numbered per chat from 1."""

    def __init__(self) -> None:
        self._chats: dict[int, dict[int, Message]] = {}
        self._last: dict[int, int] = {}

    def next_id(self, chat: Chat) -> int:
        self._last[chat.id] = self._last.get(chat.id, 0) + 1
        return self._last[chat.id]

    def add(self, message: Message) -> Message:
        self._chats.setdefault(message.chat.id, {})[message.id] = message
        return message

    def find(self, chat: Chat, message_id: int) -> Message | None:
        return self._chats.get(chat.id, {}).get(message_id)

    def remove(self, message: Message) -> None:
        self._chats[message.chat.id].pop(message.id, None)

    def within(self, chat: Chat) -> list[Message]:
        """Oldest first."""
        return list(self._chats.get(chat.id, {}).values())

    def wire(self, message: Message, *, with_reply: bool = True) -> dict[str, Any]:
        """The Message object. A message that was answered shows without what it answered itself."""
        fields: dict[str, Any] = {
            "message_id": message.id,
            **({"sender_chat": message.chat.wire()} if message.chat.channel else {"from": dict(message.sender)}),
            "chat": message.chat.wire(),
            "date": message.date,
        }
        optional = {
            "edit_date": message.edited_at,
            "media_group_id": message.album,
            "message_thread_id": message.topic,
            "is_topic_message": True if message.topic else None,
            "forward_origin": message.origin,
            "reply_to_message": self._answered(message) if with_reply else None,
            "reply_markup": message.markup.body if message.markup and message.markup.kind == "inline" else None,
        }
        return fields | message.content.wire() | {name: value for name, value in optional.items() if value is not None}

    def _answered(self, message: Message) -> dict[str, Any] | None:
        target = self.find(message.chat, message.reply_to) if message.reply_to else None
        return self.wire(target, with_reply=False) if target else None
