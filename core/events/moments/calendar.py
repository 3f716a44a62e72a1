"""Arithmetic of days: the nth Friday, the next 27th, Easter, and what "12/5" can be."""

from collections.abc import Callable
from datetime import date, timedelta

from core.events.moments.kinds import HOLIDAYS
from core.events.moments.numerals import DAY_FIRST, YEAR_FIRST

WEEK = 7
_YEARS_AHEAD = 8
_LEAP_YEAR = 2024


def day_of(year: int, month: int, day: int) -> date | None:
    """That date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def coming(weekday: int, today: date) -> date:
    """The first day with that weekday (0 Monday), today included."""
    return today + timedelta(days=(weekday - today.weekday()) % WEEK)


def monday_of(day: date) -> date:
    """The Monday of the ISO week of `day`."""
    return day - timedelta(days=day.weekday())


def nth_weekday(nth: int, weekday: int, month: int, year: int) -> date | None:
    """The nth such weekday of a month; -1 for the last; None when there is no fifth."""
    if nth == -1:
        after = date(year + month // 12, month % 12 + 1, 1)
        return coming(weekday, after - timedelta(days=WEEK))
    found = coming(weekday, date(year, month, 1)) + timedelta(weeks=nth - 1)
    return found if found.month == month else None


def with_year(month: int, day: int, today: date) -> date | None:
    """The next date with that month and day, today included; None for a day no year has (31 February)."""
    for year in range(today.year, today.year + _YEARS_AHEAD + 1):
        found = day_of(year, month, day)
        if found and found >= today:
            return found
    return None


def next_month_day(day: int, today: date) -> date | None:
    """The next date with that day of the month, today included."""
    for step in range(13):
        months = today.month - 1 + step
        found = day_of(today.year + months // 12, months % 12 + 1, day)
        if found and found >= today:
            return found
    return None


def add_months(day: date, months: int) -> date | None:
    """The same day of a later month, None when that month is too short."""
    total = day.month - 1 + months
    return day_of(day.year + total // 12, total % 12 + 1, day.day)


def readings(numbers: tuple[int, ...], style: int, month_first: bool | None) -> tuple[tuple[int, int], ...]:
    """(month, day) readings of a DATE piece's numbers, likelier first; month_first None: both orders are usual."""
    _, first, second = numbers
    if style == YEAR_FIRST:
        return ((first, second),)
    both = ((second, first), (first, second))
    fitting = tuple(pair for pair in both if day_of(_LEAP_YEAR, *pair))
    if style == DAY_FIRST and not month_first:
        return both[:1]
    if style == DAY_FIRST:
        return fitting[::-1] or both[:1]  # Americans write 12.05. for the fifth of December, and read 5.12. as well
    if len(fitting) <= 1 or first == second:
        return fitting[:1]
    if month_first is None:
        return fitting
    return both[1:] if month_first else both[:1]


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _fixed(month: int, day: int) -> Callable[[int], tuple[date, ...]]:
    return lambda year: (date(year, month, day),)


def _after_easter(days: int) -> Callable[[int], tuple[date, ...]]:
    return lambda year: (easter(year) + timedelta(days=days),)


def _thanksgiving(year: int) -> date:
    return coming(3, date(year, 11, 1)) + timedelta(weeks=3)


def _monday(month: int, nth: int) -> Callable[[int], tuple[date, ...]]:
    """Mondays that are always in the month."""
    return lambda year: tuple(day for day in (nth_weekday(nth, 0, month, year),) if day)


def _before_christmas(sundays: int) -> Callable[[int], tuple[date, ...]]:
    """So many Sundays before Christmas Day."""
    return lambda year: (coming(6, date(year, 12, 18)) - timedelta(weeks=sundays - 1),)


def _next_bank_holiday(today: date) -> date:
    """The next of the Mondays that people in Britain are off."""
    names = ("easter_monday", "early_may", "late_may", "late_august")
    days = (day for name in names for year in (today.year, today.year + 1) for day in _ON[name](year))
    return min(day for day in days if day >= today)


