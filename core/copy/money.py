"""Amounts of money in a text, and claims that something is free."""

import re
from dataclasses import dataclass

_SPELLINGS = {
    "eur": "€ eur euro euros",
    "gbp": "£ gbp pound pounds",
    "usd": "$ usd dollar dollars",
    "chf": "chf franken francs",
    "pln": "pln zł",
}
_CURRENCIES = {word: code for code, words in _SPELLINGS.items() for word in words.split()}
_SIGN = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_NUMBER = r"\d{1,4}(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<before>[€£$])\s?(?P<first>{_NUMBER})(?:\s?[/–-]\s?(?P<second>{_NUMBER}))?"
    rf"|(?P<low>{_NUMBER})(?:\s?[/–-]\s?(?P<high>{_NUMBER}))?\s?(?P<after>{_SIGN})(?!\w)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:free (?:entry|admission|entrance)|(?:entry|admission|entrance) is free|for free|eintritt (?:ist )?frei"
    r"|freier eintritt|kostenlos(?:er)?|umsonst|entrada (?:libre|gratis|gratuita)|gratis|gratuit[eo]?"
    r"|entr[ée]e (?:libre|gratuite)|ingresso (?:libero|gratuito|gratis))\b",
    re.IGNORECASE,
)
_BARE_FREE = re.compile(r"^\W*(?:free|frei|libre|libero)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """An amount as said; cents, and the currency's code."""

    said: str
    cents: int
    currency: str

    def same_as(self, other: "Amount") -> bool:
        """The same money, however written."""
        return (self.cents, self.currency) == (other.cents, other.currency)


def amounts_in(text: str) -> tuple[Amount, ...]:
    """All amounts with a currency; "10/12 €" are two."""
    found = []
    for match in _AMOUNT.finditer(text):
        currency = _CURRENCIES[(match["before"] or match["after"]).lower()]
        numbers = (match["first"] or match["low"], match["second"] or match["high"])
        found += [Amount(match[0].strip(), _cents(number), currency) for number in numbers if number]
    return tuple(found)


def _cents(number: str) -> int:
    whole, _, part = number.replace(",", ".").partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def says_free(text: str) -> str:
    """The words that say it costs nothing, "" when none do."""
    found = _FREE.search(text) or _BARE_FREE.search(text)
    return found[0] if found else ""
