"""The lines of a calendar file: unfolded, taken apart, gathered by event."""

import re
from dataclasses import dataclass, field

MOST_LINES, MOST_ENTRIES, MOST_RULES = 60_000, 500, 40
_PROPERTY = re.compile(r"([A-Za-z-]{1,60})((?:;[^:\";]{1,300}(?:\"[^\"]{0,300}\")?){0,20}):(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([nN,;\\])")


@dataclass(frozen=True)
class Line:
    """One property: its parameters by upper-case name, its value as written."""

    value: str
    parameters: dict[str, str]


@dataclass
class Entry:
    """One event of a file: its properties by upper-case name, in order."""

    lines: dict[str, list[Line]] = field(default_factory=dict)

    def first(self, name: str) -> Line | None:
        return next(iter(self.lines.get(name, ())), None)

    def text(self, name: str) -> str:
        """The first value with escapes undone; "" when there is none."""
        line = self.first(name)
        return _plain(line.value) if line else ""

    def texts(self, name: str) -> list[str]:
        return [_plain(line.value) for line in self.lines.get(name, ())]


@dataclass
class Calendar:
    """zone: what the file says about times in general."""

    entries: list[Entry] = field(default_factory=list)
    zone: str = ""


def entries_in(text: str) -> Calendar:
    """The events of a file; lines nobody understands are passed over, as are alarms and too many rules."""
    calendar, inside, current = Calendar(), [], None
    rules = 0
    for raw in _unfolded(text):
        found = _PROPERTY.fullmatch(raw)
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            inside.append(value.strip().upper())
            if inside[-1] == "VEVENT" and len(calendar.entries) < MOST_ENTRIES:
                current = Entry()
                calendar.entries.append(current)
        elif name == "END":
            if inside:
                inside.pop()
            current = current if inside and current and "VEVENT" in inside else None
        elif current is not None and inside[-1:] == ["VEVENT"]:
            rules += name == "RRULE"
            if name == "RRULE" and rules > MOST_RULES:
                continue
            current.lines.setdefault(name, []).append(Line(value, _parameters(found[2])))
        elif name == "X-WR-TIMEZONE" and not calendar.zone:
            calendar.zone = value.strip()
    return calendar


def _unfolded(text: str) -> list[str]:
    """A line that begins with a space or a tab goes on with the one before."""
    lines: list[list[str]] = []
    for raw in text.lstrip("\ufeff").splitlines()[:MOST_LINES]:
        if raw[:1] in (" ", "\t") and lines:
            lines[-1].append(raw[1:])
        else:
            lines.append([raw])
    return ["".join(parts) for parts in lines]


def _parameters(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip().upper(): value.strip().strip('"') for name, _, value in pairs}


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
