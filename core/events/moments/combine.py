"""One moment out of the days and hours a sentence names."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from core.events.moments.day import Day
from core.events.moments.hours import MIDNIGHT, Hour, Role, fit, lies_in
from core.events.moments.kinds import DayPart
from core.events.moments.moment import Moment

_SMALL_HOURS_UNTIL = 5 * 60
_MOST_CHOICES = 4
_MOST_HOURS_OF_DOORS = 4
_EVE, _AFTERMATH = timedelta(days=28), timedelta(days=4)
"""A feast is celebrated weeks before it and some days after."""
_LATE_PARTS = frozenset({DayPart.EVENING, DayPart.NIGHT})
_LATE_NOTE = "after midnight, the night of that day or the day itself can be meant"
_HALVES_NOTE = "morning or evening was not said"


@dataclass(frozen=True)
class Said:
    """All that a sentence said about time; doubts: notes about words like "every" and "not"; end: its day and hour."""

    days: tuple[Day, ...]
    hours: tuple[Hour, ...]
    doubts: tuple[str, ...] = ()
    end: tuple[Day, Hour] | None = None


def combine(said: Said, now_local: datetime) -> Moment:
    """The moment, or the choices; `now_local` is the naive wall-clock time at the venue. `rest` stays empty."""
    day, start = _one_day(said.days), _start(said.hours)
    notes = (*said.doubts, *(day.notes if day else ()), *(start.notes if start else ()))
    clock = _clock(start)
    if day is None or not day.days or day.vague or start is None or not start.minutes:
        only = day.days[0] if day and day.days and day.sure and not day.vague else None
        return Moment(assumed=notes, day=only, clock=clock)
    readings, doubtful, late_note = _readings(day, start)
    coming = tuple(one for one in readings if one > now_local)
    if not coming:
        return Moment(assumed=(*notes, "that time has passed"), clock=clock)
    half_gone = len(coming) < len(readings) and len(start.minutes) > 1
    unsure = doubtful or bool(said.doubts) or not start.sure or not (day.sure or len(day.days) > 1)
    if half_gone or unsure or len(coming) > 1:
        return Moment(choices=coming[:_MOST_CHOICES], assumed=(*notes, *late_note))
    return _settled(coming[0], start, said, notes)


def _settled(begin: datetime, start: Hour, said: Said, notes: tuple[str, ...]) -> Moment:
    ending = _told_end(begin, said.end) or _end(begin, start, _role(said.hours, Role.END))
    opening = _near_before(begin, _role(said.hours, Role.DOORS))
    taken = ("the doors' time is the start",) if start.role is Role.DOORS else ()
    return Moment(begin, ending, (), (*notes, *taken), "", opening, begin.date(), begin.time())


def _one_day(days: tuple[Day, ...]) -> Day | None:
    """All namings agreed on one: their common days, else all of them as a doubt."""
    event_days = tuple(day for day in days if not day.tickets)
    if not event_days and days:
        return replace(days[0], sure=False, notes=(*days[0].notes, "that day may be about tickets"))
    possible = tuple(day for day in event_days if day.days)
    if not possible:
        return event_days[0] if event_days else None
    possible = without_party_names(possible)
    common = _common(possible)
    if not common:
        every = tuple(dict.fromkeys(one for day in possible if not day.vague for one in day.days))
        return replace(possible[0], days=every, sure=False, vague=not every, notes=("several days are named",))
    strongest = next((day for day in possible if day.said == "date"), possible[0])
    part = next((day.part for day in possible if day.part), None)
    sure = (
        len(common) == 1
        and all(day.days for day in event_days)
        and (any(day.sure for day in possible) or len(possible) > 1)
    )
    notes = strongest.notes if len(common) > 1 or len(possible) == 1 else ()
    return replace(strongest, days=common, sure=sure, vague=all(day.vague for day in possible), part=part, notes=notes)


def without_party_names(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """ "Xmas Night Fri 18 Dec", "30 Oct, Halloween Special": beside a date the feast is what the party is called."""
    dated = [one for day in days if day.said == "date" and not day.feast for one in day.days]

    def names_a_party(day: Day) -> bool:
        return day.feast and any(-_AFTERMATH <= feast - one <= _EVE for one in dated for feast in day.days)

    return tuple(day for day in days if not names_a_party(day))


def _common(days: tuple[Day, ...]) -> tuple[date, ...]:
    """The days that all namings allow; "Sunday" allows every Sunday once another naming tells which."""
    telling = tuple(day for day in days if day.weekday is None) or days[:1]
    first, *others = (*telling, *(day for day in days if day not in telling))
    return tuple(one for one in first.days if all(_allows(other, one) for other in others))


def _allows(day: Day, one: date) -> bool:
    return one in day.days or day.weekday == one.weekday()


def _start(hours: tuple[Hour, ...]) -> Hour | None:
    """The hour that is the start: said to be it, else the only plain one, else the doors'."""
    event_hours = tuple(hour for hour in hours if not hour.tickets)
    event_hours = tuple(hour for hour in event_hours if not hour.weak) or event_hours
    starts = tuple(hour for hour in event_hours if hour.role is Role.START)
    plain = tuple(hour for hour in event_hours if hour.role is Role.PLAIN)
    named = starts or plain or tuple(hour for hour in event_hours if hour.role is Role.DOORS)
    if starts and plain and not any(hour.role is Role.DOORS for hour in event_hours):
        named = plain + starts
    if not named:
        return None
    minutes = tuple(dict.fromkeys(one for hour in named for one in hour.minutes))
    if len({hour.minutes for hour in named}) == 1:
        return named[0]
    if any(not hour.minutes for hour in named):
        return replace(named[0], minutes=())
    return replace(named[0], minutes=minutes, sure=False, until=(), notes=("several hours are named",))


