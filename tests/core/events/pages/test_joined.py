"""What a person wrote and what a page says, brought together."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from dataclasses import replace
from datetime import date, datetime

from core.events.extract import Facts
from core.events.pages import joined

PAGE = Facts(
    name="Warehouse Night", start_local=datetime(2026, 11, 27, 22), venue="Halle 7", city="Berlin",
    time_zone="Europe/Berlin", lineup=("Mara Voss",), price="15 EUR", ticket_link="https://t.example/1/buy",
)  # fmt: skip
SOURCE = "the page t.example"


def test_a_link_alone_takes_everything_from_the_page_and_keeps_the_link() -> None:
    facts = joined(Facts(ticket_link="https://t.example/1"), PAGE, SOURCE)
    assert replace(facts, assumed=(), ticket_link=PAGE.ticket_link) == PAGE
    assert facts.ticket_link == "https://t.example/1"
    assert facts.assumed == ("Name, time, venue, city, line-up and price from the page t.example",)


def test_words_that_describe_nothing_are_no_name() -> None:
    assert joined(Facts(name="please promote this"), PAGE, SOURCE).name == "Warehouse Night"
    assert joined(Facts(name="Halle Night", venue="Halle 9"), PAGE, SOURCE).name == "Halle Night"


def test_words_count_more_than_the_page() -> None:
    facts = joined(Facts(venue="Halle 9", price="20 EUR"), PAGE, SOURCE)
    assert (facts.venue, facts.price) == ("Halle 9", "20 EUR")


def test_another_time_is_asked_about() -> None:
    facts = joined(Facts(name="A", start_local=datetime(2026, 11, 28, 22)), PAGE, SOURCE)
    assert facts.start_local is None
    assert facts.choices == (datetime(2026, 11, 28, 22), datetime(2026, 11, 27, 22))
    assert "your message and the page t.example do not give the same time" in facts.assumed


def test_the_page_settles_what_the_words_left_open() -> None:
    for words in (
        Facts(day=date(2026, 11, 27)),
        Facts(choices=(datetime(2026, 11, 27, 10), datetime(2026, 11, 27, 22))),
    ):
        assert joined(words, PAGE, SOURCE).start_local == datetime(2026, 11, 27, 22)
    assert joined(Facts(day=date(2026, 11, 28)), PAGE, SOURCE).start_local is None


def test_a_zone_that_must_be_asked_for_stays_open() -> None:
    assert joined(Facts(), replace(PAGE, time_zone=""), SOURCE).time_zone == ""
