"""What every chat platform offers the rest of the bot, as protocols and values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from bot.cards.card import Card
from core.errors import NetworkTrouble
from core.workspaces.model import Platform


@dataclass(frozen=True)
class Place:
    """Where to speak: a Slack channel (with its team) or a Telegram chat, perhaps inside a thread."""

    platform: Platform
    address: str
    team: str = ""
    thread: str | None = None
    """Slack: the parent's ts. Telegram: the message to reply to."""
    topic: str = ""
    """Telegram: the topic of a forum."""


@dataclass(frozen=True)
class Sent:
    """A message of ours as the platform knows it; `extra` is what redrawing it needs."""

    message_id: str
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attachment:
    """A file to be sent as a file; `seconds` of a film, 0 for a picture; `cover` is what stands for a film."""

    name: str
    data: bytes
    alt: str
    seconds: float = 0.0
    cover: bytes = b""


class Gone(Exception):
    """The message to redraw, or the place to speak in, does not exist any more."""

    def __init__(self, reason: str, moved_to: str | None = None, *, topic_only: bool = False) -> None:
        super().__init__(reason)
        self.topic_only = topic_only
        """The topic is closed or deleted; the rest of the place is still there."""
        self.moved_to = moved_to
        """The address under which the place goes on, where the platform tells."""


class Unanswered(NetworkTrouble):
    """The message left and no answer came back: it may be there or not."""


class Messenger(Protocol):
    """One house's voice. Calls may raise WaitAndRetry, or Gone."""

    remembers: bool
    """Whether the platform can be asked later for a message by its mark."""

    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        """Post a card, with a mark where the platform keeps one. Raises Unanswered when it may be there or not."""
        ...

    async def find(self, place: Place, mark: UUID, sent_at: datetime) -> Sent | None:
        """The message with this mark that left about then; None when it is not there, or nobody can tell."""
        ...

    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        """Edit a card in place; an unchanged one is fine."""
        ...

    async def whisper(self, place: Place, person: str, card: Card) -> None:
        """Tell one person (by their id on the platform) only."""
        ...

    async def send_files(self, place: Place, words: str, files: Sequence[Attachment]) -> None:
        """Send files as they are, with a sentence: pictures to be passed on, films to be watched."""
        ...

    async def direct(self, person: str, team: str = "") -> str:
        """The address of a person's own conversation with us; team: Slack's, where it is not the one spoken for."""
        ...
