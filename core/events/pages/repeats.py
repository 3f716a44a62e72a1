"""The next time of an event that repeats, without ever counting long."""

import re
from datetime import datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from core.events.pages.calendar_lines import Entry

_OFTEN = re.compile(r"(?:^|;|:)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)")
_ENDLESS = re.compile(
    r"SECOND|MINUTE|HOUR|EASTER|YEARDAY|WEEKNO|INTERVAL=(?:0|-|\d{3})|BYSETPOS=-?(?:[5-9]|\d\d)|BYDAY=[^;]*(?:[6-9]|\d\d)"
    r"|BYMONTH=(?=.*BYMONTHDAY=[^;]*(?:29|3\d))|BYMONTHDAY=[^;]*(?:29|3\d)(?=.*BYMONTH=)|DAILY(?=.*INTERVAL)(?=.*BY)"
    r"|INTERVAL(?=.*BY)(?=.*DAILY)|BY(?=.*INTERVAL)(?=.*DAILY)"
)
"""Rules that give no date for a long time, or far too many: 30 February, each second, a sixth Friday."""
_LONGEST_RULE = 300
_FURTHEST, _MOST = timedelta(days=3 * 366), 400
_OLDEST = timedelta(days=20 * 366)
"""A rule that began longer ago is not counted: nobody promotes it, and somebody may want us to count for ever."""


def next_repeat(entry: Entry, start: datetime, local: datetime) -> datetime:
    """The first time from now on that the rule gives and no exception takes away; the start itself without a rule."""
    rule = entry.text("RRULE").strip().upper()
    if start > local or not _countable(rule) or local - start > _OLDEST:
        return start
    excepted = {stamp[:8] for line in entry.texts("EXDATE") for stamp in line.split(",")}
    try:
        times = rrulestr(_on_the_wall(rule), dtstart=start)
        if "COUNT=" not in rule and "UNTIL=" not in rule:
            times = times.replace(until=local + _FURTHEST)
        coming = islice(times.xafter(local), _MOST)
        found: datetime | None = next((one for one in coming if f"{one:%Y%m%d}" not in excepted), None)
    except (ValueError, TypeError, OverflowError):
        return start
    return found or start


def _countable(rule: str) -> bool:
    """Whether counting ends soon: rules are strangers' texts, and some have no end."""
    return (
        len(rule) <= _LONGEST_RULE
        and rule.count("FREQ=") == 1
        and _OFTEN.search(rule) is not None
        and _ENDLESS.search(rule) is None
    )


def _on_the_wall(rule: str) -> str:
    """The rule's end as the wall clock writes it: the library wants both with a zone or both without."""
    parts = rule.removeprefix("RRULE:").split(";")
    return ";".join(part.removesuffix("Z") if part.startswith("UNTIL=") else part for part in parts)
