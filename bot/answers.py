"""What the bot does in answer to a press, a command or a message: values; each house carries them out."""

from dataclasses import dataclass
from uuid import UUID

from bot.cards.card import Card
from bot.flows.form import Form, Raw


@dataclass(frozen=True)
class Nothing:
    """The cards speak for themselves."""


@dataclass(frozen=True)
class Toast:
    """A sentence for the person who pressed, seen by nobody else."""

    text: str


@dataclass(frozen=True)
class Whisper:
    """A card for the person who asked, seen by nobody else where the platform can do that."""

    card: Card


@dataclass(frozen=True)
class Show:
    """A card for everybody in the conversation; `instead` redraws the message that carried the button."""

    card: Card
    instead: bool = False


@dataclass(frozen=True)
class Ask:
    """Open a form: a modal where there are modals, questions elsewhere."""

    form: Form
    subject: str = ""
    raw: Raw | None = None
    everything: bool = False
    """Ask for everything that is not known yet, where questions are asked one after the other."""
    talk: UUID | None = None
    """The talk this goes on with: settled when the form is submitted, and not before."""


@dataclass(frozen=True)
class Offer:
    """A refusal and what can be done about it, for the one who pressed: the words at once, the buttons where only they
    see them.
    """

    card: Card


@dataclass(frozen=True)
class Unfold:
    """The message that carried the button shows its rare buttons, or puts them away again."""

    card: Card
    opened: bool


Answer = Nothing | Toast | Whisper | Show | Ask | Offer | Unfold
