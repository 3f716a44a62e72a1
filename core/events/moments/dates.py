"""Calendar dates out of matched pieces, checked against the weekday beside them and against the present."""

from dataclasses import replace
from datetime import date, timedelta

from core.events.moments import calendar
from core.events.moments.day import Day, Found, Present

_RECENT_DAYS = 45
_FAR_DAYS = 62
_YEARS_AHEAD = 3
_LONG_WEEKEND = (4, 5, 6, 0)


def month_day(found: Found, now: Present) -> Day:
    return _one_date(found, now, found.value("mon"), found.value("dom"))


def _one_date(found: Found, now: Present, month: int, dom: int) -> Day:
    year = found.maybe("year")
    day = calendar.day_of(year, month, dom) if year else calendar.with_year(month, dom, now.today)
    if day is None:
        return Day((), notes=("there is no such date in the calendar",))
    weekday = found.maybe("wd") if found.maybe("wd") is not None else found.maybe("wd2")
    return _dated((day,), weekday, now, year_said=bool(year))


def day_range(found: Found, now: Present) -> Day:
    """ "28-29 November": starts on the first; "28 and 29": two nights, to be asked."""
    first = _one_date(found, now, found.value("mon"), found.value("dom"))
    both = found.piece("both") is not None or found.stands_apart("dom")
    return _until(first, found.value("until"), both=both)


def long_range(found: Found, now: Present) -> Day:
    """ "27 November to 2 December": starts on the first."""
    first = _one_date(found, now, found.value("mon"), found.value("dom"))
    last = calendar.with_year(found.value("mon2"), found.value("dom2"), first.days[0]) if first.days else None
    if last is None:
        return Day((), notes=("there is no such date in the calendar",))
    return replace(first, until=last, notes=(*first.notes, f"it runs until {_shown(last)}"))


def long_numeric_range(found: Found, now: Present) -> Day:
    """ "27.11. - 2.12."."""
    first, last = numeric(found, now), found.piece("num2")
    assert last is not None  # noqa: S101 - the rule's pattern has it
    pairs = calendar.readings(last.numbers, last.value, now.month_first)
    until = calendar.with_year(*pairs[0], first.days[0]) if pairs and len(first.days) == 1 else None
    return replace(first, until=until, notes=(*first.notes, f"it runs until {_shown(until)}")) if until else first


def two_of_a_month(found: Found, now: Present) -> Day:
    """ "27/28 November", which alone would be a date of its own."""
    piece = found.piece("num")
    assert piece is not None  # noqa: S101 - the rule's pattern has it
    _, dom, until = piece.numbers
    return _until(_one_date(found, now, found.value("mon"), dom), until, both=True)


def numeric_range(found: Found, now: Present) -> Day:
    """ "27.-29.11.": the day before the dash with the month after it."""
    last = numeric(found, now)
    if len(last.days) != 1:
        return last
    start = calendar.day_of(last.days[0].year, last.days[0].month, found.value("dom"))
    first = Day((start,) if start else (), said="date", notes=last.notes)
    both = found.piece("both") is not None or found.stands_apart("dom")
    return _until(first, last.days[0].day, both=both)


def _until(first: Day, dom: int, *, both: bool) -> Day:
    last = calendar.day_of(first.days[0].year, first.days[0].month, dom) if first.days else None
    if last is None or last <= first.days[0]:
        return Day((), notes=("there is no such date in the calendar",))
    if both:
        return replace(first, days=(first.days[0], last), sure=False, notes=("two days are named",))
    return replace(first, until=last, notes=(*first.notes, f"it runs until {_shown(last)}"))


def numeric(found: Found, now: Present) -> Day:
    piece = found.piece("num")
    assert piece is not None  # noqa: S101 - the rule's pattern has it
    pairs = calendar.readings(piece.numbers, piece.value, now.month_first)
    year = piece.numbers[0] or found.maybe("year")
    days = [calendar.day_of(year, *pair) if year else calendar.with_year(*pair, now.today) for pair in pairs]
    fitting = tuple(day for day in days if day)
    if not fitting:
        return Day((), notes=("there is no such date in the calendar",))
    weekday = found.maybe("wd") if found.maybe("wd") is not None else found.maybe("wd2")
    return _dated(fitting, weekday, now, year_said=bool(year))


