"""What every chat platform offers the rest of the bot, as protocols and values."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.cards.card import Card
from core.workspaces.model import Platform


@dataclass(frozen=True)
class Place:
    """Where to speak: a Slack channel (with its team) or a Telegram chat, perhaps inside a thread."""

    platform: Platform
    address: str
    team: str = ""
    thread: str | None = None
    """Slack: the parent's ts. Telegram: the message to reply to."""


@dataclass(frozen=True)
class Sent:
    """A message of ours as the platform knows it; `extra` is what redrawing it needs."""

    message_id: str
    extra: dict[str, Any] = field(default_factory=dict)


class Gone(Exception):
    """The message to redraw, or the place to speak in, does not exist any more."""


class Messenger(Protocol):
    """One house's voice. Calls may raise WaitAndRetry, or Gone."""

    async def send(self, place: Place, card: Card) -> Sent:
        """Post a card."""
        ...

    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        """Edit a card in place; an unchanged one is fine."""
        ...

    async def whisper(self, place: Place, person: str, card: Card) -> None:
        """Tell one person (by their id on the platform) only."""
        ...
