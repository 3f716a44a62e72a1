"""The lies: each takes an honest caption's facts and tells one of them wrong, or adds what nobody said."""

import random
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files

from babel.dates import format_date
from babel.lists import format_list

from bench.facts import spelling
from bench.facts.captions import Told
from bench.facts.events import STRANGERS, TOWNS
from core.events.moments import evening_of
from core.ports.copywriter import Brief

_PRICES = {"en": ("£25", "£9"), "de": ("25 €", "9 Euro"), "es": ("25 €", "9 euros"), "fr": ("25 €", "9 euros"),
           "it": ("25 €", "9 euro")}  # fmt: skip


@dataclass(frozen=True)
class Lie:
    """A caption's facts with a lie in them, a line to add, and the record where that had to give the lie its ground."""

    brief: Brief
    told: Told
    line: str = ""


Teller = Callable[[Brief, Told, random.Random], Lie | None]
"""None: this event gives no ground for this lie."""


@cache
def _sentences(language: str) -> Mapping[str, list[str]]:
    table = tomllib.loads(files(__package__).joinpath("corpus", "lies.toml").read_text(encoding="utf-8"))
    return {kind: list(lines) for kind, lines in table[language].items()}


def _line(brief: Brief, kind: str, dice: random.Random, **slots: str) -> str:
    return dice.choice(_sentences(brief.language)[kind]).format_map(slots)


def _wrong_weekday(brief: Brief, told: Told, dice: random.Random) -> Lie:
    evening = evening_of(brief.starts_local)
    right = spelling.day(evening, brief.language, dice, named=True)
    while True:
        other = evening + timedelta(days=dice.randrange(1, 7))
        for width in ("EEEE", "EEE"):
            name = str(format_date(evening, width, locale=brief.language))
            if right.startswith(name):
                wrong = str(format_date(other, width, locale=brief.language))
                return Lie(brief, told.but(date=wrong + right.removeprefix(name)))


def _weekday_alone(brief: Brief, told: Told, dice: random.Random) -> Lie:
    other = evening_of(brief.starts_local) + timedelta(days=dice.randrange(1, 7))
    return Lie(brief, told, _line(brief, "weekday", dice, weekday=spelling.weekday(other, brief.language)))


def _wrong_date(brief: Brief, told: Told, dice: random.Random) -> Lie:
    other = evening_of(brief.starts_local) + timedelta(days=dice.choice((-7, -1, 1, 7, 30)))
    return Lie(brief, told.but(date=spelling.day(other, brief.language, dice)))


def _wrong_time(brief: Brief, told: Told, dice: random.Random) -> Lie:
    shift = timedelta(minutes=dice.choice((-120, -90, 30 if not brief.doors_local else 90, 60, 120)))
    return Lie(brief, told.but(time=spelling.hour(brief.starts_local + shift, brief.language, dice)))


def _wrong_doors(brief: Brief, told: Told, dice: random.Random) -> Lie | None:
    if brief.doors_local is None:
        return None
    doors = spelling.hour(brief.doors_local - timedelta(minutes=dice.choice((30, 60))), brief.language, dice)
    return Lie(brief, told, _doors_line(brief, doors))


def _doors_line(brief: Brief, doors: str) -> str:
    words = {"en": "Doors {}.", "de": "Einlass {}.", "es": "Puertas: {}.", "fr": "Portes : {}.", "it": "Porte: {}."}
    return words[brief.language].format(doors)


def _invented_price(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "price", dice, price=dice.choice(_PRICES[brief.language])))


def _free(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "free", dice))


def _added_artist(brief: Brief, told: Told, dice: random.Random) -> Lie:
    stranger, artist = dice.choice(STRANGERS), dice.choice(brief.lineup)
    if dice.random() < 0.5:
        return Lie(brief, told, _line(brief, "artist", dice, stranger=stranger, artist=artist))
    names = list(brief.lineup)
    names.insert(dice.randrange(len(names) + 1), stranger)
    return Lie(brief, told.but(lineup=str(format_list(names, locale=brief.language)), lines="\n".join(names)))


def _early_bird_nobody_sells(brief: Brief, told: Told, dice: random.Random) -> Lie | None:
    backed = any(word in brief.price.lower() for word in ("early", "vvk", "prévente", "prevendita", "anticipada"))
    return None if backed or brief.phase == "early_bird" else Lie(brief, told, _line(brief, "early_bird", dice))


def _expired_early_bird(brief: Brief, told: Told, dice: random.Random) -> Lie | None:
    """The record has early birds, but only until a day before this post goes out."""
    if brief.phase == "early_bird":
        return None
    posted = evening_of(brief.starts_local) - timedelta(days=brief.days_left)
    last = posted - timedelta(days=dice.randrange(1, 10))
    cheap, usual = ("£12", "£15") if TOWNS[brief.language].zone == "Europe/London" else ("12 €", "15 €")
    until = {"en": "until {}", "de": "bis {}", "es": "hasta el {}", "fr": "jusqu'au {}", "it": "fino al {}"}
    limit = until[brief.language].format(spelling.day(last, brief.language, random.Random(0)))
    record = replace(brief, price=f"early bird {cheap} {limit}, {usual}")
    return Lie(record, told.but(price=usual), dice.choice((f"Early bird {cheap}.", _line(brief, "early_bird", dice))))


def _tomorrow(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "tomorrow", dice))


def _tonight(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "tonight", dice))


def _age(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "age", dice))


def _wrong_count(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, _line(brief, "count", dice, count=str(brief.days_left + dice.choice((-1, 1, 3)))))


def _foreign_handle(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, dice.choice(("@somebody.else 🖤", "📷 @not_invited")))


def _dead_link(brief: Brief, told: Told, dice: random.Random) -> Lie:
    return Lie(brief, told, dice.choice(("https://tickets.example/x", "www.tickets.example", "tickets-example.com")))


LIES: Mapping[str, Teller] = {
    "wrong weekday": _wrong_weekday,
    "another weekday in passing": _weekday_alone,
    "wrong date": _wrong_date,
    "changed time": _wrong_time,
    "changed doors": _wrong_doors,
    "invented price": _invented_price,
    "“free”": _free,
    "added artist": _added_artist,
    "early birds nobody sells": _early_bird_nobody_sells,
    "expired early bird": _expired_early_bird,
    "“tomorrow”": _tomorrow,
    "“tonight”": _tonight,
    "an age limit": _age,
    "wrong count of days": _wrong_count,
    "somebody else's handle": _foreign_handle,
    "a dead link": _dead_link,
}
