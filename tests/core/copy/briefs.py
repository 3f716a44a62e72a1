"""Events and posts for tests of the words."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import random
from dataclasses import replace
from datetime import datetime, timedelta

from core.ports.copywriter import Brief, TicketFacts

LANGUAGES = ("en", "de", "es", "fr", "it")
TONES = ("hype", "warm", "minimal", "insider", "formal", "funny")
NEWS = ("correction", "postponed", "date_to_come", "sold_out", "cancelled")
PHASES = ("teaser", "announcement", "early_bird", "lineup", "spotlight", "reminder", "early_bird_ends", "countdown")
PHASES += ("set_times", "tonight", "doors", "recap", "next_one", *NEWS)
DAYS_LEFT = {"tonight": 0, "doors": 0, "recap": -1}

PLAIN = Brief(
    name="Warehouse Night",
    starts_local=datetime(2026, 11, 27, 22),
    doors_local=datetime(2026, 11, 27, 21),
    ends_local=datetime(2026, 11, 28, 6),
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Berlin",
    lineup=("Mara Voss", "Ben Klock"),
    ticket_link="https://tickets.example/warehouse",
    price="15 €",
    genre="techno",
    phase="announcement",
    days_left=21,
    handle="@warehouse.berlin",
    seed=1,
)

_NAMES = ("Warehouse Night", "Friday Night Live", "Klangkeller", "Nuit Blanche", "Verano Azul", "RAW", "24 Hours")
_VENUES = ("Halle 7", "Sala Apolo", "Tunnel Club", "La Machine", "Studio 54", "the Planetarium")
_CITIES = ("Berlin", "Barcelona", "Milano", "Paris", "Köln", "")
_PEOPLE = ("Mara Voss", "Ben Klock", "DJ Stingray", "Óscar Mulero", "Above & Beyond", "Nils Wülker", "Ellen Allien")
_PRICES = ("15 €", "early bird 12 EUR", "VVK 12 €, AK 15 €", "$20", "free entry", "10/12 €", "pay what you can", "")
_GENRES = ("techno", "house", "jazz", "classical", "drum and bass", "")
_WORDS = (
    "",
    "Eight hours of machine music in the old rail depot. One room, no phones.",
    "Ein Abend mit alten Freunden und neuen Platten, bis zum Morgen.",
    "Una noche para bailar hasta la mañana, con los amigos de siempre.",
    "Dinner from 19:00 in the back room.",
)


def tickets_for(phase: str) -> TicketFacts:
    """What the record says of tickets where a post of this phase is proposed."""
    return TicketFacts(sold_out=phase == "sold_out")


def any_brief(seed: int) -> Brief:
    """A made-up post, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - made-up events need no secrets
    hour = dice.choice((11, 15, 18, 20, 21, 22, 23, 24))
    starts = datetime(2026, 11, 25) + timedelta(days=dice.randrange(300), hours=hour, minutes=dice.choice((0, 0, 30)))
    phase = dice.choice(PHASES)
    return replace(
        PLAIN,
        name=dice.choice(_NAMES),
        starts_local=starts,
        doors_local=starts - timedelta(hours=1) if dice.random() < 0.5 else None,
        ends_local=starts + timedelta(hours=6) if dice.random() < 0.4 else None,
        venue=dice.choice(_VENUES),
        city=dice.choice(_CITIES),
        lineup=tuple(dice.sample(_PEOPLE, dice.randrange(5))),
        ticket_link=dice.choice(("", "https://tickets.example/x")),
        price=dice.choice(_PRICES),
        genre=dice.choice(_GENRES),
        description=dice.choice(_WORDS),
        phase=phase,
        tickets=tickets_for(phase),
        days_left=DAYS_LEFT.get(phase, dice.randrange(1, 20)),
        format=dice.choice(("feed", "feed", "story", "carousel", "reel")),
        tone=dice.choice(TONES),
        language=dice.choice(LANGUAGES),
        seed=seed,
    )
