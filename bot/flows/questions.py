"""The cards of a form asked as a conversation."""

import zlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, Fact, Line, Quote, Small, Style, Text, plain
from bot.flows.form import Field, Form, Kind, NeedsHour, Reading, TwoReadings, keys_of
from bot.tokens import Token
from bot.words import clock, files_in_words, long_moment, spoken_list
from core.errors import InvalidAnswer
from core.events.create import SkippedHour
from core.notices.model import Talk

USUAL_DOORS = ("19:00", "20:00", "21:00", "22:00")
USUAL_HOURS = ("19:00", "20:00", "21:00", "22:00", "23:00")
WEEKEND = (3, 4, 5)
DAYS_OFFERED = 6


def question_card(form: Form, talk: Talk, reading: Reading, *, problem: InvalidAnswer | None = None) -> Card:
    """One question, with buttons for the usual answers; a wrong answer repeats it with the reason."""
    field = form.field(talk.field or "")
    problem = problem or _said_before(field, talk)
    options = _options(field, talk, reading, problem)
    talk.answers = {**talk.answers, "_options": [raw for raw, _ in options]}
    asked = problem.message if problem else _asked(field, talk)
    lines: list[Line] = [Text(asked)]
    known = talk.answers.get(field.key, "")
    if known and field.kind is Kind.PARAGRAPH:
        lines.append(Quote(known))
    if field.hint and not isinstance(problem, NeedsHour | TwoReadings | SkippedHour):
        lines.append(Small(field.hint))
    actions = [Action(label, Token("talk.pick", talk.id, mark(field, raw))) for raw, label in options]
    return Card(summary=asked, lines=tuple(lines), actions=(*actions, *_ways_out(form, field, talk)), columns=3)


def _asked(field: Field, talk: Talk) -> str:
    files = keys_of(str(talk.answers.get(field.key, ""))) if field.kind is Kind.MEDIA else ()
    if not files:
        return field.question
    if len(files) < field.most:
        return f"{files_in_words(files)} so far. Send more, or press That's all of them."
    return f"{files_in_words(files)}, that is as many as fit. Press That's all of them."


def mark(field: Field, raw: str = "") -> int:
    """What a button stands for, as a number: a button of an earlier question must not answer a later one."""
    return zlib.crc32(f"{field.key}:{raw}".encode())


def _said_before(field: Field, talk: Talk) -> InvalidAnswer | None:
    """A sentence may have told half of a moment: then only the other half is asked for."""
    if field.kind is not Kind.MOMENT or not field.required:
        return None
    if talk.answers.get("_choices"):
        readings = str(talk.answers["_choices"]).split(";")
        return TwoReadings(tuple(map(datetime.fromisoformat, readings)), field.key)
    day = talk.answers.get("_day")
    return NeedsHour(date.fromisoformat(day), field.key) if day else None


def _options(field: Field, talk: Talk, reading: Reading, problem: InvalidAnswer | None) -> list[tuple[str, str]]:
    """(raw answer, label) of the buttons beside a question."""
    if isinstance(problem, TwoReadings | SkippedHour):
        return [(local.isoformat(" ", "minutes"), _label(local)) for local in problem.choices]
    if isinstance(problem, NeedsHour):
        return [(hour, hour) for hour in USUAL_HOURS]
    if field.kind is Kind.CHOICE:
        return [(option.value, option.label) for option in field.options]
    if field.kind is Kind.HOUR:
        return [(hour, hour) for hour in USUAL_DOORS]
    suggested = field.suggest(talk.answers, reading) if field.suggest else ()
    likely = [(option.value, option.label) for option in suggested]
    if field.kind is Kind.MOMENT and field.required:
        likely += [(day.date().isoformat(), f"{day:%a} {day.day} {day:%b}") for day in _likely_days(reading)]
    return likely


def _label(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b} {clock(local)}"


def _likely_days(reading: Reading) -> list[datetime]:
    """The next evenings people go out: Thursdays, Fridays and Saturdays."""
    today = reading.now.astimezone(ZoneInfo(reading.zone)).replace(tzinfo=None)
    days = [today + timedelta(days=ahead) for ahead in range(21)]
    return [day for day in days if day.weekday() in WEEKEND][:DAYS_OFFERED]


def _ways_out(form: Form, field: Field, talk: Talk) -> list[Action]:
    actions = []
    known = bool(talk.answers.get(field.key))
    files = known and field.kind is Kind.MEDIA
    if files:
        actions.append(Action("That's all of them", Token("talk.enough", talk.id, mark(field)), style=Style.PRIMARY))
    elif not field.required:
        words = known and form.summary and field.kind is not Kind.CHOICE  # skipping a choice leaves it as it was meant
        label = "Leave it empty" if words else "Skip"
        actions.append(Action(label, Token("talk.skip", talk.id, mark(field))))
    if talk.answers.get("_asked"):
        actions.append(Action("Back", Token("talk.back", talk.id)))
    if form.summary and not files and not form.missing(talk.answers):
        actions.append(Action("That's all", Token("talk.done", talk.id), style=Style.PRIMARY))
    actions.append(Action("Cancel", Token("talk.cancel", talk.id)))
    return actions


def summary_card(form: Form, talk: Talk, reading: Reading, *, more: bool = False) -> Card:
    """Everything as it was understood, said back before it counts; more: there is more that could be asked."""
    assert form.summary is not None  # noqa: S101 - forms without a summary finish with their last answer
    card = form.summary(form, talk.answers, reading)
    missing = form.missing(talk.answers)
    lines = card.lines
    change = Action("Change", Token("talk.change", talk.id))
    if missing:
        names = spoken_list([field.label for field in missing])
        lines = (*lines, Fact("Still needed", names))
        actions: tuple[Action, ...] = (Action("Fill in", Token("talk.change", talk.id), style=Style.PRIMARY),)
    else:
        extra = (Action("More details", Token("talk.more", talk.id)),) if more else ()
        actions = (Action(form.submit, Token("talk.done", talk.id), style=Style.PRIMARY), change, *extra)
    cancel = Action("Cancel", Token("talk.cancel", talk.id))
    return Card(card.summary, card.title, lines, card.picture, (*actions, cancel))


def fields_card(form: Form, talk: Talk) -> Card:
    """Which answer shall change?"""
    actions = [Action(field.label, Token("talk.field", talk.id, index)) for index, field in enumerate(form.fields)]
    return Card(
        summary="What shall I change?",
        lines=(Text("What shall I change?"),),
        actions=(*actions, Action("Cancel", Token("talk.cancel", talk.id))),
        columns=3,
    )


def accepted(form: Form, talk: Talk) -> Card:
    """The form is done and its effect shows elsewhere."""
    name = talk.answers.get("name")
    if form.key == "event" and name:
        when = datetime.fromisoformat(talk.answers["starts"])
        at = long_moment(when, talk.answers["time_zone"])
        return plain(f"Got it: {name}, {at}. I'm making the posts; they appear here one by one.")
    return plain("Got it.")


def cancelled() -> Card:
    return plain("Dropped. Nothing was changed.")


def nothing_open() -> Card:
    return plain("No question is open at the moment. Type /new to begin with an event.")
