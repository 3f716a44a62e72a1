"""One authenticated Web API call, and how a method looks things up."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.slack.arguments import Arguments
from sandbox.slack.hall import Hall
from sandbox.slack.installations import Installation
from sandbox.slack.messages import Message
from sandbox.slack.refused import Json, Refused
from sandbox.slack.team import Channel
from sandbox.slack.workspace import Workspace


@dataclass(frozen=True)
class Call:
    """Who asks what."""

    hall: Hall
    installation: Installation
    arguments: Arguments

    @property
    def workspace(self) -> Workspace:
        return self.hall.workspaces[self.installation.team.id]

    def channel(self, name: str = "channel") -> Channel:
        """A channel the app may know of: public, or joined. Raises Refused(channel_not_found)."""
        (channel_id,) = self.arguments.needed(name)
        channel = self.workspace.channels.get(channel_id)
        if channel is None or not (channel.kind == "public_channel" or self.workspace.is_in(channel)):
            raise Refused("channel_not_found")
        return channel

    def postable_channel(self, name: str = "channel") -> Channel:
        """Where the app may post: by id, by name, or a user id for that person's DM.

        Raises Refused: channel_not_found, not_in_channel.
        """
        (wanted,) = self.arguments.needed(name)
        channel = self.workspace.dm(wanted) or self.workspace.channel_named(wanted)
        if channel is None:
            raise Refused("channel_not_found")
        if not self.workspace.is_in(channel):
            raise Refused("channel_not_found" if channel.is_private else "not_in_channel")
        if channel.is_archived:
            raise Refused("is_archived")
        return channel

    def message(self, channel: Channel, name: str = "ts") -> Message:
        """Raises Refused(message_not_found)."""
        (ts,) = self.arguments.needed(name)
        message = self.workspace.timeline.find(channel.id, ts)
        if message is None:
            raise Refused("message_not_found")
        return message

    def page(self, items: list[Any], otherwise: int) -> tuple[list[Any], Json]:
        """One page of items and its response_metadata. Raises Refused: invalid_cursor, invalid_limit."""
        size = self.arguments.number("limit", otherwise, 1000)
        start = _offset(self.arguments.text("cursor"))
        rest = start + size < len(items)
        cursor = base64.b64encode(f"next:{start + size}".encode()).decode() if rest else ""
        return items[start : start + size], {"response_metadata": {"next_cursor": cursor}}


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A handler and the scopes of which the token needs one."""

    handler: Handler
    scopes: tuple[str, ...] = ()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except (ValueError, binascii.Error) as error:
        raise Refused("invalid_cursor") from error
