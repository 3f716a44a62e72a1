"""Money an organizer spends on a campaign, as people type it. Whole minor units and a currency; pure."""

import re
from dataclasses import dataclass

from babel.numbers import format_currency, get_currency_name, get_currency_precision

from core.errors import InvalidAnswer

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "zł": "PLN", "₹": "INR", "euro": "EUR", "euros": "EUR"}
MOST = 10**12
"""Minor units; more is a slip of the finger."""
_WRITTEN = re.compile(r"^(?P<before>[^\d\s.,-]*)\s*(?P<number>\d[\d.,'’ ]*)\s*(?P<after>[^\d\s.,-]*)$")


@dataclass(frozen=True)
class Budget:
    """minor: cents of a currency that has cents."""

    minor: int
    currency: str

    @property
    def typed(self) -> str:
        """As a person would type it, so that it is read back the same: "250.00 EUR"."""
        places = get_currency_precision(self.currency)
        return f"{self.minor / 10**places:.{places}f} {self.currency}"

    def __str__(self) -> str:
        """ "€250.00"."""
        return self.written("en")

    def written(self, language: str) -> str:
        """ "€250.00", "250,00 €"."""
        return format_currency(self.minor / 10 ** get_currency_precision(self.currency), self.currency, locale=language)


def read_budget(text: str) -> Budget:
    """ "250 EUR", "€1.200,50", "1,200 USD"; raises InvalidAnswer beside "budget"."""
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    sign = (found["before"] or found["after"]).casefold() if found else ""
    currency = SIGNS.get(sign, sign.upper())
    if found is None or (found["before"] and found["after"]) or not _is_currency(currency):
        raise InvalidAnswer("Write an amount with its currency, like 250 EUR.", field="budget")
    minor = _minor(found["number"].strip(), get_currency_precision(currency))
    if minor is None or minor > MOST:
        raise InvalidAnswer("I can't tell how much that is. Write it like 1200 EUR or 1200.50 EUR.", field="budget")
    return Budget(minor, currency)


def _is_currency(code: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{3}", code)) and get_currency_name(code, locale="en") != code


def _minor(number: str, places: int) -> int | None:
    """A last separator before as many digits as the currency has is a point; any other stands between thousands."""
    number = re.sub(r"['’ ]", "", number)
    cents = re.fullmatch(rf"(?P<whole>[\d.,]+)[.,](?P<part>\d{{{places}}})", number) if places else None
    whole, part = (cents["whole"], cents["part"]) if cents else (number, "0" * places)
    if not re.fullmatch(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+", whole):
        return None
    return int(re.sub(r"[.,]", "", whole) + part)
