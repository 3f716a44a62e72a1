"""The one card of an import: what the file says, how far it has come, what was made."""

from collections.abc import Sequence

from bot.cards.card import Action, Bullet, Card, Line, Small, Style, Text
from bot.cards.progress import bar
from bot.language import mark, tr, tr_many
from bot.retold import retold
from bot.tokens import Token
from bot.words import clock, day_of
from core.imports.model import ImportStage
from core.imports.queries import ImportView, RowView

MOST_ROWS = 12
HOW = mark(
    "Send me a table (CSV) or a calendar file (.ics) with your events, one row each: name, date, hour, venue and "
    "whatever else you know. I tell you what I make of each row before anything is created."
)
LATER = mark("Each one is drafted a week before its first post, so that nobody has to judge a season in one evening.")


def how_card() -> Card:
    """For whoever asks how it is done."""
    how = tr(HOW)
    small = Small(tr("Columns may be named in English, German, Spanish, French or Italian."))
    return Card(how, tr("Many events at once"), (Text(how), small), actions=(_template(Style.PRIMARY),))


def _template(style: Style = Style.PLAIN) -> Action:
    return Action(tr("Send me a template"), Token("import.template"), style=style)


def import_card(view: ImportView) -> Card:
    return _CARDS[view.stage](view)


def _reading(view: ImportView) -> Card:
    words = tr("I'm reading {name}…", name=view.name)
    return Card(words, lines=(Text(words),))


def _unreadable(view: ImportView) -> Card:
    why = retold(view.why)
    return Card(f"{view.name}: {why}", view.name, (Text(why),), actions=(_template(),))


def _ready(view: ImportView) -> Card:
    said = _counted(view)
    lines: list[Line] = [Text(retold(view.why))] if view.why else []
    lines += [Text(said), *_some(view.ready, tr("The first of them:"), 3)]
    lines += _some(view.refused, tr("These rows need care:"), MOST_ROWS)
    lines += _some(view.doubles, tr("These are here already, so they are left out:"), MOST_ROWS)
    if view.number:
        lines.append(Small(tr(LATER)))
    return Card(f"{view.name}: {said}", view.name, tuple(lines), actions=_ways_on(view))


def _ways_on(view: ImportView) -> tuple[Action, ...]:
    actions = []
    if view.number:
        create = tr_many("Create {n} event", "Create {n} events", view.number)
        actions.append(Action(create, Token("import.create", view.id), style=Style.PRIMARY))
    if view.wrong:
        rows = tr_many("Send me the {n} row", "Send me the {n} rows", view.wrong)
        actions.append(Action(rows, Token("import.rows", view.id)))
    return (*actions, Action(tr("Leave it"), Token("import.leave", view.id)))


def _counted(view: ImportView) -> str:
    """ "193 events can be made, 7 rows need care, 2 are here already." """
    parts = [tr("No event can be made")]
    if view.number:
        parts = [tr_many("{n} event can be made", "{n} events can be made", view.number)]
    if view.wrong:
        parts.append(tr_many("{n} row needs care", "{n} rows need care", view.wrong))
    if view.double:
        parts.append(tr_many("{n} is here already", "{n} are here already", view.double))
    return f"{', '.join(parts)}."


def _some(rows: Sequence[RowView], title: str, most: int) -> list[Line]:
    if not rows:
        return []
    rest = len(rows) - most
    more = [Small(tr_many("And {n} more.", "And {n} more.", rest))] if rest > 0 else []
    return [Small(title), *map(_row, rows[:most]), *more]


def _row(row: RowView) -> Line:
    if row.starts:
        words = ", ".join((row.words, day_of(row.starts, year=True, short=True), clock(row.starts), row.venue))
    else:
        words = f"{retold(row.words)} ({row.begins})" if row.begins else retold(row.words)
    return Bullet(tr("Row {number}: {words}", number=row.number, words=words))


def _creating(view: ImportView) -> Card:
    done = view.place / view.number if view.number else 1.0
    words = tr_many(
        "Creating {n} event: {bar} {place} of {n}",
        "Creating {n} events: {bar} {place} of {n}",
        view.number,
        bar=bar(done),
        place=view.place,
    )
    return Card(words, view.name, (Text(words),))


def _done(view: ImportView) -> Card:
    said = tr_many("{n} event is made.", "{n} events are made.", view.made)
    lines: list[Line] = [Text(said), Text(tr(LATER))]
    lines += _some(view.refused, tr("These rows were left out; they come back as a file to mend:"), MOST_ROWS)
    lines += _some(view.doubles, tr("These were here already:"), MOST_ROWS)
    see = Action(tr("Show the calendar"), Token("calendar.open"))
    return Card(f"{view.name}: {said}", view.name, tuple(lines), actions=(see,))


def _left(view: ImportView) -> Card:
    words = tr("Left as it is. Nothing was made of {name}.", name=view.name)
    return Card(words, lines=(Text(words),))


_CARDS = {
    ImportStage.READING: _reading,
    ImportStage.UNREADABLE: _unreadable,
    ImportStage.READY: _ready,
    ImportStage.CREATING: _creating,
    ImportStage.DONE: _done,
    ImportStage.LEFT: _left,
}
