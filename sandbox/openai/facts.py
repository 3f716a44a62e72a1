"""The facts of a prompt: JSON records in it, and what plain words give away."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sandbox.openai.free_text import found_in

ABOUT_THE_EVENT = ("event", "facts")

# what people call the same fact
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "event_name", "title", "event_title", "event"),
    "starts": ("starts_local", "starts", "start", "starts_at", "start_local", "begins", "datetime", "when", "date"),
    "ends": ("ends_local", "ends", "end", "ends_at"),
    "doors": ("doors_local", "doors", "doors_at", "doors_open"),
    "date": ("date", "day", "date_local", "event_date", "starts_on"),
    "time": ("time", "hour", "start_time", "starts_time", "time_local"),
    "venue": ("venue", "venue_name", "place", "location", "where", "room"),
    "city": ("city", "town"),
    "lineup": ("lineup", "line_up", "artists", "acts", "djs", "performers"),
    "link": ("ticket_link", "tickets", "link", "url", "ticket_url", "tickets_url", "website"),
    "price": ("price", "prices", "admission", "entry", "ticket_price"),
    "genre": ("genre", "genres", "style_of_music", "music", "category"),
    "description": ("description", "about", "details", "notes"),
    "phase": ("phase", "phase_key", "moment", "purpose", "stage", "kind"),
    "language": ("language", "lang", "locale"),
    "style": ("style", "tone", "voice", "length"),
    "wish": ("wish", "wishes", "note", "changes", "feedback", "request", "instruction", "instructions"),
}


@dataclass(frozen=True)
class Facts:
    """Facts by the name the prompt gave them, lower case; words is the prompt itself."""

    known: Mapping[str, Any]
    words: str

    def of(self, name: str) -> Any:
        """A fact under its name or any synonym; None when the prompt has none."""
        for key in (name, *SYNONYMS.get(name, ())):
            value = self.known.get(key)
            if value not in (None, "", [], {}) and not isinstance(value, dict):
                return value
        return None

    def text(self, name: str) -> str:
        """A fact as text, "" for none; lists are joined with commas."""
        value = self.of(name)
        if value is None:
            return ""
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def listed(self, name: str) -> list[str]:
        """A fact as a list."""
        value = self.of(name)
        if isinstance(value, list):
            return [spoken(item) for item in value]
        return [part.strip() for part in re.split(r"[,;+]| b2b ", str(value or "")) if part.strip()]

    def starts(self) -> datetime | None:
        """When it begins, as far as the prompt tells; midnight when only the day is known."""
        for name in ("starts", "date"):
            if moment := _moment(self.of(name)):
                clock = _clock(self.of("time"))
                return datetime.combine(moment.date(), clock) if clock and moment.time() == time() else moment
        return None

    def amended(self, changes: Mapping[str, Any]) -> "Facts":
        """These facts with some of them said otherwise."""
        return Facts({**self.known, **changes}, self.words)


def spoken(item: Any) -> str:
    """A list item in a word: itself, or the name in it."""
    if isinstance(item, dict):
        return str(item.get("name") or item.get("title") or next(iter(item.values()), ""))
    return str(item)


def facts_of(words: str, today: date) -> Facts:
    """Read a prompt; plain words count only where no record says otherwise."""
    known: dict[str, Any] = {}
    for record in records(words):
        for name, value in flattened(record):
            known.setdefault(name, value)
    plain = str(known.get("text") or known.get("message") or words)
    has_event = any(key in known for key in (*SYNONYMS["name"], *SYNONYMS["starts"]))
    if not has_event:
        known = {**found_in(plain, _day(known.get("today")) or today), **known}
    return Facts(known, words)


def records(words: str) -> Iterator[Mapping[str, Any]]:
    """Every JSON object written in the words, fenced or not."""
    reader, at = json.JSONDecoder(), 0
    while (at := words.find("{", at)) >= 0:
        try:
            found, at = reader.raw_decode(words, at)
        except ValueError:
            at += 1
            continue
        yield found


def flattened(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and values, the outermost first, so that a nearer name wins."""
    level = [record]
    while level:
        inner: list[Mapping[str, Any]] = []
        for part in level:
            for name, value in part.items():
                yield name.lower(), value
                if isinstance(value, dict):
                    inner.insert(0 if name.lower() in ABOUT_THE_EVENT else len(inner), value)
        level = inner


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).replace(tzinfo=None) if value else None
    except ValueError:
        return None


def _day(value: Any) -> date | None:
    moment = _moment(value)
    return moment.date() if moment else None


def _clock(value: Any) -> time | None:
    try:
        return time.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
