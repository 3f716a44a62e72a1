"""The one card of an import: what the file says, how far it has come, what was made."""

from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.cards.progress import bar
from bot.tokens import Token
from bot.words import count
from core.imports.model import ImportStage
from core.imports.queries import ImportView, RowView

MOST_ROWS = 12
HOW = (
    "Send me a table (CSV) or a calendar file (.ics) with your events, one row each: name, date, hour, venue and "
    "whatever else you know. I tell you what I make of each row before anything is created."
)
LATER = "Each one is drafted a week before its first post, so that nobody has to judge a season in one evening."


def how_card() -> Card:
    """For whoever asks how it is done."""
    small = Small("Columns may be named in English, German, Spanish, French or Italian.")
    template = Action("Send me a template", Token("import.template"), style=Style.PRIMARY)
    return Card(HOW, "Many events at once", (Text(HOW), small), actions=(template,))


def import_card(view: ImportView) -> Card:
    return _CARDS[view.stage](view)


def _reading(view: ImportView) -> Card:
    words = f"I'm reading {view.name}…"
    return Card(words, lines=(Text(words),))


def _unreadable(view: ImportView) -> Card:
    template = Action("Send me a template", Token("import.template"))
    return Card(f"{view.name}: {view.why}", view.name, (Text(view.why),), actions=(template,))


def _ready(view: ImportView) -> Card:
    said = _counted(view)
    lines: list[Line] = [Text(view.why)] if view.why else []
    lines += [Text(said), *_some(view.ready, "The first of them:", 3)]
    lines += _some(view.refused, "These rows need care:", MOST_ROWS)
    lines += _some(view.doubles, "These are here already, so they are left out:", MOST_ROWS)
    actions = []
    if view.number:
        actions.append(
            Action(f"Create {count(view.number, 'event')}", Token("import.create", view.id), style=Style.PRIMARY)
        )
        lines.append(Small(LATER))
    if view.wrong:
        actions.append(Action(f"Send me the {count(view.wrong, 'row')}", Token("import.rows", view.id)))
    actions.append(Action("Leave it", Token("import.leave", view.id)))
    return Card(f"{view.name}: {said}", view.name, tuple(lines), actions=tuple(actions))


def _counted(view: ImportView) -> str:
    """ "193 events can be made, 7 rows need care, 2 are here already." """
    parts = [f"{count(view.number, 'event')} can be made" if view.number else "No event can be made"]
    if view.wrong:
        parts.append(f"{count(view.wrong, 'row')} {'needs' if view.wrong == 1 else 'need'} care")
    if view.double:
        parts.append(f"{view.double} {'is' if view.double == 1 else 'are'} here already")
    return f"{', '.join(parts)}."


def _some(rows: Sequence[RowView], title: str, most: int) -> list[Line]:
    if not rows:
        return []
    more = [Small(f"And {len(rows) - most} more.")] if len(rows) > most else []
    return [Small(title), *(Bullet(f"Row {row.number}: {row.words}") for row in rows[:most]), *more]


def _creating(view: ImportView) -> Card:
    done = view.place / view.number if view.number else 1.0
    words = f"Creating {count(view.number, 'event')}: {bar(done)} {view.place} of {view.number}"
    return Card(words, view.name, (Text(words),))


def _done(view: ImportView) -> Card:
    said = f"{count(view.made, 'event')} {'is' if view.made == 1 else 'are'} made."
    lines: list[Line] = [Text(said), Text(LATER)]
    lines += _some(view.refused, "These rows were left out; they come back as a file to mend:", MOST_ROWS)
    lines += _some(view.doubles, "These were here already:", MOST_ROWS)
    see = Action("Show the calendar", Token("calendar.open"))
    return Card(f"{view.name}: {said}", view.name, tuple(lines), actions=(see,))


def _left(view: ImportView) -> Card:
    words = f"Left as it is. Nothing was made of {view.name}."
    return Card(words, lines=(Text(words),))


_CARDS = {
    ImportStage.READING: _reading,
    ImportStage.UNREADABLE: _unreadable,
    ImportStage.READY: _ready,
    ImportStage.CREATING: _creating,
    ImportStage.DONE: _done,
    ImportStage.LEFT: _left,
}
