"""What plain words tell about an event: a day, an hour, a price, a link, a place, a name."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

LINK = re.compile(r"https?://[^\s)>\"]+")
PRICE = re.compile(r"(?:[€$£]\s?\d+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?\s?(?:€|EUR\b|euros?\b))", re.IGNORECASE)
HOUR = re.compile(
    r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b|\b(1[0-2]|[1-9])\s?(am|pm)\b|\b([01]?\d|2[0-3])\s?(?:uhr|h)\b", re.IGNORECASE
)
ISO_DAY = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
DOTTED_DAY = re.compile(r"\b([0-3]?\d)\.([01]?\d)\.(20\d\d)?")
NAMED_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th|\.)?\s+([A-Za-zä]{3,9})\.?(?:\s+(20\d\d))?")
MONTH_FIRST = re.compile(r"\b([A-Za-zä]{3,9})\.?\s+([0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(20\d\d))?")
NAME_WORD = r"[A-ZÄÖÜ0-9][\w'’&.-]*"
PLACE = re.compile(rf"(?:\bat|@)\s+(?:the\s+)?((?:{NAME_WORD})(?:\s+{NAME_WORD})*)")
CITY = re.compile(r"\bin\s+([A-ZÄÖÜ][\w-]+)")
QUOTED = re.compile(r"[\"“„«]([^\"”“»]{2,80})[\"”“»]")
ACTS = re.compile(r"\b(?:with|mit|feat\.?|line-?up:?)\s+([^.\n]+)", re.IGNORECASE)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GERMAN_MONTHS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GERMAN_WEEKDAYS = {"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonntag": 6}
NEAR = {"today": 0, "tonight": 0, "heute": 0, "tomorrow": 1, "morgen": 1}


def found_in(words: str, today: date) -> Mapping[str, Any]:
    """Facts in plain words, by the names facts go by; only those that were found."""
    found: dict[str, Any] = {}
    if link := LINK.search(words):
        found["ticket_link"] = link.group().rstrip(".,")
    plain = LINK.sub(" ", words)
    if price := PRICE.search(plain):
        found["price"] = price.group().strip()
    if place := PLACE.search(plain):
        found["venue"] = place.group(1).rstrip(".")
    if city := CITY.search(plain):
        found["city"] = city.group(1)
    if acts := ACTS.search(plain):
        found["lineup"] = [name.strip() for name in re.split(r",| and | und |&", acts.group(1)) if name.strip()][:8]
    if name := _name(plain):
        found["name"] = name
    day, hour = day_in(PRICE.sub(" ", plain), today), hour_in(PRICE.sub(" ", plain))
    if day:
        found["date"] = day.isoformat()
        found["starts_local"] = f"{day.isoformat()}T{hour or '00:00'}:00"
    if hour:
        found["time"] = hour
    return found


def _name(words: str) -> str:
    if quoted := QUOTED.search(words):
        return quoted.group(1).strip()
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    return re.split(r"[,:;!?]|\s+(?:at|on|am|im|in|@)\s+|\s+[-–]\s+", first)[0].strip()[:80]


def hour_in(words: str) -> str:
    """The first hour named, HH:MM, "" for none."""
    match = HOUR.search(DOTTED_DAY.sub(" ", words))
    if not match:
        return ""
    hour, minute, twelve, half, german = match.groups()
    if twelve:
        return f"{int(twelve) % 12 + (12 if half.lower() == 'pm' else 0):02d}:00"
    return f"{int(hour or german):02d}:{minute or '00'}"


def day_in(words: str, today: date) -> date | None:
    """The first day named; without a year the next one to come."""
    if match := ISO_DAY.search(words):
        return _date(int(match[3]), int(match[2]), int(match[1]), today)
    if match := DOTTED_DAY.search(words):
        return _date(int(match[1]), int(match[2]), int(match[3] or 0), today)
    for pattern, day, month in ((NAMED_DAY, 1, 2), (MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(words):
            if number := _month(match[month]):
                return _date(int(match[day]), number, int(match[3] or 0), today)
    return _near(words.lower(), today)


def _near(words: str, today: date) -> date | None:
    for name, ahead in NEAR.items():
        if re.search(rf"\b{name}\b", words):
            return today + timedelta(days=ahead)
    for word in re.findall(r"[a-zä]+", words):
        number = GERMAN_WEEKDAYS.get(word, WEEKDAYS.index(word[:3]) if _is_weekday(word) else None)
        if number is not None:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _is_weekday(word: str) -> bool:
    whole = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return word in whole or word in WEEKDAYS


def _month(word: str) -> int | None:
    start = word.lower()[:3]
    return MONTHS.index(start) + 1 if start in MONTHS else GERMAN_MONTHS.get(start)


def _date(day: int, month: int, year: int, today: date) -> date | None:
    try:
        found = date(year or today.year, month, day)
        return found.replace(year=today.year + 1) if not year and found < today else found
    except ValueError:
        return None
