"""A card is a value: what a person sees, before any platform draws it.

Texts are plain: no markup of any platform. Each house escapes them and decides what bold looks like.
"""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from bot.tokens import Token


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Fact:
    """A named value: "Goes out: Thursday 26 November, 19:00"."""

    label: str
    value: str


@dataclass(frozen=True)
class Quote:
    """Words that will be published, shown as they are."""

    text: str


@dataclass(frozen=True)
class Small:
    """A remark in smaller print."""

    text: str


@dataclass(frozen=True)
class Bullet:
    """One line of a list, with a link when there is one."""

    text: str
    url: str | None = None


Line = Text | Fact | Quote | Small | Bullet


@dataclass(frozen=True)
class Picture:
    """A picture in the media store, with what it says for people who do not see it."""

    key: str
    alt: str


class Style(Enum):
    """At most one primary button a card; dangerous ones ask back."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True)
class Action:
    """A button: a verb about a subject, or a link."""

    label: str
    token: Token | None = None
    url: str | None = None
    style: Style = Style.PLAIN
    confirm: str = ""
    """A question asked before the press counts; empty when the press counts at once."""


@dataclass(frozen=True)
class Card:
    """One message. `summary` is what notifications and screen readers say; it must make sense alone."""

    summary: str
    title: str = ""
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None
    actions: tuple[Action, ...] = ()
    columns: int = field(default=2)
    """Buttons a row, where rows exist."""
    quiet: bool = False
    """Worth reading at leisure: it makes no sound where a message may."""
    owed: UUID | None = None
    """The notice that has it shown, should this process end before it does."""


def plain(text: str, *actions: Action) -> Card:
    """A card that is just a sentence, perhaps with buttons."""
    return Card(summary=text, lines=(Text(text),), actions=actions)
