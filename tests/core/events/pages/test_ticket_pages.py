"""Ticket pages as they are in the wild: every way to say the same event."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from core.events.extract import Facts
from core.events.pages import read_page

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
URL = "https://tickets.example/e/warehouse-night"
EVENT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MusicEvent",
    "name": "Warehouse Night",
    "startDate": "2026-11-27T22:00:00+01:00",
    "location": {
        "@type": "Place",
        "name": "Halle 7",
        "address": {"@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE"},
    },
    "performer": [{"@type": "MusicGroup", "name": "Mara Voss"}, {"@type": "Person", "name": "Ben Klock"}],
    "offers": {"@type": "Offer", "price": "15.00", "priceCurrency": "EUR", "url": URL + "/buy"},
}


def page(*blocks: object, head: str = "") -> str:
    scripts = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
        for one in blocks
    )
    return f"<!doctype html><html><head>{head}{scripts}</head><body><h1>Anything</h1></body></html>"


def read(*blocks: object, head: str = "", zone: str = "Europe/Berlin") -> Facts:
    return read_page(page(*blocks, head=head), URL, NOW, zone, "en")


def with_(**values: Any) -> dict[str, Any]:
    return EVENT | values


def test_a_music_event_fills_everything() -> None:
    facts = read(EVENT)
    assert facts.name == "Warehouse Night"
    assert facts.start_local == datetime(2026, 11, 27, 22)
    assert (facts.venue, facts.city, facts.time_zone) == ("Halle 7", "Berlin", "Europe/Berlin")
    assert facts.lineup == ("Mara Voss", "Ben Klock")
    assert (facts.price, facts.ticket_link) == ("15 EUR", URL + "/buy")
    assert facts.assumed == ()


@pytest.mark.parametrize(
    "blocks",
    [
        ({"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, EVENT]},),
        ([{"@type": "Organization", "name": "x"}, EVENT],),
        ("{broken", EVENT),
        (EVENT, '{"@type": "Event",'),
        ({"@type": "WebPage", "mainEntity": EVENT},),
        (with_(**{"@type": ["Event", "DanceEvent"]}),),
        (with_(**{"@type": "http://schema.org/Festival"}),),
        (f"<!-- {json.dumps(EVENT)} -->",),
        (EVENT, EVENT),
        (json.dumps(EVENT).replace("Warehouse Night", "Warehouse\nNight"),),
        ({**EVENT, "name": "Warehouse &amp;#32;Night"},),
    ],
    ids=[
        "graph", "array", "a broken block before", "a broken block after", "inside a page", "two types",
        "type as address", "in a comment", "said twice", "a raw line break", "entities twice",
    ],
)  # fmt: skip
def test_the_event_is_found_wherever_it_stands(blocks: tuple[object, ...]) -> None:
    facts = read(*blocks)
    assert (facts.name, facts.start_local, facts.venue) == ("Warehouse Night", datetime(2026, 11, 27, 22), "Halle 7")
    assert facts.lineup == ("Mara Voss", "Ben Klock")


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("2026-11-27T22:00", datetime(2026, 11, 27, 22)),
        ("2026-11-27 22:00:00", datetime(2026, 11, 27, 22)),
        ("2026-11-27T22:00:00.000+0100", datetime(2026, 11, 27, 22)),
        ("2026-11-27T21:00:00Z", datetime(2026, 11, 27, 22)),
        ("20261127T220000", datetime(2026, 11, 27, 22)),
    ],
)
def test_times_are_read_on_the_venues_wall(written: str, start: datetime) -> None:
    assert read(with_(startDate=written)).start_local == start


def test_a_time_in_utc_is_told_to_be_turned() -> None:
    assert (
        "the page gives the time for another zone, I turned it into Europe/Berlin"
        in read(with_(startDate="2026-11-27T21:00:00Z")).assumed
    )
    unknown = read(with_(startDate="2026-11-27T21:00:00Z", location="Somewhere Hall"), zone="Europe/Paris")
    assert unknown.start_local == datetime(2026, 11, 27, 22)
    assert "the page gives the time in UTC, I turned it into Europe/Paris" in unknown.assumed


def test_a_day_alone_leaves_the_hour_to_be_asked() -> None:
    facts = read(with_(startDate="2026-11-27"))
    assert facts.start_local is None
    assert facts.day == datetime(2026, 11, 27).date()


def test_a_venue_elsewhere_keeps_its_own_clock() -> None:
    lisbon = {"@type": "Place", "name": "Lux", "address": {"addressLocality": "Santa Apolónia", "addressCountry": "PT"}}
    facts = read(with_(startDate="2027-07-10T23:00:00+01:00", location=lisbon))
    assert (facts.start_local, facts.time_zone) == (datetime(2027, 7, 10, 23), "Europe/Lisbon")
    nowhere = read(with_(startDate="2026-11-27T22:00:00-08:00", location="The Hall"))
    assert (nowhere.start_local, nowhere.time_zone) == (datetime(2026, 11, 27, 22), "")
    assert "the page gives the time for another zone than yours" in nowhere.assumed


@pytest.mark.parametrize(
    ("location", "venue", "city"),
    [
        ("Halle 7, Revaler Str. 99, 10245 Berlin, Germany", "Halle 7", "Berlin"),
        ({"name": "Fabric", "address": "77A Charterhouse St, London EC1M 6HJ, UK"}, "Fabric", "London"),
        ("Paris 21 Bar, 10245 Berlin", "Paris 21 Bar", "Berlin"),
        ({"@type": "Place", "name": "Halle 7", "address": "Revaler Str. 99, 10245 Berlin"}, "Halle 7", "Berlin"),
        ({"@type": "Place", "address": {"streetAddress": "Revaler Str. 99", "addressLocality": "Berlin"}},
         "Revaler Str. 99", "Berlin"),
        ([{"@type": "VirtualLocation", "url": "https://live.example"}, EVENT["location"]], "Halle 7", "Berlin"),
        ({"@type": "VirtualLocation", "url": "https://live.example"}, "", ""),
        (None, "", ""),
        (7, "7", ""),
    ],
)  # fmt: skip
def test_places_in_every_shape(location: object, venue: str, city: str) -> None:
    facts = read(with_(location=location))
    assert (facts.venue, facts.city) == (venue, city)


def test_an_event_on_the_net_is_told() -> None:
    assert "the page says that it is online" in read(with_(location={"@type": "VirtualLocation"})).assumed


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ([{"name": "Early bird", "price": 12, "priceCurrency": "EUR"},
          {"name": "Regular", "price": "18,50", "priceCurrency": "EUR"}],
         "Early bird 12 EUR, Regular 18.50 EUR"),
        ([{"name": "Early bird", "price": 12, "priceCurrency": "EUR", "availability": "https://schema.org/SoldOut"},
          {"name": "Regular", "price": 18, "priceCurrency": "EUR"}], "Regular 18 EUR"),
        ([{"name": "Early bird", "price": 12, "priceCurrency": "EUR", "validThrough": "2026-11-01"},
          {"name": "Regular", "price": 18, "priceCurrency": "EUR"}], "Regular 18 EUR"),
        ({"@type": "AggregateOffer", "lowPrice": "10.00", "highPrice": "25.00", "priceCurrency": "EUR"}, "10-25 EUR"),
        ([{"price": 15, "priceCurrency": "EUR"}, {"price": 13, "priceCurrency": "GBP"}], "15 EUR, 13 GBP"),
        ({"price": "0", "priceCurrency": "EUR"}, "free entry"),
        ({"price": 15}, ""),
        ({"priceSpecification": {"price": 9, "priceCurrency": "CHF"}}, "9 CHF"),
        ("15 EUR", ""),
        (None, ""),
    ],
)  # fmt: skip
def test_prices_in_every_shape(offers: object, price: str) -> None:
    assert read(with_(offers=offers)).price == price


def test_free_entry_said_without_offers() -> None:
    assert read(with_(offers=None, isAccessibleForFree=True)).price == "free entry"


@pytest.mark.parametrize(
    ("performer", "names"),
    [
        ({"name": "Mara Voss"}, ("Mara Voss",)),
        ("Mara Voss", ("Mara Voss",)),
        (["Mara Voss", {"name": "Tyler, The Creator"}, {"name": "Mara Voss"}, {}], ("Mara Voss", "Tyler The Creator")),
        (None, ()),
    ],
)
def test_performers_in_every_shape(performer: object, names: tuple[str, ...]) -> None:
    assert read(with_(performer=performer)).lineup == names


def test_a_festival_is_one_event_with_the_names_of_its_parts() -> None:
    parts = [with_(name=f"Stage {number}", performer={"name": f"Act {number}"}) for number in (1, 2)]
    festival = with_(**{"@type": "Festival"}, name="Long Weekend", performer=None, subEvent=parts)
    facts = read(festival)
    assert (facts.name, facts.lineup) == ("Long Weekend", ("Act 1", "Act 2"))
    assert facts.start_local == datetime(2026, 11, 27, 22)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("EventCancelled", "cancelled"),
        ("https://schema.org/EventPostponed", "postponed"),
        ("EventRescheduled", "moved"),
    ],
)
def test_what_happened_to_the_event_is_told(status: str, words: str) -> None:
    assert any(words in said for said in read(with_(eventStatus=status)).assumed)


def test_several_dates_of_one_event_are_asked_about() -> None:
    later = with_(startDate="2026-12-04T22:00:00+01:00")
    past = with_(startDate="2026-11-06T22:00:00+01:00")
    facts = read([past, EVENT, later])
    assert facts.start_local is None
    assert facts.choices == (datetime(2026, 11, 27, 22), datetime(2026, 12, 4, 22))


def test_the_event_of_the_page_is_told_from_those_it_recommends() -> None:
    other = with_(name="Another Night", url="https://tickets.example/e/another")
    assert read(other, with_(url=URL)).name == "Warehouse Night"
    assert read(other, EVENT, head="<title>Warehouse Night | Tickets</title>").name == "Warehouse Night"
    listed = read(other, EVENT)
    assert listed.name == "Another Night"
    assert "the page lists 2 events, I took the first of them" in listed.assumed


def test_a_date_that_has_passed_is_told_and_not_taken() -> None:
    facts = read(with_(startDate="2026-11-06T22:00:00+01:00"))
    assert facts.start_local is None
    assert facts.day is None
    assert "the page's date has passed (Friday 6 November 2026)" in facts.assumed


def test_without_event_data_the_title_and_description_are_read() -> None:
    head = (
        '<meta property="og:title" content="Warehouse Night, Fri 27 Nov 22:00"><meta content="At Halle 7, Berlin" '
        'property="og:description"><title>no</title>'
    )
    facts = read(head=head)
    assert (facts.name, facts.start_local) == ("Warehouse Night", datetime(2026, 11, 27, 22))
    assert facts.city == "Berlin"
    assert facts.ticket_link == URL
    assert facts.assumed[-1] == "the page has no event data, so this comes from its title and description"


def test_a_title_alone_is_a_name_and_an_empty_page_is_nothing() -> None:
    assert read(head="<title>Warehouse &amp; Night</title>").name == "Warehouse & Night"
    assert read() == Facts()
    assert read_page("", URL, NOW, "Europe/Berlin", "en") == Facts()


def test_data_in_a_comment_of_the_page_is_no_data() -> None:
    assert read_page(f"<!-- {page(EVENT)} -->", URL, NOW, "Europe/Berlin", "en") == Facts()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>" * 100_000, "<meta " * 150_000, "<!--" * 200_000, "<div>" * 150_000, "<meta a=\"" * 100_000,
        '<script type="application/ld+json">' + "[" * 300_000, "<title>" * 100_000, "</script" * 100_000,
    ],
)  # fmt: skip
def test_a_hostile_page_is_read_to_its_end(hostile: str) -> None:
    assert read_page(hostile, URL, NOW, "Europe/Berlin", "en") == Facts()
