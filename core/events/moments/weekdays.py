"""Days told from today: weekdays, "tomorrow", "in two weeks", with both readings where people differ."""

from dataclasses import replace
from datetime import timedelta

from core.events.moments import calendar
from core.events.moments.day import Day, Found, Present
from core.events.moments.kinds import DayPart, Kind

_WEEK_OF_DAYS = (8, 15)
_LATE_NIGHT_HOUR = 5


def weeks_after_weekday(found: Found, now: Present) -> Day:
    """ "a week from Saturday", "Friday fortnight": counted from the coming one."""
    return Day((calendar.coming(found.value("wd"), now.today) + timedelta(weeks=found.maybe("n") or 1),))


def weekday_in_weeks(found: Found, now: Present) -> Day:
    """ "Friday in two weeks": counted from the coming Friday or from today's week; both when they differ."""
    count, weekday = found.value("n"), found.value("wd")
    unit = found.piece("unit")
    weeks = (count + 1) // calendar.WEEK if unit and unit.kind is Kind.DAYS else count
    from_coming = calendar.coming(weekday, now.today) + timedelta(weeks=weeks)
    from_week = calendar.monday_of(now.today) + timedelta(weeks=weeks, days=weekday)
    days = tuple(dict.fromkeys((from_coming, from_week)))
    return Day(days, sure=len(days) == 1, notes=("counted from this week or from the coming day",) * (len(days) > 1))


def week_and_weekday(found: Found, now: Present) -> Day:
    """ "next week Friday", "Freitag nächster Woche"."""
    weeks = found.value("next")
    day = calendar.monday_of(now.today) + timedelta(weeks=weeks, days=found.value("wd"))
    return Day((day,), notes=("that day has passed",) if day < now.today else ())


def next_weekday(found: Found, now: Present) -> Day:
    """ "next Friday": this week's or the week after's, so both are offered while this week's is still to come."""
    weekday, which = found.value("wd"), found.value("next")
    near = calendar.coming(weekday, now.today)
    if near == now.today:
        near += timedelta(weeks=1)
    later = near + timedelta(weeks=1)
    same_week = calendar.monday_of(near) == calendar.monday_of(now.today)
    if which > 1:
        days = (near + timedelta(weeks=1), near + timedelta(weeks=2)) if same_week else (near + timedelta(weeks=1),)
        return Day(days, sure=len(days) == 1)
    if not same_week:
        return Day((near,))
    return Day((near, later), sure=False, notes=(f'"next {near:%A}" may be this week\'s or the one after',))


def this_weekday(found: Found, now: Present) -> Day:
    weekday = found.value("wd")
    near = calendar.coming(weekday, now.today)
    coming, this_week = found.maybe("this") == 1, calendar.monday_of(near) == calendar.monday_of(now.today)
    if coming and near == now.today:
        return Day((near + timedelta(weeks=1), near), sure=False)
    return Day((near,), sure=coming or this_week)


def weekday(found: Found, now: Present) -> Day:
    near = calendar.coming(found.value("wd"), now.today)
    said = found.piece("wd")
    if said and said.slip:
        return Day((near,), sure=False, notes=(f"I read a {near:%A} there",), weekday=near.weekday())
    if near == now.today:
        note = (f"today is a {near:%A}, so it may be today or in a week",)
        return Day((near, near + timedelta(weeks=1)), sure=False, notes=note, weekday=near.weekday())
    return Day((near,), weekday=near.weekday())


def night_between(found: Found, now: Present) -> Day:
    """ "in der Nacht von Samstag auf Sonntag": the night that begins on the first."""
    first, second = found.value("wd"), found.value("wd2")
    near = weekday(found, now)
    if (second - first) % calendar.WEEK != 1:
        return Day((near.days[0], calendar.coming(second, now.today)), sure=False, notes=("two days are named",))
    return replace(near, part=DayPart.NIGHT, weekday=None)


def past_day(_found: Found, _now: Present) -> Day:
    return Day((), notes=("that day has passed",))


def relative(found: Found, now: Present) -> Day:
    days = found.value("rel")
    if days < 0:
        return Day((), notes=("that day has passed",))
    day = now.today + timedelta(days=days)
    if days and now.hour < _LATE_NIGHT_HOUR:
        before = day - timedelta(days=1)
        return Day((day, before), sure=False, notes=("after midnight, tomorrow can mean two days",))
    return Day((day,))


def counted_from_day(found: Found, now: Present) -> Day:
    """ "heute in 14 Tagen"."""
    return Day((now.today + timedelta(days=found.value("rel") + found.value("n")),))


def counted(found: Found, now: Present) -> Day:
    """ "in 3 days", "in two weeks", "a week from tomorrow", "tomorrow week"."""
    count, unit = found.maybe("n"), found.piece("unit")
    count = 1 if count is None else count
    assert unit is not None  # noqa: S101 - the rule's pattern has it
    start = now.today + timedelta(days=found.maybe("rel") or 0)
    if unit.kind is Kind.MONTHS:
        later = calendar.add_months(start, count)
        return Day((later,) if later else (), sure=False)
    if unit.kind is Kind.WEEKS:
        return Day((start + timedelta(weeks=count),), sure=found.piece("rel") is not None)
    exact = start + timedelta(days=count)
    if count in _WEEK_OF_DAYS:
        return Day((exact - timedelta(days=1), exact), sure=False, notes=("eight days often means a week",))
    return Day((exact,))


def week_of_days(found: Found, now: Present) -> Day:
    """ "viernes en ocho", "de hoy en quince": one week, two weeks from there."""
    weeks = {8: 1, 15: 2}.get(found.value("n"))
    weekday = found.maybe("wd")
    start = now.today if weekday is None else calendar.coming(weekday, now.today)
    return Day((start + timedelta(weeks=weeks),) if weeks else ())


def week(found: Found, now: Present) -> Day:
    monday = calendar.monday_of(now.today) + timedelta(weeks=found.maybe("next") or found.maybe("late") or 0)
    days = tuple(monday + timedelta(days=step) for step in range(calendar.WEEK))
    return Day(days, sure=False, vague=True)


def weekend(found: Found, now: Present) -> Day:
    saturday = calendar.monday_of(now.today) + timedelta(days=5, weeks=found.maybe("next") or 0)
    days = (saturday, saturday - timedelta(days=1), saturday + timedelta(days=1))
    return Day(tuple(day for day in days if day >= now.today), sure=False, notes=("a weekend has more than one day",))
