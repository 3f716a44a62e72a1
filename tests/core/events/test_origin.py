"""Words passed on: their days are counted from when they were written, and what has passed since is not taken."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime, timedelta

from core.events.extract import Facts, Origin, extract, read_as_of, still_to_come

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def read(text: str, days_ago: float, by: str = "Ben") -> Facts:
    origin = Origin(by, NOW - timedelta(days=days_ago))
    facts = extract(text, read_as_of(origin, NOW), "Europe/Berlin", "en")
    return still_to_come(facts, origin, NOW, "Europe/Berlin")


def test_a_weekday_of_last_week_s_message_is_the_one_that_was_meant() -> None:
    facts = read("Techno night, Friday in two weeks, 22:00, Halle 7", 7)
    assert facts.start_local == datetime(2026, 12, 4, 22)
    assert facts.assumed[0] == "written by Ben on Tuesday 17 November 2026, and days are counted from there"


def test_tomorrow_of_three_days_ago_has_passed_and_is_not_taken_for_tomorrow() -> None:
    facts = read("Techno night tomorrow 22:00, Halle 7", 3)
    assert (facts.start_local, facts.choices, facts.day) == (None, (), None)
    assert facts.assumed[-1] == "its date has passed"
    assert facts.venue == "Halle 7"


def test_of_two_readings_only_what_is_to_come_is_asked_about() -> None:
    assert read("next Friday 10pm, Halle 7", 6).choices == (datetime(2026, 11, 27, 22),)


def test_a_message_passed_on_at_once_is_read_as_of_now() -> None:
    facts = read("Techno night tomorrow 22:00, Halle 7", 0.01)
    assert facts.start_local == datetime(2026, 11, 25, 22)
    assert facts.assumed[0] == "passed on from Ben"


def test_a_date_of_an_old_message_stays_what_it_is() -> None:
    assert read("Techno night 5 Dec 2026 22:00, Halle 7", 60).start_local == datetime(2026, 12, 5, 22)
