"""Made-up events, the same for the same seed, with names that are easily taken for dates, hours or money."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from core.ports.copywriter import Brief


class Town(NamedTuple):
    """Where people speak a language: its zone, cities, venues and the prices written there."""

    zone: str
    cities: tuple[str, ...]
    venues: tuple[str, ...]
    prices: tuple[str, ...]


TOWNS: Mapping[str, Town] = {
    "en": Town("Europe/London", ("London", "Leeds", "Bristol", "Dublin"),
               ("Printworks", "The Warehouse Project", "Corsica Studios", "Room 20", "The Old Post Office"),
               ("£15", "£12.50 adv / £18 otd", "15 GBP", "£10", "pay what you can", "")),
    "de": Town("Europe/Berlin", ("Berlin", "Köln", "Leipzig", "Zürich"),
               ("Halle 7", "Ritter Butzke", "Gewölbe", "Institut für Zukunft", "Studio 54"),
               ("15 €", "VVK 12 €, AK 15 €", "10 Euro", "12,50 EUR", "Spende", "")),
    "es": Town("Europe/Madrid", ("Barcelona", "Madrid", "Valencia", "Bilbao"),
               ("Sala Apolo", "Razzmatazz", "Club Jueves", "La Riviera", "Sala 20"),
               ("15 €", "12 € anticipada, 15 € taquilla", "10 euros", "18,50 €", "")),
    "fr": Town("Europe/Paris", ("Paris", "Lyon", "Marseille", "Nantes"),
               ("La Machine", "Le Sucre", "Concrete", "Le 1000 Club", "La Station"),
               ("15 €", "12 € en prévente, 15 € sur place", "10 euros", "18,50 €", "prix libre", "")),
    "it": Town("Europe/Rome", ("Milano", "Torino", "Bologna", "Roma"),
               ("Tunnel Club", "Magazzini Generali", "Link", "Sala 12", "Officine Belforte"),
               ("15 €", "12 € in prevendita, 15 € alla porta", "10 euro", "18,50 €", "")),
}  # fmt: skip
_NAMES = (
    "Warehouse Night", "Friday Night Live", "Klangkeller", "Nuit Blanche", "Verano Azul", "RAW", "24 Hours",
    "Sunday Service", "Club 27", "Midnight Mass", "Notte Bianca", "La Fiesta", "Still Water", "Area 51", "Domingo",
    "Halbdunkel", "Mardi Gras", "Ten Years Later", "Eight O'Clock Club", "Möbel & Musik",
)  # fmt: skip
_ARTISTS = (
    "Mara Voss", "Ben Klock", "DJ Stingray", "Óscar Mulero", "Above & Beyond", "Nils Wülker", "Ellen Allien",
    "Four Tet", "Blawan", "I Hate Models", "Maceo Plex", "Dr. Rubinstein", "Élodie Marchand", "Sunday Drivers",
    "2manydjs", "Zwölfton Kollektiv",
)  # fmt: skip
STRANGERS = ("Phantom Limb", "DJ Nobody", "Carla Ficción", "Max Erfunden", "Ghost Rider", "Pierre Inconnu")
_GENRES = ("techno", "house", "jazz", "disco", "drum and bass", "indie", "")
_PHASES = ("announcement", "reminder", "countdown", "lineup", "early_bird")


def made_up(seed: int, language: str) -> Brief:
    """An event to come, and a post about it that goes out 2 to 20 days before."""
    dice = random.Random(f"{seed}/{language}")
    town = TOWNS[language]
    hour, minute = dice.choice((15, 18, 19, 20, 21, 22, 22, 23)), dice.choice((0, 0, 0, 30))
    starts = datetime(2026, 12, 4) + timedelta(days=dice.randrange(300), hours=hour, minutes=minute)  # noqa: DTZ001 - wall clock
    return Brief(
        name=dice.choice(_NAMES),
        starts_local=starts,
        doors_local=starts - timedelta(minutes=dice.choice((30, 60))) if dice.random() < 0.5 else None,
        time_zone=town.zone,
        venue=dice.choice(town.venues),
        city=dice.choice(town.cities),
        lineup=tuple(dice.sample(_ARTISTS, dice.randrange(1, 5))),
        ticket_link=dice.choice(("", "https://tickets.example/x")),
        price=dice.choice(town.prices),
        genre=dice.choice(_GENRES),
        phase=dice.choice(_PHASES),
        days_left=dice.randrange(2, 21),
        language=language,
        handle=f"@{dice.choice(('nightshift', 'club.lumen', 'the_room'))}",
        seed=seed,
    )
