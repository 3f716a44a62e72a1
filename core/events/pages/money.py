"""What tickets cost, out of a page's offers, in the words an organizer would write."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from core.events.pages.values import Node, many, plain, text_of
from core.events.pages.when import written

LONGEST = 120
MOST_TIERS = 3
_GONE = ("SoldOut", "Discontinued", "OutOfStock")
FREE = "free entry"


def price_in(event: Node, today: date) -> str:
    """ "Early bird 12 EUR, Regular 18 EUR", "12-20 EUR", "free entry"; "" when nothing is said."""
    offers = [one for one in many(event.get("offers")) if isinstance(one, dict)]
    inner = [one for offer in offers for one in many(offer.get("offers")) if isinstance(one, dict)]
    sold = [offer for offer in (*offers, *inner) if not _gone(offer, today)]
    tiers = [(text_of(offer.get("name"), 40), *amount) for offer in sold for amount in _amounts(offer)]
    tiers = list(dict.fromkeys(tiers))
    if not tiers:
        return FREE if event.get("isAccessibleForFree") in (True, "true", "True") else ""
    named = ", ".join(f"{name} {_said(number, currency)}".strip() for name, number, currency in tiers)
    if len(tiers) <= MOST_TIERS and all(name for name, *_ in tiers) and len(named) <= LONGEST:
        return named
    return _ranges([(number, currency) for _, number, currency in tiers])


def _gone(offer: Node, today: date) -> bool:
    """No longer to be had: sold out, or its time is over."""
    over = written(text_of(offer.get("validThrough") or offer.get("availabilityEnds")))
    return str(offer.get("availability", "")).endswith(_GONE) or (over is not None and over.day < today)


def _amounts(offer: Node) -> Iterator[tuple[float, str]]:
    """(number, currency) of one offer: its price, or the ends of its range."""
    inner = [one for one in many(offer.get("priceSpecification")) if isinstance(one, dict)]
    for one in (offer, *inner):
        currency = plain(str(one.get("priceCurrency") or offer.get("priceCurrency") or ""), 3).upper()
        for key in ("price", "lowPrice", "minPrice", "highPrice", "maxPrice"):
            number = _number(one.get(key))
            if number is not None and (currency or number == 0):
                yield number, currency


def _number(value: Any) -> float | None:
    said = text_of(value, 20).replace(" ", "")
    said = said.replace(",", ".") if said.count(",") == 1 and "." not in said else said.replace(",", "")
    try:
        number = float(said)
    except ValueError:
        return None
    return number if 0 <= number < 10_000 else None


def _said(number: float, currency: str) -> str:
    return f"{_digits(number)} {currency}" if number else FREE


def _digits(number: float) -> str:
    return f"{number:.2f}".removesuffix(".00")


def _ranges(amounts: list[tuple[float, str]]) -> str:
    said = []
    for currency in dict.fromkeys(currency for number, currency in amounts if number):
        numbers = sorted({number for number, own in amounts if own == currency and number})
        ends = dict.fromkeys((_digits(numbers[0]), _digits(numbers[-1])))
        said.append(f"{'-'.join(ends)} {currency}")
    return ", ".join(said) or FREE
