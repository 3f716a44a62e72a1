"""Prices that hold until a day: "early bird 12 EUR until 15 November, then 15 EUR"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from core.copy.languages import LANGUAGES
from core.events.moments import evening_of
from core.events.moments.mentions import find_mentions
from core.ports.copywriter import Brief

_LOOK_BACK = timedelta(days=180)
_PARTS = re.compile(r"\s*(?:[;|\n·]|/(?!\d)|,(?!\d))\s*")
UNTIL = re.compile(
    r"\b(?:until|till?|up to|bis(?: zum)?|hasta(?: el)?|jusqu['’]?(?:au|à)?|fino (?:al?|all['’])|entro(?: il)?)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"^(?:then|after(?:wards)?|danach|dann|después|luego|puis|ensuite|poi|dopo)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Tier:
    """One price of several; `until`: the last day it is sold."""

    text: str
    until: date | None = None


def current_price(brief: Brief) -> str:
    """The price without the tiers that are over when the post goes out, as the record writes it."""
    return price_on(day_posted(brief), brief.price, evening_of(brief.starts_local))


def price_on(posted: date, price: str, evening: date) -> str:
    """A price as it stands on the day somebody reads it; `evening`: of the event."""
    tiers = tiers_of(price, evening)
    if not any(_over(tier, posted) for tier in tiers):
        return price
    return ", ".join(_THEN.sub("", tier.text) for tier in tiers if not _over(tier, posted))


def expired_tiers(brief: Brief) -> tuple[Tier, ...]:
    """Tiers nobody can buy any more on the day the post goes out."""
    posted = day_posted(brief)
    return tuple(tier for tier in tiers_of(brief.price, evening_of(brief.starts_local)) if _over(tier, posted))


def day_posted(brief: Brief) -> date:
    return evening_of(brief.starts_local) - timedelta(days=brief.days_left)


def _over(tier: Tier, posted: date) -> bool:
    return tier.until is not None and tier.until < posted


@lru_cache(maxsize=256)
def tiers_of(price: str, evening: date) -> tuple[Tier, ...]:
    """The parts of a price; a day without a year is the last one before the event."""
    return tuple(Tier(part, _last_day(part, evening)) for part in _PARTS.split(price) if part)


def _last_day(part: str, evening: date) -> date | None:
    until = UNTIL.search(part)
    if until is None:
        return None
    for language in LANGUAGES:
        days, _ = find_mentions(part[until.end() :], evening - _LOOK_BACK, language)
        found = next((day.days[0] for day in days if day.dated and day.days), None)
        if found:
            return found
    return None
