"""A card is a value: what a person sees, before any platform draws it.

Texts are plain: no markup of any platform. Each house escapes them and decides what bold looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from uuid import UUID

from bot.tokens import Token

LONGEST_NAME = 80


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


@dataclass(frozen=True)
class Call:
    """People who are called by name, each with their id on the platform, "" where they are not there."""

    people: tuple[tuple[str, str], ...]

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The same with names that leave room for each other."""
        return tuple((name[:LONGEST_NAME], known_as) for name, known_as in self.people)

    @property
    def text(self) -> str:
        return ", ".join(name for name, _ in self.named)


Line = Text | Fact | Quote | Small | Bullet | Call


@dataclass(frozen=True)
class Picture:
    """A picture in the media store, with what it says for people who do not see it."""

    key: str
    alt: str


@dataclass(frozen=True)
class Chart:
    """Amounts by name, for platforms that draw charts themselves; others show the picture, which says the same."""

    title: str
    unit: str
    """What the amounts count: "People reached"."""
    amounts: tuple[tuple[str, int], ...]


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
    rare: bool = False
    """Seldom wanted: it stands behind one button with the other rare ones. Never for one that asks back."""
    inside: bool = False
    """The link opens inside the chat's own program: for private conversations on platforms that can."""


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
    chart: Chart | None = None
    """Shown instead of the picture where the platform draws it."""
    unfold: Token | None = None
    """Shows the rare buttons, where a platform has no menu for them."""
    passing: bool = False
    """Tells how far something is: the next telling replaces it, and not too often."""
    apart: bool = False
    """Its picture is a message of its own wherever words under a picture are few."""
    asks: bool = False
    """A question that words answer: where words are only heard in reply to one of our messages, it says so."""
    owed: UUID | None = None
    """The notice that has it shown, should this process end before it does."""
    album: tuple[str, ...] = ()
    """Keys of all its pictures, the one of `picture` first, where several are shown together."""


def rare(actions: Iterable[Action]) -> list[Action]:
    """The same ones, put behind one button; one alone, and whatever asks back, stays where it is."""
    given = list(actions)
    able = [action for action in given if not action.confirm and action.token is not None]
    return [replace(action, rare=len(able) > 1) if action in able else action for action in given]


def plain(text: str, *actions: Action) -> Card:
    """A card that is just a sentence, perhaps with buttons."""
    return Card(summary=text, lines=(Text(text),), actions=actions)
