"""A day in a language without a word table of ours, and a second look at what our own rules did not read."""

from datetime import date, datetime

_MOST_CHARACTERS = 40


def read_day(text: str, now_local: datetime, locale: str) -> date | None:
    """The coming day dateparser reads out of a short text, for a person to confirm; None when it reads none."""
    if not 2 < len(text) <= _MOST_CHARACTERS:
        return None
    import dateparser  # takes a tenth of a second, and is rarely needed

    language = locale.replace("_", "-").split("-")[0].lower()
    settings = {"RELATIVE_BASE": now_local, "PREFER_DATES_FROM": "future", "REQUIRE_PARTS": ["day"]}
    for languages in ([language], ["en"]):
        try:
            found = dateparser.parse(text, languages=languages, settings=settings)
        except (ValueError, OverflowError):  # a language it does not know, a date beyond the calendar
            continue
        if found and found.date() >= now_local.date():
            return date(found.year, found.month, found.day)
    return None
