"""The same caption with new facts in the places of the old ones, as each language writes them. Pure.

What people wrote by hand stays, and nobody has to read a text anew for one hour in it.
"""

import re
from collections.abc import Iterator

from core.copy.languages import LANGUAGES
from core.copy.phrasebook import capital
from core.copy.times import hour, long_date, weekday_name
from core.events.moments import evening_of
from core.ports.copywriter import Brief

Swap = tuple[str, str]


def same_words_with(caption: str, before: Brief, after: Brief) -> str:
    """Every old fact that is written out is replaced by the new one, all at once; the longest come first."""
    swaps: dict[str, str] = {}
    for old, new in _swaps(before, after):
        if old and new and old != new:
            swaps.setdefault(old, new)
    if not swaps:
        return caption
    longest_first = sorted(swaps, key=len, reverse=True)
    pattern = "|".join(rf"(?<![\w.:,]){re.escape(old)}(?![\w]|[:.,]\d)" for old in longest_first)
    return re.sub(pattern, lambda found: swaps[found[0]], caption)


def _swaps(before: Brief, after: Brief) -> Iterator[Swap]:
    for key in ("name", "venue", "city", "price"):
        yield getattr(before, key), getattr(after, key)
    for language in LANGUAGES:
        yield from _days(before, after, language)
    yield from _hours(before, after)


def _days(before: Brief, after: Brief, language: str) -> Iterator[Swap]:
    old, new = evening_of(before.starts_local), evening_of(after.starts_local)
    if old == new:
        return
    written = [(long_date(old, language, year=year), long_date(new, language, year=year)) for year in (True, False)]
    written.append((weekday_name(old, language), weekday_name(new, language)))
    for was, now in written:
        yield was, now
        yield capital(was), capital(now)


def _hours(before: Brief, after: Brief) -> Iterator[Swap]:
    """Start, doors and end at once. An hour that stood for two things which part now is left for a writer."""
    moments = [
        (before.starts_local, after.starts_local),
        (before.doors_local, after.doors_local),
        (before.ends_local, after.ends_local),
    ]
    known = [(was, now) for was, now in moments if was is not None]
    for was, now in known:
        others = [other for moment, other in known if moment.time() == was.time()]
        if now is None or any(other is None or other.time() != now.time() for other in others):
            continue
        if was.time() == now.time():
            continue
        for language in LANGUAGES:
            yield hour(was, language), hour(now, language)
