"""Where a sentence names a day: rules over the letters of its pieces, the same for every language."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from core.events.moments import dates, weekdays
from core.events.moments.day import Day, Found, Present
from core.events.moments.kinds import PARTS
from core.events.moments.numerals import Piece

Build = Callable[[Found, Present], Day]


@dataclass(frozen=True)
class Rule:
    """A pattern over the pieces' letters and what it means."""

    pattern: str
    build: Build
    compiled: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern))


_F = "[aTF,]*"
_SOME_WD = rf"[xtT]{{0,2}}(?P<wd>W)[xt]?{_F}"
_WD = rf"(?:{_SOME_WD})?"
_WD2 = r"(?:,?(?P<wd2>W)(?![aT,]*[NODMxwI]))?"
_YEAR = rf"(?:{_F}(?P<year>Y))?"
_TO = r"(?:[-Up]|(?P<both>[eo]))"
_TO_DAY = rf"(?:[-Upeo]{_F}W{_F})?"
_LAST, _DAY_AND_LAST = rf"{_TO}{_F}", rf"{_TO}{_F}W{_F}"
"""A weekday may stand before the last day only when one stands before the first: "Halle 7 - Sa 12.12." is no range."""

RULES: tuple[Rule, ...] = (
    Rule(rf"{_SOME_WD}(?P<dom>[NO]){_DAY_AND_LAST}(?P<until>[NO]){_F}(?P<mon>M){_YEAR}", dates.day_range),
    Rule(rf"{_WD}{_TO_DAY}(?<!A)(?P<dom>[NO]){_LAST}(?P<until>[NO]){_F}(?P<mon>M){_YEAR}", dates.day_range),
    Rule(rf"{_WD}(?P<mon>M){_F}(?P<dom>[NO]){_TO}{_F}(?P<until>[NO])(?![ghi]){_YEAR}", dates.day_range),
    Rule(rf"{_SOME_WD}(?P<dom>[NO]){_DAY_AND_LAST}(?P<num>D){_YEAR}", dates.numeric_range),
    Rule(rf"{_WD}{_TO_DAY}(?<!A)(?P<dom>[NO]){_LAST}(?P<num>D){_YEAR}", dates.numeric_range),
    Rule(rf"{_WD}{_TO_DAY}(?P<num>D){_F}(?P<mon>M){_YEAR}", dates.two_of_a_month),
    Rule(
        rf"{_WD}(?P<dom>[NO]){_F}(?P<mon>M){_YEAR}[-Up]{_F}(?:W{_F})?(?P<dom2>[NO]){_F}(?P<mon2>M)(?:{_F}Y)?",
        dates.long_range,
    ),
    Rule(
        rf"{_WD}(?P<mon>M){_F}(?P<dom>[NO]){_YEAR}[-Up]{_F}(?:W{_F})?(?P<mon2>M){_F}(?P<dom2>[NO])(?![ghi])(?:{_F}Y)?",
        dates.long_range,
    ),
    Rule(rf"{_WD}(?P<num>D){_YEAR}[-U]{_F}(?:W{_F})?(?P<num2>D)(?:{_F}Y)?", dates.long_numeric_range),
    Rule(rf"{_WD}(?P<dom>[NO])-(?P<mon>M)-(?P<year>Y)", dates.month_day),
    Rule(rf"{_WD}(?P<dom>[NO]){_F}(?P<mon>M){_YEAR}{_WD2}", dates.month_day),
    Rule(rf"{_WD}(?P<mon>M){_F}(?P<dom>[NO])(?![ghi]){_YEAR}{_WD2}", dates.month_day),
    Rule(rf"{_WD}(?P<num>D){_YEAR}{_WD2}", dates.numeric),
    Rule(rf"{_F}(?P<nth>[Ol])(?P<wd>W)[aTFI,]*(?P<mon>M){_YEAR}", dates.nth_weekday),
    Rule(r"T?(?P<nth>[Ol])(?P<wd>W)[aTFI]*(?:t|(?P<next>x))?m", dates.nth_of_this_month),
    Rule(r"T?(?P<nth>[Ol])(?P<wd>W)[aTFI]*m(?P<next>x)", dates.nth_of_this_month),
    Rule(rf"(?P<wd>W){_F}I(?P<n>N)(?P<unit>[wd])", weekdays.weekday_in_weeks),
    Rule(rf"I(?P<n>N)(?P<unit>w){_F}(?P<wd>W)", weekdays.weekday_in_weeks),
    Rule(r"(?P<n>N)?w[aFp](?P<wd>W)", weekdays.weeks_after_weekday),
    Rule(r"(?P<wd>W)[aTFI,]*(?P<next>[xtl])w", weekdays.week_and_weekday),
    Rule(r"(?P<wd>W)[aTFI,]*w(?P<next>[xl])", weekdays.week_and_weekday),
    Rule(r"(?P<next>[xtl])w[aTFI,]*(?P<wd>W)", weekdays.week_and_weekday),
    Rule(r"w(?P<next>[xl])[aTFI,]*(?P<wd>W)", weekdays.week_and_weekday),
    Rule(r"(?P<wd>W)(?P<n>N)?w", weekdays.weeks_after_weekday),
    Rule(r"T?(?P<next>x)a?(?P<wd>W)", weekdays.next_weekday),
    Rule(r"(?P<wd>W)(?P<next>x)", weekdays.next_weekday),
    Rule(r"T?(?P<this>t)(?P<wd>W)", weekdays.this_weekday),
    Rule(r"T?l(?P<wd>W)|(?P<late>W)l", weekdays.past_day),
    Rule(r"(?P<n>N)(?P<unit>[wd])F?(?P<rel>R)", weekdays.counted),
    Rule(r"(?P<rel>R)(?:a?I(?P<n>N))?(?P<unit>w)", weekdays.counted),
    Rule(r"(?P<rel>R)a?I(?P<n>N)d", weekdays.counted_from_day),
    Rule(r"(?:(?P<wd>W)|R)I(?P<n>N)(?![hig])", weekdays.week_of_days),
    Rule(r"I(?P<n>N)(?P<unit>[dwm])", weekdays.counted),
    Rule(rf"(?P<hol>H){_F}k", dates.holiday_weekend),
    Rule(rf"(?P<hol>H){_YEAR}{_F}(?P<wd>W)(?![aTF,]*[NODM])", dates.holiday),
    Rule(rf"(?P<hol>H){_YEAR}", dates.holiday),
    Rule(rf"(?P<wd>W){_F}(?P<hol>H){_YEAR}", dates.holiday),
    Rule(r"P[aTFI]*(?P<wd>W)[aAUeT]+(?P<wd2>W)", weekdays.night_between),
    Rule(r"(?P<rel>R)", weekdays.relative),
    Rule(r"[xt]?(?P<wd>W)[T,]*(?P<dom>O)(?!W)", dates.day_of_month),
    Rule(r"T(?P<dom>O)(?=[,]?(?:[APCKSUR;-]|$))", dates.day_of_month),
    Rule(r"[xt]?(?P<wd>W)T?(?P<dom>N)(?=,?(?:[ACKS]|PC|PA))", dates.day_of_month),
    Rule(r"T(?P<dom>N)(?=,?[ACS])", dates.day_of_month),
    Rule(r"(?P<next>[xt])w|w(?P<late>x)", weekdays.week),
    Rule(r"(?:(?P<next>x)|t)?k", weekdays.weekend),
    Rule(r"(?P<wd>W)", weekdays.weekday),
)
"""Tried in this order at each place; the first that fits wins. Letters: see Kind."""
_BEGINNINGS = frozenset("WxtTNOMDlIwRHkP")
"""A naming of a day begins with one of these; most pieces do not."""
_DAY_PART = re.compile(r"[aT,]?(?P<part>P)")


def find_days(letters: str, pieces: tuple[Piece, ...], now: Present) -> tuple[Day, ...]:
    """All namings of a day, in order, with the part of the day that directly follows each."""
    found: list[Day] = []
    place = 0
    while place < len(letters):
        day = _first_rule(letters, place, pieces, now)
        if day is None:
            place += 1
        else:
            found.append(_with_part(day, letters, pieces))
            place = found[-1].last
    return tuple(found)


def _first_rule(letters: str, place: int, pieces: tuple[Piece, ...], now: Present) -> Day | None:
    if letters[place] not in _BEGINNINGS:
        return None
    for rule in RULES:
        if match := rule.compiled.match(letters, place):
            day = rule.build(Found(match, pieces), now)
            return replace(day, first=place, last=match.end())
    return None


def _with_part(day: Day, letters: str, pieces: tuple[Piece, ...]) -> Day:
    if following := _DAY_PART.match(letters, day.last):
        part = PARTS[pieces[following.start("part")].value]
        return replace(day, last=following.end(), part=part)
    return day
