"""A wish for other words is written; a wish for another fact is told apart, in all languages and in mixed requests."""

from datetime import datetime

import pytest

from core.copy.used import fact_wishes, facts_in, without
from core.ports.copywriter import Brief

BRIEF = Brief(
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22, 0),  # noqa: DTZ001 - wall time at the venue
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    price="12 EUR",
    lineup=("Mara Voss",),
    ticket_link="https://tickets.example/1",
)


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ("make it 23:00", ""),
        ("price is 15", ""),
        ("it's on Saturday", ""),
        ("the venue is Kesselhaus", ""),
        ("Der Preis ist 15 Euro", ""),
        ("say it starts at 23:00", ""),
        ("shorter, make it 23:00", "shorter"),
        ("mach es kürzer und um 23 Uhr", "mach es kürzer"),
        ('make it 23:00 and add "See you"', 'add "See you"'),
    ],
)
def test_another_fact_is_taken_out_of_a_request(request_: str, left: str) -> None:
    parts = fact_wishes(request_, BRIEF)
    assert parts
    assert without(request_, parts) == left


@pytest.mark.parametrize(
    "request_",
    [
        "shorter, mention the afters, in German too",
        "mention the afters at 05:00",
        "say 22:00 instead of 10pm",
        "price is 12",
        "the price is missing",
        "no price",
        "use 2 emojis",
        'add "Doors open at ten"',
    ],
)
def test_other_words_are_no_other_fact(request_: str) -> None:
    assert fact_wishes(request_, BRIEF) == ()


def test_facts_are_found_in_the_caption_that_says_them() -> None:
    caption = "Warehouse Night.\n\nFriday 27 November, 22:00 at Halle 7. 12 EUR, link in bio."
    assert dict(facts_in(caption, BRIEF)) == {
        "name": "Warehouse Night",
        "date": "Friday 27 November 2026",
        "start": "22:00",
        "venue": "Halle 7",
        "price": "12 EUR",
        "tickets": "https://tickets.example/1",
    }