def _role(hours: tuple[Hour, ...], role: Role) -> Hour | None:
    return next((hour for hour in hours if hour.role is role and not hour.tickets), None)


def _clock(start: Hour | None) -> time | None:
    if start is None or len(start.minutes) != 1 or not start.sure:
        return None
    return time(*divmod(start.minutes[0] % MIDNIGHT, 60))


def _readings(day: Day, start: Hour) -> tuple[tuple[datetime, ...], bool, tuple[str, ...]]:
    """All readings of day and hour, likelier first; whether they must be asked about; why."""
    minutes = fit(start.minutes, day.part)
    part = start.part or day.part
    found: list[datetime] = []
    late = False
    for one_day in day.days:
        for minute in minutes:
            shifts, unclear = _night_shifts(minute, day, part)
            late = late or unclear
            found.extend(_at(one_day, minute + shift) for shift in shifts)
    halves = len(minutes) > 1 and MIDNIGHT not in minutes and start.sure
    notes = tuple(note for note, holds in ((_LATE_NOTE, late), (_HALVES_NOTE, halves)) if holds)
    clash = part is not None and not any(lies_in(minute, part) for minute in minutes)
    return tuple(dict.fromkeys(found)), clash, notes


def _night_shifts(minute: int, day: Day, part: DayPart | None) -> tuple[tuple[int, ...], bool]:
    """In which days' small hours an hour may lie: "Friday 1am" is often the night that began on Friday."""
    if minute >= _SMALL_HOURS_UNTIL or part is DayPart.MORNING:
        return (0,), False
    if minute == 0:
        return (0,), True  # its twin, the end of the day, is a reading of its own
    if part in _LATE_PARTS:
        return ((MIDNIGHT,), False) if day.said == "word" and len(day.days) == 1 and day.sure else ((MIDNIGHT, 0), True)
    if day.said == "date":
        return (0,), False
    return (MIDNIGHT, 0), True


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _told_end(begin: datetime, end: tuple[Day, Hour] | None) -> datetime | None:
    ends = [_at(day, minute) for day in end[0].days for minute in end[1].minutes] if end else []
    return min((one for one in ends if one > begin), default=None)


def _end(begin: datetime, start: Hour, end: Hour | None) -> datetime | None:
    minutes = start.until or (end.minutes if end else ())
    if not minutes:
        return None
    ends = [_at(begin.date(), one % MIDNIGHT) for one in minutes]
    later = [one if one > begin else one + timedelta(days=1) for one in ends]
    return min(later)


def _near_before(begin: datetime, doors: Hour | None) -> datetime | None:
    """The doors' time: the latest reading that is not after the start, within some hours of it."""
    if doors is None or not doors.minutes:
        return None
    opens = [_at(begin.date() + timedelta(days=shift), one) for one in doors.minutes for shift in (0, -1)]
    fitting = [one for one in opens if timedelta(0) <= begin - one <= timedelta(hours=_MOST_HOURS_OF_DOORS)]
    return max(fitting, default=None)