def _either(*month_days: tuple[int, int]) -> Callable[[int], tuple[date, ...]]:
    return lambda year: tuple(date(year, month, day) for month, day in month_days)


_ON: dict[str, Callable[[int], tuple[date, ...]]] = {
    "new_years_eve": _fixed(12, 31),
    "new_years_day": _fixed(1, 1),
    "epiphany": _fixed(1, 6),
    "valentines": _fixed(2, 14),
    "womens_day": _fixed(3, 8),
    "st_patricks": _fixed(3, 17),
    "walpurgis": _fixed(4, 30),
    "labour_day": _fixed(5, 1),
    "music_day": _fixed(6, 21),
    "bastille_day": _fixed(7, 14),
    "assumption": _fixed(8, 15),
    "german_unity": _fixed(10, 3),
    "halloween": _fixed(10, 31),
    "all_saints": _fixed(11, 1),
    "st_nicholas": _fixed(12, 6),
    "immaculate": _fixed(12, 8),
    "christmas_eve": _fixed(12, 24),
    "christmas_day": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
    "thanksgiving": lambda year: (_thanksgiving(year),),
    "black_friday": lambda year: (_thanksgiving(year) + timedelta(days=1),),
    "good_friday": _after_easter(-2),
    "easter_saturday": _after_easter(-1),
    "easter": _after_easter(0),
    "easter_monday": _after_easter(1),
    "ascension": _after_easter(39),
    "pentecost": _after_easter(49),
    "whit_monday": _after_easter(50),
    "corpus_christi": _after_easter(60),
    "rose_monday": _after_easter(-48),
    "shrove_tuesday": _after_easter(-47),
    "weiberfastnacht": _after_easter(-52),
    "thanksgiving_eve": lambda year: (_thanksgiving(year) - timedelta(days=1),),
    "martin_luther_king": _monday(1, 3),
    "presidents_day": _monday(2, 3),
    "cinco_de_mayo": _fixed(5, 5),
    "memorial_day": _monday(5, -1),
    "juneteenth": _fixed(6, 19),
    "independence_day": _fixed(7, 4),
    "us_labor_day": _monday(9, 1),
    "columbus_day": _monday(10, 2),
    "veterans_day": _fixed(11, 11),
    "leap_day": lambda year: (date(year + -year % 4, 2, 29),),
    "early_may": _monday(5, 1),
    "late_may": _monday(5, -1),
    "may_bank_holiday": lambda year: (*_monday(5, 1)(year), *_monday(5, -1)(year)),
    "late_august": _monday(8, -1),
    "maundy_thursday": _after_easter(-3),
    "ash_wednesday": _after_easter(-46),
    "fat_thursday": _after_easter(-52),
    "first_advent": _before_christmas(4),
    "second_advent": _before_christmas(3),
    "third_advent": _before_christmas(2),
    "fourth_advent": _before_christmas(1),
    "sunday_of_the_dead": _before_christmas(5),
    "day_of_prayer": lambda year: (_before_christmas(5)(year)[0] - timedelta(days=4),),
    "reformation_day": _fixed(10, 31),
    "eve_of_epiphany": _fixed(1, 5),
    "midsummer": _either((6, 23), (6, 24)),
    "hispanic_day": _fixed(10, 12),
    "italian_liberation": _fixed(4, 25),
    "italian_republic": _fixed(6, 2),
    "victory_day": _fixed(5, 8),
    "new_years_eve_or_day": _either((12, 31), (1, 1)),
    "christmas_or_new_years_eve": _either((12, 31), (12, 24)),
    "christmas_eve_or_day": _either((12, 24), (12, 25)),
}


def holiday(value: int, today: date, year: int = 0) -> tuple[date, ...]:
    """The next dates that a HOLIDAY piece may mean (in `year` when given): one, or two where people differ."""
    if HOLIDAYS[value] == "bank_holiday":
        return (_next_bank_holiday(date(year, 1, 1) if year else today),)
    on = _ON[HOLIDAYS[value]]
    if year:
        return on(year)
    this_year, next_year = on(today.year), on(today.year + 1)
    return tuple(first if first >= today else later for first, later in zip(this_year, next_year, strict=True))
