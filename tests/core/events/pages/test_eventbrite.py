"""Eventbrite's API answers, in the shapes of its public reference, and which links lead there."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from core.events.extract import Facts
from core.events.pages import read_eventbrite
from core.events.pages.eventbrite import event_id_in

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
LINK = "https://www.eventbrite.de/e/warehouse-night-tickets-1112223334445?aff=oddtdtcreator"
ANSWER: dict[str, Any] = {
    "id": "1112223334445",
    "name": {"text": "Warehouse Night", "html": "<b>Warehouse Night</b>"},
    "summary": "Techno below the tracks.",
    "description": {"text": "A night of techno below the tracks.", "html": "<p>A night of techno</p>"},
    "url": "https://www.eventbrite.de/e/warehouse-night-tickets-1112223334445",
    "start": {"timezone": "Europe/Berlin", "local": "2026-12-04T22:00:00", "utc": "2026-12-04T21:00:00Z"},
    "end": {"timezone": "Europe/Berlin", "local": "2026-12-05T06:00:00", "utc": "2026-12-05T05:00:00Z"},
    "status": "live",
    "currency": "EUR",
    "online_event": False,
    "is_free": False,
    "venue": {
        "name": "Halle 7",
        "address": {"address_1": "Revaler Str. 99", "city": "Berlin", "country": "DE", "postal_code": "10245"},
    },
    "category": {"id": "103", "name": "Music"},
    "subcategory": {"id": "3019", "name": "EDM / Electronic"},
    "ticket_availability": {
        "has_available_tickets": True,
        "is_sold_out": False,
        "minimum_ticket_price": {"currency": "EUR", "value": 1200, "major_value": "12.00", "display": "12.00 EUR"},
        "maximum_ticket_price": {"currency": "EUR", "value": 1800, "major_value": "18.00", "display": "18.00 EUR"},
    },
}


def read(zone: str = "Europe/London", **other: Any) -> Facts:
    return read_eventbrite(json.dumps(ANSWER | other), LINK, NOW, zone, "en")


def test_an_answer_fills_the_facts_in_the_events_own_zone() -> None:
    assert read() == Facts(
        name="Warehouse Night",
        start_local=datetime(2026, 12, 4, 22),
        end_local=datetime(2026, 12, 5, 6),
        venue="Halle 7",
        city="Berlin",
        ticket_link="https://www.eventbrite.de/e/warehouse-night-tickets-1112223334445",
        price="12-18 EUR",
        genre="electronic",
        time_zone="Europe/Berlin",
        description="A night of techno below the tracks.",
        day=datetime(2026, 12, 4).date(),
    )


def test_what_is_off_is_told() -> None:
    assert "the page says that it is cancelled" in read(status="canceled").assumed
    assert "the page says that it is online" in read(venue=None, online_event=True).assumed
    passed = read(start={"timezone": "Europe/Berlin", "local": "2026-11-20T22:00:00"})
    assert (passed.start_local, passed.day) == (None, None)
    assert read(is_free=True, ticket_availability=None).price == "free entry"
    assert read(ticket_availability=ANSWER["ticket_availability"] | {"is_sold_out": True}).price == ""


def test_a_zone_nobody_knows_leaves_the_citys() -> None:
    odd = read(start=ANSWER["start"] | {"timezone": "Mars/Olympus"})
    assert replace(odd, assumed=()) == read()


@pytest.mark.parametrize("answer", ["", "[]", "null", '{"error": "NOT_FOUND"}', '{"name": "plain"}', "[" * 100_000])
def test_an_answer_without_an_event_is_nothing(answer: str) -> None:
    assert read_eventbrite(answer, LINK, NOW, "Europe/Berlin", "en") == Facts()


@pytest.mark.parametrize(
    ("link", "number"),
    [
        (LINK, "1112223334445"),
        ("https://eventbrite.com/e/1112223334445/", "1112223334445"),
        ("https://www.eventbrite.co.uk/e/a-b-c-tickets-123456789", "123456789"),
        ("https://www.eventbrite.com/o/warehouse-123456789", ""),
        ("https://www.eventbrite.com/e/no-number", ""),
        ("https://eventbrite.com.evil.example/e/x-123456789", ""),
        ("https://evil.example/e/x-123456789?eventbrite.com", ""),
        ("not a link", ""),
    ],
)
def test_only_links_to_events_name_one(link: str, number: str) -> None:
    assert event_id_in(link) == number
