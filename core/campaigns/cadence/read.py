"""A cadence out of a table, from a file of ours or a row of a team's, checked field by field; and back to a table."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta
from typing import Any, get_args

from core.campaigns.cadence.model import Anchor, Cadence, Each, Phase
from core.posts.model import Format
from core.templates.model import Category

DAY_ENDS_WITH_DOORS = "doors"
LAST_MINUTE_OF_DAY = time(23, 59)
FACTS = ("", "lineup", "price", "ticket_link", "early_bird", "set_times", "next")
"""What a phase may need to be known."""
FURTHEST_DAY = 400
MOST_PHASES = 24


class CadenceProblem(ValueError):
    """A cadence that cannot be read; the sentence names where it stands, the phase and the field."""


def read_cadence(key: str, table: Mapping[str, Any], where: str) -> Cadence:
    """Raises CadenceProblem. `where` is what people call the place it was read from: a file's name."""
    unknown = sorted(table.keys() - {"title", "least_days", "phase"})
    if unknown:
        raise CadenceProblem(f"{where}: I know no field “{unknown[0]}”.")
    title, least, phases = table.get("title"), table.get("least_days"), table.get("phase")
    if not isinstance(title, str) or not title.strip():
        raise CadenceProblem(f"{where}: title is missing; it is what people call this plan.")
    if least is not None and (not _is_whole(least) or least < 0):
        raise CadenceProblem(f"{where}: least_days is a number of days from 0 on, not {least!r}.")
    if not isinstance(phases, Mapping) or not phases:
        raise CadenceProblem(f"{where}: it has no [phase.…]; a plan has one at least.")
    if len(phases) > MOST_PHASES:
        raise CadenceProblem(f"{where}: it has {len(phases)} phases; {MOST_PHASES} are the most.")
    read = sorted((_Reader(where, name, values).phase() for name, values in phases.items()), key=lambda one: one.order)
    return Cadence(key, title.strip(), least, tuple(read))


def as_table(cadence: Cadence) -> dict[str, Any]:
    """What `read_cadence` makes the same cadence of."""
    least = {} if cadence.least_days is None else {"least_days": cadence.least_days}
    return {"title": cadence.title, **least, "phase": {phase.key: _as_fields(phase) for phase in cadence.phases}}


