"""Days and hours as each language writes them in a caption: always the date, never "tomorrow"."""

from datetime import date, datetime

from babel.dates import format_date

_PATTERNS = {
    "en": "EEEE d MMMM",
    "de": "EEEE, d. MMMM",
    "es": "EEEE d 'de' MMMM",
    "fr": "EEEE d MMMM",
    "it": "EEEE d MMMM",
}
_WITH_YEAR = {"es": " 'de' y"}


def long_date(day: date, language: str, *, year: bool = False) -> str:
    """ "Friday 27 November", "Freitag, 27. November"; with the year when asked."""
    pattern = _PATTERNS[language] + (_WITH_YEAR.get(language, " y") if year else "")
    return str(format_date(day, pattern, locale=language))


def weekday_name(day: date, language: str) -> str:
    """ "Friday", "Freitag", "viernes"."""
    return str(format_date(day, "EEEE", locale=language))


def hour(moment: datetime, language: str) -> str:
    """ "22:00", "22 Uhr", "22h30": as promoters of that language write it."""
    if language == "de":
        return f"{moment:%H:%M} Uhr" if moment.minute else f"{moment.hour} Uhr"
    if language == "fr":
        return f"{moment.hour}h{moment:%M}" if moment.minute else f"{moment.hour}h"
    return f"{moment:%H:%M}"
