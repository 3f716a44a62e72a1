"""Calendar files as Google, Apple, Outlook and ticket shops write them."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime

import pytest

from core.errors import InvalidAnswer
from core.events.extract import Facts
from core.events.pages import read_calendar

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def entry(*lines: str, start: str = "DTSTART;TZID=Europe/Berlin:20261127T220000") -> str:
    return "\r\n".join(("BEGIN:VEVENT", start, "SUMMARY:Warehouse Night", *lines, "END:VEVENT"))


def calendar(*entries: str, head: str = "") -> str:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *entries, "END:VCALENDAR", ""))


def read(*entries: str, head: str = "", zone: str = "Europe/Berlin") -> Facts:
    return read_calendar(calendar(*entries, head=head), NOW, zone, "en")


def test_an_entry_fills_the_facts() -> None:
    facts = read(
        entry(
            "DTEND;TZID=Europe/Berlin:20261128T060000",
            "LOCATION:Halle 7\\, Revaler Str. 99\\, 10245 Berlin\\, Germany",
            "DESCRIPTION:Line-up: Mara Voss\\, Ben Klock\\nPrice: 15 EUR\\nA night of techno bel",
            " ow the tracks\\, for everybody who likes it loud.",
            "URL:https://tickets.example/e/1",
        )
    )
    assert (facts.name, facts.start_local) == ("Warehouse Night", datetime(2026, 11, 27, 22))
    assert facts.end_local == datetime(2026, 11, 28, 6)
    assert (facts.venue, facts.city, facts.time_zone) == ("Halle 7", "Berlin", "Europe/Berlin")
    assert (facts.lineup, facts.price, facts.genre) == (("Mara Voss", "Ben Klock"), "15 EUR", "techno")
    assert facts.ticket_link == "https://tickets.example/e/1"
    assert "below the tracks, for" in facts.description


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        ('DTSTART;TZID="W. Europe Standard Time":20261127T220000', "Europe/Berlin"),
        ("DTSTART;TZID=/example.org/20261101_1/Europe/Berlin:20261127T220000", "Europe/Berlin"),
        ("DTSTART;TZID=Made Up Time:20261127T220000", None),
        ("DTSTART:20261127T220000", None),
        ("DTSTART:20261127T210000Z", "Europe/Berlin"),
    ],
)
def test_the_wall_clock_is_read_whatever_the_zone_is_called(start: str, zone: str | None) -> None:
    facts = read(entry(start=start))
    assert (facts.start_local, facts.time_zone) == (datetime(2026, 11, 27, 22), zone)


def test_a_time_in_utc_is_told_to_be_turned() -> None:
    start = "DTSTART:20261127T210000Z"
    assert read(entry(start=start)).assumed == ("the file gives the time in UTC, I turned it into Europe/Berlin",)
    london = read(entry(start=start), head="X-WR-TIMEZONE:Europe/London")
    assert (london.start_local, london.time_zone) == (datetime(2026, 11, 27, 21), "Europe/London")


def test_a_whole_day_leaves_the_hour_to_be_asked() -> None:
    facts = read(entry(start="DTSTART;VALUE=DATE:20261127"))
    assert (facts.start_local, facts.day) == (None, datetime(2026, 11, 27).date())


def test_of_several_events_the_next_one_counts() -> None:
    facts = read(
        entry(start="DTSTART:20261211T220000"),
        entry(start="DTSTART:20261101T220000"),
        entry(start="DTSTART:20261204T220000"),
    )
    assert facts.start_local == datetime(2026, 12, 4, 22)
    assert facts.assumed == ("the file holds 2 events to come, I took the next one",)


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=FR", datetime(2026, 11, 27, 22)),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20270301T210000Z", datetime(2026, 11, 27, 22)),
        ("RRULE:FREQ=MONTHLY;BYDAY=1FR", datetime(2026, 12, 4, 22)),
        ("RRULE:FREQ=WEEKLY;COUNT=80", datetime(2026, 11, 27, 22)),
    ],
)
def test_a_repeating_night_is_its_next_one(rule: str, start: datetime) -> None:
    facts = read(entry(rule, "DURATION:PT8H", start="DTSTART;TZID=Europe/Berlin:20260102T220000"))
    assert facts.start_local == start
    assert facts.end_local == datetime(start.year, start.month, start.day + 1, 6)


def test_a_repeat_that_was_taken_out_is_passed_over() -> None:
    taken_out = "EXDATE;TZID=Europe/Berlin:20261127T220000,20261204T220000"
    facts = read(entry("RRULE:FREQ=WEEKLY", taken_out, start="DTSTART;TZID=Europe/Berlin:20260102T220000"))
    assert facts.start_local == datetime(2026, 12, 11, 22)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=DAILY;FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2,3",
        "FREQ=YEARLY;COUNT=1;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=NONSENSE", "FREQ=DAILY;INTERVAL=0",
    ],
)  # fmt: skip
def test_a_rule_nobody_can_count_leaves_a_date_that_has_passed(rule: str) -> None:
    facts = read(entry(f"RRULE:{rule}", start="DTSTART;TZID=Europe/Berlin:20260102T220000"))
    assert facts.start_local is None
    assert any("has passed" in said for said in facts.assumed)


def test_alarms_and_nonsense_inside_an_entry_are_passed_over() -> None:
    alarm = ("BEGIN:VALARM", "SUMMARY:Wake up", "TRIGGER:-PT15M", "END:VALARM", "this is no property", "X-ODD;A=B:c")
    facts = read(entry(*alarm, "LOCATION:Halle 7"))
    assert (facts.name, facts.venue) == ("Warehouse Night", "Halle 7")


def test_a_cancelled_entry_is_told() -> None:
    assert "the file says that it is cancelled" in read(entry("STATUS:CANCELLED")).assumed


@pytest.mark.parametrize(
    "text", ["", "hello", "BEGIN:VCALENDAR\r\nEND:VCALENDAR", calendar(entry(start="DTSTART:soon"))]
)
def test_a_file_without_an_event_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidAnswer, match="no event in that calendar file"):
        read_calendar(text, NOW, "Europe/Berlin", "en")


def test_of_a_file_full_of_rules_only_the_first_ones_are_counted() -> None:
    old = entry("RRULE:FREQ=WEEKLY", start="DTSTART:20260102T220000")
    last = entry("RRULE:FREQ=DAILY", start="DTSTART:20260102T210000")
    assert read(*[old] * 40, last).start_local == datetime(2026, 11, 27, 22)
    assert read(*[old] * 39, last).start_local == datetime(2026, 11, 22, 21)
