"""The plan as iCalendar (RFC 5545). Pure: the same plan gives the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

LONGEST_LINE = 75
"""Octets, without the line's end."""
POST_TAKES = timedelta(minutes=15)


@dataclass(frozen=True)
class Entry:
    """One happening. `status` is one of CONFIRMED, TENTATIVE, CANCELLED; `stamp` is when it was written down."""

    id: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    status: str
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    busy: bool = False


def post_id(post: UUID) -> str:
    return f"post-{post}@rite"


def event_id(event: UUID) -> str:
    return f"event-{event}@rite"


def written(name: str, entries: Sequence[Entry]) -> str:
    """A whole calendar; programs are asked to look again within the hour."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rite//Plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for entry in entries for line in _entry(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _entry(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}"
    yield f"DTSTAMP:{_moment(entry.stamp)}"
    yield f"DTSTART:{_moment(entry.starts_at)}"
    yield f"DTEND:{_moment(entry.ends_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"STATUS:{entry.status}"
    yield f"TRANSP:{'OPAQUE' if entry.busy else 'TRANSPARENT'}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.location:
        yield f"LOCATION:{_text(entry.location)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    if entry.url:
        yield f"URL:{_address(entry.url)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _address(url: str) -> str:
    return "".join(url.split())


def _folded(line: str) -> Iterable[str]:
    """No line over 75 octets, no letter torn apart."""
    room, part = LONGEST_LINE, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", LONGEST_LINE - 1
        part += letter
        room -= size
    yield part
