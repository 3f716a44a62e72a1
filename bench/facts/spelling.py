"""Days and hours in the ways people write them, not only in ours."""

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime

from babel.dates import format_date

_DAYS: Mapping[str, tuple[str, ...]] = {
    "en": ("EEEE d MMMM", "EEE d MMM", "EEEE, MMMM d", "EEEE d/M", "d MMMM", "EEEE d MMMM y"),
    "de": ("EEEE, d. MMMM", "EEEE, 'der' d.M.", "EEE d.M.", "d. MMMM", "EEEE, dd.MM.y", "EEEE, 'den' d. MMMM"),
    "es": ("EEEE d 'de' MMMM", "EEE d MMM", "d 'de' MMMM", "EEEE d/M", "EEEE, d 'de' MMMM 'de' y"),
    "fr": ("EEEE d MMMM", "EEE d MMM", "d MMMM", "EEEE d/M", "EEEE d MMMM y"),
    "it": ("EEEE d MMMM", "EEE d MMM", "d MMMM", "EEEE d/M", "EEEE d MMMM y"),
}


def day(of: date, language: str, dice: random.Random, *, named: bool = False) -> str:
    """A date; `named`: with its weekday for certain."""
    patterns = [each for each in _DAYS[language] if "EEE" in each] if named else _DAYS[language]
    return str(format_date(of, dice.choice(patterns), locale=language))


def weekday(of: date, language: str) -> str:
    return str(format_date(of, "EEEE", locale=language))


def hour(at: datetime, language: str, dice: random.Random) -> str:
    return dice.choice(_HOURS[language])(at)


def _twelve(at: datetime) -> str:
    minutes = f":{at:%M}" if at.minute else ""
    return f"{(at.hour - 1) % 12 + 1}{minutes}{'am' if at.hour < 12 else 'pm'}"


def _colon(at: datetime) -> str:
    return f"{at:%H:%M}"


def _uhr(at: datetime) -> str:
    return f"{at:%H:%M} Uhr" if at.minute else f"{at.hour} Uhr"


def _h(at: datetime) -> str:
    return f"{at.hour}h{at:%M}" if at.minute else f"{at.hour}h"


_HOURS: Mapping[str, tuple[Callable[[datetime], str], ...]] = {
    "en": (_colon, _twelve, lambda at: _twelve(at).replace("pm", " pm").replace("am", " am")),
    "de": (_uhr, _colon),
    "es": (_colon, _h, lambda at: f"{_colon(at)} h"),
    "fr": (_h, _colon, lambda at: f"{at.hour}h{at:%M}"),
    "it": (_colon, lambda at: f"{at:%H.%M}"),
}
