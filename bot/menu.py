"""The menu: what there is to do, as buttons, for those who forget the words. Nobody sees what is not theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answers import Answer
from bot.cards.card import Action, Card, Style, Text
from bot.commands import obey
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.accounts.policy import may_change_accounts
from core.authorization.check import may
from core.authorization.table import Right
from core.ports.parts import Parts
from core.workspaces.model import Member


def _anybody(_: Member) -> bool:
    return True


def _editor(member: Member) -> bool:
    return may(member, Right.EDIT)


def _owner(member: Member) -> bool:
    return may(member, Right.SETTINGS)


@dataclass(frozen=True)
class _Entry:
    """A command as a button, and whose it is."""

    word: str
    label: str
    whose: Callable[[Member], bool] = _anybody
    style: Style = Style.PLAIN
    confirm: str = ""


_MENU = (
    _Entry("new", mark("New event"), _editor, Style.PRIMARY),
    _Entry("events", mark("Events")),
    _Entry("calendar", mark("Calendar")),
    _Entry("digest", mark("Digest")),
    _Entry("stats", mark("Numbers")),
    _Entry("connect", mark("Connect Instagram"), may_change_accounts),
    _Entry("settings", mark("Settings"), _owner),
    _Entry(
        "stop",
        mark("Stop everything"),
        _editor,
        Style.DANGER,
        mark("Everything that would go out by itself is held until somebody resumes it."),
    ),
    _Entry("help", mark("Help")),
)
_WORDS = {f"menu.{entry.word}": entry.word for entry in _MENU}


def menu_card(member: Member) -> Card:
    """What this person can do here."""
    said = tr("What shall we do?")
    return Card(
        said,
        lines=(Text(said),),
        actions=tuple(_button(entry) for entry in _MENU if entry.whose(member)),
        columns=3,
    )


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """The same as typing the word."""
    return await obey(parts, speaker, meant_by(token.verb, _WORDS), "")


def _button(entry: _Entry) -> Action:
    confirm = tr(entry.confirm) if entry.confirm else ""
    return Action(tr(entry.label), Token(f"menu.{entry.word}"), style=entry.style, confirm=confirm)
