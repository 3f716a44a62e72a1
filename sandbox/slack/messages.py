"""Messages: what was said where, and how Slack describes it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.files import FileShelf
from sandbox.slack.people import bot_profile_shape
from sandbox.slack.refused import Json
from sandbox.slack.team import APP_ID, Team


@dataclass
class Message:
    """One message; by_bot means the app posted it, ephemeral_for that only this user sees it."""

    ts: str
    channel: str
    user: str
    text: str = ""
    by_bot: bool = False
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    files: list[str] = field(default_factory=list)
    metadata: Json | None = None
    edited_ts: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    ephemeral_for: str | None = None
    earlier_blocks: list[list[Json]] = field(default_factory=list)
    """What the message showed before its updates, so that a button from an old screen can still be pressed."""
    entered: dict[str, dict[str, Json]] = field(default_factory=dict)
    """What people picked in its menus: {block_id: {action_id: state value}}."""

    def change(self, text: str, blocks: list[Json], attachments: list[Json]) -> None:
        """Show something else."""
        self.earlier_blocks.append(self.blocks)
        self.text, self.blocks, self.attachments = text, blocks, attachments


class Timeline:
    """Every message of one workspace, oldest first in each channel."""

    def __init__(self, team: Team) -> None:
        self._team = team
        self._messages: dict[str, list[Message]] = defaultdict(list)

    def add(self, message: Message) -> None:
        self._messages[message.channel].append(message)

    def remove(self, message: Message) -> None:
        self._messages[message.channel].remove(message)

    def all(self, channel_id: str) -> list[Message]:
        """Including what only one person sees."""
        return self._messages.get(channel_id, [])

    def public(self, channel_id: str) -> list[Message]:
        """What everybody in the channel sees, and what the Web API knows about."""
        return [message for message in self.all(channel_id) if message.ephemeral_for is None]

    def find(self, channel_id: str, ts: str) -> Message | None:
        """A stored message; None also for ephemeral ones, which Slack does not store."""
        return next((message for message in self.public(channel_id) if message.ts == ts), None)

    def replies(self, root: Message) -> list[Message]:
        return [message for message in self.public(root.channel) if message.thread_ts == root.ts]

    def shape(self, message: Message, shelf: FileShelf) -> Json:
        """As conversations.history and interaction payloads give it."""
        shape: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
        shape["team"] = self._team.id
        if message.by_bot:
            shape |= {"bot_id": self._team.bot_id, "app_id": APP_ID, "bot_profile": bot_profile_shape(self._team)}
        files = [file for file in map(shelf.find, message.files) if file]
        optional: Json = {
            "subtype": message.subtype,
            "blocks": message.blocks,
            "attachments": message.attachments,
            "metadata": message.metadata,
            "edited": message.edited_ts and {"user": message.user, "ts": message.edited_ts},
            "files": [shelf.shape_in_message(file) for file in files],
            "reactions": [{"name": n, "users": u, "count": len(u)} for n, u in message.reactions.items()],
        }
        shape |= {key: value for key, value in optional.items() if value}
        return shape | self._thread(message)

    def _thread(self, message: Message) -> Json:
        if message.thread_ts is not None:
            root = self.find(message.channel, message.thread_ts)
            return {"thread_ts": message.thread_ts, "parent_user_id": root.user if root else message.user}
        replies = self.replies(message)
        if not replies:
            return {}
        people = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "latest_reply": replies[-1].ts,
            "reply_users": people,
            "is_locked": False,
            "subscribed": False,
        }


def words_of(blocks: Iterable[Json]) -> str:
    """The text Slack builds from blocks when a message has none of its own."""
    return " ".join(_words(list(blocks)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for key in ("text", "fields", "elements", "title"):
            if isinstance(value.get(key), str):
                yield value[key]
            elif key in value:
                yield from _words(value[key])
