"""Read a moment out of a sentence, in the language that understands most of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.events.moments import zones
from core.events.moments.combine import combine
from core.events.moments.day import Day
from core.events.moments.folding import fold
from core.events.moments.moment import Moment
from core.events.moments.other_languages import read_day
from core.events.moments.reading import best_reading, text_without
from core.events.moments.said_zone import in_said_zone

MOST_CHARACTERS = 4000
"""A moment is looked for in this many characters from the beginning."""


def understand_moment(text: str, now: datetime, zone: str, locale: str) -> Moment:
    """When, as `text` says it.

    now: aware; zone: IANA name of the venue's time zone; locale: "en-GB", "de", ... decides the language tried first
    and the order of 12/5. Raises InvalidAnswer for an unknown zone, ValueError for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("understand_moment wants an aware now")
    now_local = zones.to_local(now, zone)
    read, unread = text[:MOST_CHARACTERS], text[MOST_CHARACTERS:]
    folded = fold(read)
    best = best_reading(folded, now_local, locale)
    rest = text_without(read, best) + unread
    if best.minutes_from_now is not None and not (best.said.days or best.said.hours):
        later = zones.to_local(now + timedelta(minutes=best.minutes_from_now), zone).replace(second=0, microsecond=0)
        return Moment(later, rest=rest, day=later.date(), clock=later.time())
    said = best.said
    if said.hours and not said.days and (days := _second_opinion(rest, now_local, locale)):
        said, rest = replace(said, days=days), ""
    moment = in_said_zone(combine(said, now_local), said.hours, best.pieces, folded, zone)
    return replace(_existing(moment, zone), rest=rest)


def _second_opinion(rest: str, now_local: datetime, locale: str) -> tuple[Day, ...]:
    day = read_day(rest, now_local, locale)
    return (Day((day,), sure=False, notes=("I am not sure of the day",)),) if day else ()


def _existing(moment: Moment, zone: str) -> Moment:
    """Clock changes told instead of guessed."""
    if moment.start_local is None:
        shown = (zones.check_local(one, zone).suggestion or one for one in moment.choices)
        return replace(moment, choices=tuple(dict.fromkeys(shown)))
    seen = zones.check_local(moment.start_local, zone)
    if seen.suggestion:
        note = f"{moment.start_local:%H:%M} does not exist that night: the clocks jump forward"
        return Moment(choices=(seen.suggestion,), assumed=(*moment.assumed, note), day=moment.day)
    if seen.kind == "ambiguous":
        note = f"{moment.start_local:%H:%M} happens twice that night, I took the first"
        return replace(moment, assumed=(*moment.assumed, note))
    return moment
