"""What people write when an event changes, in five languages, and what is no change at all."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from core.events.amend import Changes
from core.events.model import Event, EventStatus, Turn
from core.events.said import read_change

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
EVENT = Event(
    id=UUID(int=1),
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22),
    doors_local=datetime(2026, 11, 27, 21),
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    price="12 EUR",
    lineup=[],
    status=EventStatus.PLANNED,
)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> dict[str, Any]:
    return {"starts_local": datetime(2026, month, day, hour, minute)}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("sold out", Changes(Turn.SOLD_OUT)),
        ("We're sold out!", Changes(Turn.SOLD_OUT)),
        ("Warehouse Night is sold out", Changes(Turn.SOLD_OUT)),
        ("ausverkauft", Changes(Turn.SOLD_OUT)),
        ("Wir sind jetzt ausverkauft!", Changes(Turn.SOLD_OUT)),
        ("entradas agotadas", Changes(Turn.SOLD_OUT)),
        ("C'est complet", Changes(Turn.SOLD_OUT)),
        ("tutto esaurito", Changes(Turn.SOLD_OUT)),
        ("cancelled", Changes(Turn.CANCELLED)),
        ("Unfortunately the event is cancelled.", Changes(Turn.CANCELLED)),
        ("abgesagt", Changes(Turn.CANCELLED)),
        ("fällt leider aus", Changes(Turn.CANCELLED)),
        ("cancelado", Changes(Turn.CANCELLED)),
        ("annulé", Changes(Turn.CANCELLED)),
        ("annullato", Changes(Turn.CANCELLED)),
        ("back on", Changes(Turn.REVIVED)),
        ("on sale again", Changes(Turn.ON_SALE)),
        ("postponed", Changes(Turn.POSTPONED)),
        ("verschoben", Changes(Turn.POSTPONED)),
        ("se aplaza", Changes(Turn.POSTPONED)),
        ("postponed to Friday 4 December", Changes(Turn.POSTPONED, at(4, 22, month=12))),
        ("moved to Fri 4 Dec 23:00", Changes(Turn.POSTPONED, at(4, 23, month=12))),
        ("moved to 23:00", Changes(facts=at(27, 23))),
        ("make it 23:00", Changes(facts=at(27, 23))),
        ("make it 11pm please", Changes(facts=at(27, 23))),
        ("beginnt um 23 Uhr", Changes(facts=at(27, 23))),
        ("verschoben auf 23 Uhr", Changes(facts=at(27, 23))),
        ("empieza a las 23:30", Changes(facts=at(27, 23, 30))),
        ("commence à 23h", Changes(facts=at(27, 23))),
        ("inizia alle 23", Changes(facts=at(27, 23))),
        ("make it 00:30", Changes(facts=at(28, 0, 30))),
        ("doors 20:00", Changes(facts={"doors_local": datetime(2026, 11, 27, 20)})),
        ("Einlass ab 20 Uhr", Changes(facts={"doors_local": datetime(2026, 11, 27, 20)})),
        ("ends at 6am", Changes(facts={"ends_local": datetime(2026, 11, 28, 6)})),
        ("price is now 15", Changes(Turn.TIER, {"price": "15 EUR"})),
        ("price is now 15 €", Changes(Turn.TIER, {"price": "15 €"})),
        ("Eintritt jetzt 15", Changes(Turn.TIER, {"price": "15 EUR"})),
        ("el precio ahora es 15", Changes(Turn.TIER, {"price": "15 EUR"})),
        ("le prix est maintenant 15 €", Changes(Turn.TIER, {"price": "15 €"})),
        ("il prezzo è ora 15", Changes(Turn.TIER, {"price": "15 EUR"})),
        ("new venue: Halle 8", Changes(facts={"venue": "Halle 8"})),
        ("new venue: Halle 8, Leipzig", Changes(facts={"venue": "Halle 8", "city": "Leipzig"})),
        ("neue Location: Halle 8", Changes(facts={"venue": "Halle 8"})),
        ("nuevo lugar: Sala Apolo", Changes(facts={"venue": "Sala Apolo"})),
        ("nouveau lieu : La Machine", Changes(facts={"venue": "La Machine"})),
        ("line-up: Mara Voss, Kim", Changes(facts={"lineup": ["Mara Voss", "Kim"]})),
        ("new link: tickets.example/2", Changes(facts={"ticket_link": "https://tickets.example/2"})),
    ],
)
def test_a_change_is_read_in_five_languages(words: str, changes: Changes) -> None:
    assert read_change(words, EVENT, NOW, "en") == changes


@pytest.mark.parametrize(
    "words",
    [
        "",
        "shorter",
        "make it shorter",
        "make it funny",
        "add that we are sold out soon",
        "mention the price",
        "no price",
        "Techno night Fri 27 Nov 22:00, Halle 7, early bird 12 EUR",
        "moved",
        "is it sold out?",
        "the venue is missing",
        "price is wrong",
        "move the countdown to Thursday 18:00",
        "cancel",
        "tickets are cheap",
    ],
)
def test_wishes_and_questions_are_no_changes(words: str) -> None:
    assert read_change(words, EVENT, NOW, "en") is None
