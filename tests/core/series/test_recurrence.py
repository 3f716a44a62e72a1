"""On which days a series falls, read from words and counted on the calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from core.errors import InvalidAnswer
from core.series.model import Step
from core.series.recurrence import LAST, Recurrence, likely, next_date
from core.series.words import read_recurrence

FRIDAYS = Recurrence(Step.WEEKS, 4)
SATURDAY = date(2026, 12, 5)  # the first of its month


def following(rule: Recurrence, anchor: date, count: int, skipped: tuple[date, ...] = ()) -> list[date]:
    found, after = [], anchor
    for _ in range(count):
        day = next_date(rule, anchor, after, skipped)
        assert day is not None
        found.append(day)
        after = day
    return found


# rule, anchor -> the next days
DAYS = {
    "weekly, over the change of the clocks": (FRIDAYS, date(2027, 3, 19), ["2027-03-26", "2027-04-02", "2027-04-09"]),
    "every second Friday": (
        Recurrence(Step.WEEKS, 4, every=2),
        date(2026, 12, 18),
        ["2027-01-01", "2027-01-15", "2027-01-29"],
    ),
    "first Saturday": (
        Recurrence(Step.MONTHS, 5, nth=1),
        SATURDAY,
        ["2027-01-02", "2027-02-06", "2027-03-06"],
    ),
    "last Sunday, in a leap year": (
        Recurrence(Step.MONTHS, 6, nth=LAST),
        date(2028, 1, 30),
        ["2028-02-27", "2028-03-26", "2028-04-30"],
    ),
    "fifth Friday, where there is one": (
        Recurrence(Step.MONTHS, 4, nth=5),
        date(2027, 1, 29),
        ["2027-04-30", "2027-07-30", "2027-10-29"],
    ),
    "every second month": (
        Recurrence(Step.MONTHS, 5, every=2, nth=1),
        SATURDAY,
        ["2027-02-06", "2027-04-03", "2027-06-05"],
    ),
    "from a day that is none of its own": (FRIDAYS, date(2026, 12, 2), ["2026-12-04", "2026-12-11", "2026-12-18"]),
}


@pytest.mark.parametrize(("rule", "anchor", "days"), DAYS.values(), ids=list(DAYS))
def test_the_next_days_of_a_series(rule: Recurrence, anchor: date, days: list[str]) -> None:
    assert [day.isoformat() for day in following(rule, anchor, 3)] == days


def test_a_year_of_fridays_is_a_year_of_fridays() -> None:
    days = following(FRIDAYS, date(2026, 11, 27), 60)
    assert all(later - earlier == timedelta(weeks=1) for earlier, later in pairwise(days))


def test_dates_that_are_left_out_are_passed_over() -> None:
    holidays = (date(2026, 12, 25), date(2027, 1, 1))
    assert following(FRIDAYS, date(2026, 12, 18), 1, holidays) == [date(2027, 1, 8)]


def test_a_series_of_which_all_is_left_out_has_no_next_day() -> None:
    everything = [date(2026, 12, 18) + timedelta(weeks=n) for n in range(200)]
    assert next_date(FRIDAYS, date(2026, 12, 18), date(2026, 12, 18), everything) is None


def test_a_day_suggests_its_rules() -> None:
    assert list(map(str, likely(SATURDAY))) == [
        "every Saturday",
        "every second Saturday",
        "every first Saturday of the month",
    ]
    assert str(likely(date(2026, 11, 27))[-1]) == "every last Friday of the month"


SAID = {
    "every Friday": "every Friday",
    "Fridays": "every Friday",
    "weekly": "every Saturday",
    "every second Thursday": "every second Thursday",
    "every other friday": "every second Friday",
    "fortnightly": "every second Saturday",
    "first Saturday of the month": "every first Saturday of the month",
    "the last Friday of every month": "every last Friday of the month",
    "second Tuesday of the month": "every second Tuesday of the month",
    "monthly": "every first Saturday of the month",
    "jeden Freitag": "every Friday",
    "erster Samstag im Monat": "every first Saturday of the month",
    "jeden letzten Freitag im Monat": "every last Friday of the month",
    "cada sábado": "every Saturday",
    "le premier vendredi du mois": "every first Friday of the month",
    "ogni venerdì": "every Friday",
    "un jeudi sur deux": "every second Thursday",
    "toda sexta": "every Friday",
    "última terça do mês": "every last Tuesday of the month",
}


@pytest.mark.parametrize(("said", "meant"), SAID.items(), ids=list(SAID))
def test_how_often_is_read_in_words(said: str, meant: str) -> None:
    assert str(read_recurrence(said, likely(SATURDAY))) == meant


@pytest.mark.parametrize("said", ["now and then", "", "25 December"])
def test_words_that_say_no_rule_are_asked_again(said: str) -> None:
    with pytest.raises(InvalidAnswer, match="every Friday"):
        read_recurrence(said, likely(SATURDAY))