def _as_fields(phase: Phase) -> dict[str, Any]:
    fields = {
        "title": phase.title,
        "format": phase.format.value,
        "category": phase.category,
        "not_after_day": phase.not_after_day,
        "not_after_hour": f"{phase.not_after_hour:%H:%M}" if phase.not_after_hour else DAY_ENDS_WITH_DOORS,
    }
    if phase.before_doors is None:
        fields |= {"day": phase.day, "hour": f"{phase.hour:%H:%M}"}
    else:
        fields["before_doors"] = _span(phase.before_doors)
    if phase.each is not Each.EVENT:
        fields |= {"each": phase.each.value, "last_day": phase.last_day}
    if phase.anchor is not Anchor.EVENING:
        fields["anchor"] = phase.anchor.value
    if phase.needs:
        fields["needs"] = phase.needs
    return {**fields, **{name: True for name in ("catches_up", "film", "story") if getattr(phase, name)}}


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class _Reader:
    """Reads one phase; every refusal says where it stands."""

    def __init__(self, where: str, key: str, table: object) -> None:
        self._at = f"{where}, phase “{key}”"
        if not isinstance(table, Mapping):
            raise CadenceProblem(f"{self._at}: it has no fields.")
        self._key, self._table = key, table
        self._read: set[str] = set()

    def phase(self) -> Phase:
        before = self._field("before_doors", _as_span, 'how long before doors, like "2:00"', None)
        timed = before is None
        day = self._field("day", _as_day, "a whole number of days", *(() if timed else (0,)))
        hour = self._field("hour", _as_hour, 'an hour like "18:00"', *(() if timed else (LAST_MINUTE_OF_DAY,)))
        phase = Phase(
            key=self._key,
            title=self._field("title", _as_words, "what people call it"),
            format=self._field("format", Format, f"one of {', '.join(one.value for one in Format)}"),
            category=self._field("category", _as_category, f"one of {', '.join(get_args(Category))}"),
            day=day,
            hour=hour,
            not_after_day=self._field("not_after_day", _as_day, "a whole number of days", *(() if timed else (0,))),
            not_after_hour=self._field("not_after_hour", _as_latest, 'an hour, or "doors"', LAST_MINUTE_OF_DAY),
            needs=self._field("needs", _as_fact, f"one of {', '.join(FACTS[1:])}", ""),
            catches_up=self._field("catches_up", _as_yes_or_no, "true or false", False),
            film=self._field("film", _as_yes_or_no, "true or false", False),
            anchor=self._field("anchor", Anchor, f"one of {', '.join(one.value for one in Anchor)}", Anchor.EVENING),
            before_doors=before,
            each=self._field("each", Each, f"one of {', '.join(one.value for one in Each)}", Each.EVENT),
            last_day=self._field("last_day", _as_day, "a whole number of days", day),
            story=self._field("story", _as_yes_or_no, "true or false", False),
        )
        self._check(phase)
        return phase

    def _field(self, name: str, read: Callable[[Any], Any], wanted: str, *otherwise: Any) -> Any:
        self._read.add(name)
        if name not in self._table:
            if otherwise:
                return otherwise[0]
            raise CadenceProblem(f"{self._at}: {name} is missing; it is {wanted}.")
        try:
            return read(self._table[name])
        except (ValueError, TypeError, AttributeError) as error:
            raise CadenceProblem(f"{self._at}: {name} is {wanted}, not {self._table[name]!r}.") from error

    def _check(self, phase: Phase) -> None:
        """What fields say together."""
        if unknown := sorted(self._table.keys() - self._read):
            raise CadenceProblem(f"{self._at}: I know no field “{unknown[0]}”.")
        if phase.last_day < phase.day:
            raise CadenceProblem(f"{self._at}: last_day is {phase.last_day}, before day {phase.day}.")
        latest = (phase.not_after_day, phase.not_after_hour or LAST_MINUTE_OF_DAY)
        if phase.before_doors is None and latest < (phase.last_day, phase.hour):
            raise CadenceProblem(
                f"{self._at}: not_after_day and not_after_hour are before the day and hour it is due at."
            )
        if phase.story and phase.format not in (Format.FEED, Format.CAROUSEL):
            raise CadenceProblem(f"{self._at}: story = true goes with the formats feed and carousel.")
        if phase.each is Each.ARTIST and phase.needs != "lineup":
            raise CadenceProblem(f'{self._at}: each = "artist" goes with needs = "lineup".')
        if phase.anchor is Anchor.EARLY_BIRD and phase.needs != "early_bird":
            raise CadenceProblem(f'{self._at}: anchor = "early_bird" goes with needs = "early_bird".')


def _as_words(value: str) -> str:
    if not value.strip() or len(value) > 40:
        raise ValueError(value)
    return value.strip()


def _as_day(value: int) -> int:
    if not _is_whole(value) or abs(value) > FURTHEST_DAY:
        raise ValueError(value)
    return value


def _as_hour(value: str) -> time:
    found = time.fromisoformat(value)
    if found.tzinfo is not None or found.second:
        raise ValueError(value)
    return found


def _as_latest(value: str) -> time | None:
    return None if value == DAY_ENDS_WITH_DOORS else _as_hour(value)


def _as_span(value: str) -> timedelta:
    hours, minutes = value.split(":")
    span = timedelta(hours=int(hours), minutes=int(minutes))
    if not timedelta(minutes=15) <= span <= timedelta(hours=24):
        raise ValueError(value)
    return span


def _as_category(value: str) -> str:
    if value not in get_args(Category):
        raise ValueError(value)
    return value


def _as_fact(value: str) -> str:
    if value not in FACTS:
        raise ValueError(value)
    return value


def _as_yes_or_no(value: bool) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value
