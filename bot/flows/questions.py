"""The cards of a form asked as a conversation."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cards.card import Action, Card, Fact, Line, Quote, Small, Style, Text, plain
from bot.flows.day_keyboard import days_of, first_month, hours, hours_card, kept_in_reach, month_card
from bot.flows.field import WHAT_TIME
from bot.flows.form import Field, Form, Kind, NeedsHour, Reading, TwoReadings, keys_of
from bot.language import tr
from bot.retold import retold
from bot.tokens import Token
from bot.words import clock, day, files_in_words, long_moment, short_day, spoken_list
from core.errors import InvalidAnswer, NotNow
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
    asked = retold(problem.message) if problem else _asked(field, talk)
    lines: list[Line] = [Text(asked)]
    if isinstance(problem, NeedsHour):
        lines.insert(0, Text(day(problem.day)))
    known = talk.answers.get(field.key, "")
    if known and field.kind is Kind.PARAGRAPH:
        lines.append(Quote(known))
    if field.hint and not isinstance(problem, NeedsHour | TwoReadings | SkippedHour):
        lines.append(Small(tr(field.hint)))
    actions = [Action(label, Token("talk.pick", talk.id, mark(field, raw))) for raw, label in options]
    shown = (*actions, *_further(field, talk, reading, problem), *_ways_out(form, field, talk))
    return Card(asked, lines=tuple(lines), actions=shown, columns=3, asks=field.kind is not Kind.CHOICE)


def _further(field: Field, talk: Talk, reading: Reading, problem: InvalidAnswer | None) -> list[Action]:
    """The way to all days, and to all hours."""
    if field.kind is Kind.HOUR or isinstance(problem, NeedsHour):
        return [Action(tr("Another hour"), Token("talk.hours", talk.id, mark(field)))]
    if field.kind is not Kind.MOMENT or isinstance(problem, TwoReadings | SkippedHour):
        return []
    return [Action(tr("Another day"), Token("talk.month", talk.id, first_month(talk, reading)))]


def all_days(form: Form, talk: Talk, reading: Reading, number: int) -> Card:
    """A month to pick a day from, for the open question. Raises NotNow when that is not for a moment."""
    field = _open_for(form, talk, Kind.MOMENT)
    number = kept_in_reach(number, reading)
    return _sheet(
        form,
        field,
        talk,
        days_of(number, reading),
        lambda stands: month_card(tr(field.question), talk, number, reading, stands),
    )


def all_hours(form: Form, talk: Talk) -> Card:
    """A day to pick an hour from. Raises NotNow when no question for an hour or a moment is open."""
    field = _open_for(form, talk, Kind.MOMENT, Kind.HOUR)
    asked = tr(WHAT_TIME) if field.kind is Kind.MOMENT else tr(field.question)
    return _sheet(form, field, talk, hours(), lambda stands: hours_card(asked, talk, stands))


def _open_for(form: Form, talk: Talk, *kinds: Kind) -> Field:
    field = form.field(talk.field) if talk.field else None
    if field is None or field.kind not in kinds:
        raise NotNow(tr("That question was answered already."))
    return field


def _sheet(form: Form, field: Field, talk: Talk, raws: list[str], drawn: Callable[[dict[str, int]], Card]) -> Card:
    """A card whose buttons are these answers to the open question, with the ways out below."""
    talk.answers = {**talk.answers, "_options": raws}
    card = drawn({raw: mark(field, raw) for raw in raws})
    return replace(card, actions=(*card.actions, *_ways_out(form, field, talk)))


def _asked(field: Field, talk: Talk) -> str:
    files = keys_of(str(talk.answers.get(field.key, ""))) if field.kind is Kind.MEDIA else ()
    if not files:
        return tr(field.question)
    if len(files) < field.most:
        return tr("{files} so far. Send more, or press That's all of them.", files=files_in_words(files))
    return tr("{files}, that is as many as fit. Press That's all of them.", files=files_in_words(files))


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
    told = talk.answers.get("_day")
    return NeedsHour(date.fromisoformat(told), field.key) if told else None


def _options(field: Field, talk: Talk, reading: Reading, problem: InvalidAnswer | None) -> list[tuple[str, str]]:
    """(raw answer, label) of the buttons beside a question."""
    if isinstance(problem, TwoReadings | SkippedHour):
        return [(local.isoformat(" ", "minutes"), _label(local)) for local in problem.choices]
    if isinstance(problem, NeedsHour):
        return [(hour, hour) for hour in USUAL_HOURS]
    if field.kind is Kind.CHOICE:
        return [(option.value, option.words) for option in field.options]
    if field.kind is Kind.HOUR:
        return [(hour, hour) for hour in USUAL_DOORS]
    suggested = field.suggest(talk.answers, reading) if field.suggest else ()
    likely = [(option.value, option.words) for option in suggested]
    if field.kind is Kind.MOMENT and field.required:
        likely += [(evening.date().isoformat(), short_day(evening)) for evening in _likely_days(reading)]
    return likely


def _label(local: datetime) -> str:
    return f"{short_day(local)} {clock(local)}"


def _likely_days(reading: Reading) -> list[datetime]:
    """The next evenings people go out: Thursdays, Fridays and Saturdays."""
    today = reading.now.astimezone(ZoneInfo(reading.zone)).replace(tzinfo=None)
    days = [today + timedelta(days=ahead) for ahead in range(21)]
    return [evening for evening in days if evening.weekday() in WEEKEND][:DAYS_OFFERED]


def _ways_out(form: Form, field: Field, talk: Talk) -> list[Action]:
    actions = []
    known = bool(talk.answers.get(field.key))
    files = known and field.kind is Kind.MEDIA
    if files:
        enough = Token("talk.enough", talk.id, mark(field))
        actions.append(Action(tr("That's all of them"), enough, style=Style.PRIMARY))
    elif not field.required:
        words = known and form.summary and field.kind is not Kind.CHOICE  # skipping a choice leaves it as it was meant
        label = tr("Leave it empty") if words else tr("Skip")
        actions.append(Action(label, Token("talk.skip", talk.id, mark(field))))
    if talk.answers.get("_asked"):
        actions.append(Action(tr("Back"), Token("talk.back", talk.id)))
    if form.summary and not files and not form.missing(talk.answers):
        actions.append(Action(tr("That's all"), Token("talk.done", talk.id), style=Style.PRIMARY))
    actions.append(Action(tr("Cancel"), Token("talk.cancel", talk.id, mark(field))))  # says which question this is
    return actions


def summary_card(form: Form, talk: Talk, reading: Reading, *, more: bool = False) -> Card:
    """Everything as it was understood, said back before it counts; more: there is more that could be asked."""
    assert form.summary is not None  # noqa: S101 - forms without a summary finish with their last answer
    card = form.summary(form, talk.answers, reading)
    missing = form.missing(talk.answers)
    lines = card.lines
    change = Action(tr("Change"), Token("talk.change", talk.id))
    if missing:
        names = spoken_list([tr(field.label) for field in missing])
        lines = (*lines, Fact(tr("Still needed"), names))
        actions: tuple[Action, ...] = (Action(tr("Fill in"), Token("talk.change", talk.id), style=Style.PRIMARY),)
    else:
        extra = (Action(tr("More details"), Token("talk.more", talk.id)),) if more else ()
        actions = (Action(tr(form.submit), Token("talk.done", talk.id), style=Style.PRIMARY), change, *extra)
    cancel = Action(tr("Cancel"), Token("talk.cancel", talk.id))
    return Card(card.summary, card.title, lines, card.picture, (*actions, cancel))


def fields_card(form: Form, talk: Talk) -> Card:
    """Which answer shall change?"""
    actions = [Action(tr(field.label), Token("talk.field", talk.id, index)) for index, field in enumerate(form.fields)]
    asked = tr("What shall I change?")
    return Card(
        summary=asked,
        lines=(Text(asked),),
        actions=(*actions, Action(tr("Cancel"), Token("talk.cancel", talk.id))),
        columns=3,
    )


def accepted(form: Form, talk: Talk) -> Card:
    """The form is done and its effect shows elsewhere."""
    name = talk.answers.get("name")
    if form.key == "event" and name:
        when = datetime.fromisoformat(talk.answers["starts"])
        at = long_moment(when, talk.answers["time_zone"])
        said = tr("Got it: {name}, {when}. I'm making the posts; they appear here one by one.", name=name, when=at)
        return plain(said)
    return plain(tr("Got it."))


def cancelled() -> Card:
    return plain(tr("Dropped. Nothing was changed."))


def nothing_open() -> Card:
    return plain(tr("No question is open at the moment. Type /new to begin with an event."))