def nth_weekday(found: Found, now: Present) -> Day:
    nth, weekday, month = found.value("nth"), found.value("wd"), found.value("mon")
    year = found.maybe("year")
    passed = False
    for one in (year,) if year else (now.today.year, now.today.year + 1):
        day = calendar.nth_weekday(nth, weekday, month, one)
        if day and (year or day >= now.today):
            return Day((day,), said="date", sure=not passed, notes=("this year's has just passed",) * passed)
        passed = passed or bool(day and (now.today - day).days <= _RECENT_DAYS)
    return Day((), notes=("that month has no such day",))


def nth_of_this_month(found: Found, now: Present) -> Day:
    months = found.maybe("next") or 0
    for ahead in (months,) if months else (0, 1):
        start = calendar.add_months(now.today.replace(day=1), ahead)
        assert start is not None  # noqa: S101 - every month has a first
        day = calendar.nth_weekday(found.value("nth"), found.value("wd"), start.month, start.year)
        if day and day >= now.today:
            return Day((day,), said="date", notes=("this month's has passed",) * (ahead > months))
    return Day((), notes=("that month has no such day",))


def holiday(found: Found, now: Present) -> Day:
    days = calendar.holiday(found.value("hol"), now.today, found.maybe("year") or 0)
    weekday = found.maybe("wd")
    checked = _dated(days, weekday, now, year_said=True)
    return replace(checked, notes=checked.notes or (f"the day is {_shown(days[0])}",), feast=True)


def holiday_weekend(found: Found, now: Present) -> Day:
    """ "Halloween weekend": from the Friday before to the Monday after, so another naming must settle it."""
    day = calendar.holiday(found.value("hol"), now.today)[0]
    near = (day + timedelta(days=step) for step in range(-3, 4))
    days = tuple(one for one in near if one.weekday() in _LONG_WEEKEND and one >= now.today)
    return Day(days, sure=False, notes=("a weekend has more than one day",))


def day_of_month(found: Found, now: Present) -> Day:
    """ "the 27th", "Fri 27": the next such day; with a weekday, the next that fits."""
    dom, weekday = found.value("dom"), found.maybe("wd")
    near = calendar.next_month_day(dom, now.today)
    if near is None:
        return Day((), notes=("there is no such date in the calendar",))
    if weekday is None or near.weekday() == weekday:
        return Day((near,), said="date", sure=(near - now.today).days <= _FAR_DAYS)
    fitting = near
    while fitting.weekday() != weekday or fitting.day != dom:
        following = calendar.next_month_day(dom, fitting + timedelta(days=1))
        assert following is not None  # noqa: S101 - a day found once is found again
        fitting = following
    contradiction = _contradiction(near, weekday)
    return replace(contradiction, days=tuple(dict.fromkeys((fitting, *contradiction.days))))


def _dated(days: tuple[date, ...], weekday: int | None, now: Present, *, year_said: bool) -> Day:
    """A calendar date, checked against the weekday beside it and against the present."""
    notes: tuple[str, ...] = ()
    sure = len(days) == 1
    if weekday is not None and days:
        fitting = tuple(day for day in days if day.weekday() == weekday)
        if not fitting:
            return _contradiction(days[0], weekday)
        days, sure = fitting, len(fitting) == 1
    if days and not year_said and days[0].year > now.today.year:
        notes = (f"no year was given, so I took {days[0].year}",)
        a_year_ago = calendar.day_of(days[0].year - 1, days[0].month, days[0].day)
        if a_year_ago and (now.today - a_year_ago).days <= _RECENT_DAYS and weekday is None:
            sure, notes = False, (f"{a_year_ago.day} {a_year_ago:%B} has just passed",)
    if days and days[0].year > now.today.year + _YEARS_AHEAD:
        sure = False
    return Day(days, sure=sure, said="date", notes=notes)


def _contradiction(day: date, weekday: int) -> Day:
    near = min((day + timedelta(days=step) for step in range(-3, 4)), key=lambda one: one.weekday() != weekday)
    note = f"{day.day} {day:%B %Y} is a {day:%A}, not a {near:%A}"
    return Day((day, near), sure=False, said="date", notes=(note,))


def _shown(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
