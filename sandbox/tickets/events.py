"""The parts of a ticket page: an event's structured data, the page around it, the same event as a calendar file."""

import json
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.responses import HTMLResponse, Response

HOME = ZoneInfo("Europe/Berlin")


def event(start: datetime, name: str = "Warehouse Night") -> dict[str, Any]:
    """schema.org/MusicEvent, as most shops write it; start is the wall clock in Berlin."""
    at = start.replace(tzinfo=HOME)
    return {
        "@context": "https://schema.org",
        "@type": "MusicEvent",
        "name": name,
        "startDate": at.isoformat(),
        "endDate": (at + timedelta(hours=8)).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Halle 7",
            "address": {"@type": "PostalAddress", "addressLocality": "Berlin", "addressCountry": "DE"},
        },
        "performer": [{"@type": "MusicGroup", "name": "Mara Voss"}, {"@type": "MusicGroup", "name": "Nova Delta"}],
        "offers": [{"@type": "Offer", "name": "Early bird", "price": "12.00", "priceCurrency": "EUR"}],
        "description": "A night of techno below the tracks.",
    }


def page(title: str, *blocks: object, head: str = "", body: str = "") -> Response:
    """A page with these blocks of data; a text is a block as it is."""
    written = (one if isinstance(one, str) else json.dumps(one) for one in blocks)
    scripts = "".join(f'<script type="application/ld+json">{block}</script>' for block in written)
    whole = f"<title>{title}</title>{head}{scripts}</head><body><h1>{title}</h1>{body}</body>"
    return HTMLResponse(f"<!doctype html><html><head>{whole}</html>")


def calendar(start: datetime) -> str:
    """Warehouse Night as one entry."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sandbox//tickets//EN",
        "BEGIN:VEVENT",
        "UID:1@tickets.example",
        f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID=Europe/Berlin:{start + timedelta(hours=8):%Y%m%dT%H%M%S}",
        "SUMMARY:Warehouse Night",
        "LOCATION:Halle 7\\, Revaler Str. 99\\, 10245 Berlin",
        "DESCRIPTION:Line-up: Mara Voss\\, Nova Delta\\nPrice: 12 EUR",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)
