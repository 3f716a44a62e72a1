"""Which facts of the event a caption says, and those of a request that would change one. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.copy.claims import Claims, claims_of
from core.copy.facts import check_facts
from core.copy.money import amounts_in
from core.copy.tiers import current_price
from core.copy.times import hour, long_date
from core.copy.wishes import Wishes, read_wishes
from core.events.moments import evening_of
from core.events.moments.folding import fold
from core.events.moments.hours import Role
from core.ports.copywriter import Brief

_WRONG = frozenset({"wrong_date", "wrong_weekday", "wrong_time", "wrong_price"})
_SETS = re.compile(
    r"(?<!\w)(?:venue|place|location|ort|lugar|lieu|luogo|date|datum|fecha|data)\s+"
    r"(?:is|ist|=|changed to|moved to|should be|sollte|es|est|è)\s+(?!missing|wrong|fehlt|falsch)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"(?<!\w)(?:prices?|preise?|eintritt|entry|tickets?|costs?|kostet?|precio|entrada|cuesta|prix|entr[ée]e|co[ûu]te"
    r"|prezzo|ingresso|costa)(?!\w)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d:.,])\d{1,4}(?:[.,]\d{1,2})?(?![\d:]|\s?(?:uhr|h|am|pm|st|nd|rd|th)\b)", re.IGNORECASE)
_MAKE = r"(?:make it|mach(?:e|t)? es|hazlo|rends-le|fallo)"
_LEFT_OVER = re.compile(
    r"^[\s,;.:]+|[\s,;:.]+$|(?<!\w)(?:and|but|und|aber|y|et|e)$",
    re.IGNORECASE,
)
"""What stood around a part that was taken out."""


def facts_in(caption: str, brief: Brief) -> Iterator[tuple[str, str]]:
    """(what it is, as the record has it) of every fact the caption says: "venue", "Halle 7"."""
    brief = _record(brief)
    said, claims = fold(caption), claims_of(caption, brief)
    if fold(brief.name) in said:
        yield "name", brief.name
    if any(day.dated and claims.allowed_day(day) for day in claims.all_days):
        yield "date", long_date(evening_of(brief.starts_local), "en", year=True)
    yield from _times(claims, brief)
    for key, value in (("venue", brief.venue), ("city", brief.city), ("genre", brief.genre)):
        if value and fold(value) in said:
            yield key, value
    if playing := [name for name in brief.lineup if fold(name) in said]:
        yield "line-up", ", ".join(playing)
    if any(amount.same_as(known) for amount in amounts_in(caption) for known in amounts_in(brief.price)):
        yield "price", current_price(brief)
    if brief.ticket_link and "bio" in said:
        yield "tickets", brief.ticket_link


def _times(claims: Claims, brief: Brief) -> Iterator[tuple[str, str]]:
    told = {minute for one in claims.all_hours for minute in one.minutes}
    for key, moment in (("start", brief.starts_local), ("doors", brief.doors_local), ("end", brief.ends_local)):
        if moment and moment.hour * 60 + moment.minute in told:
            yield key, hour(moment, "en")


def fact_wishes(request: str, brief: Brief) -> tuple[str, ...]:
    """Parts of a request that would have the caption say something else than the event record.

    They are no wish for other words: with them in the request, the fact lock would take the new hour for allowed.
    """
    brief, wishes = _record(brief), read_wishes(request)
    loose = [one for one in (*wishes.facts, *wishes.other) if _contradicts(one, brief)]
    said = [one for one in (*wishes.mentioned, *wishes.added) if _names_another_hour(one, brief)]
    return (*loose, *said)


def without(request: str, parts: tuple[str, ...]) -> str:
    """What is left of a request; "" when nothing is left that anybody could do."""
    wishes = read_wishes(request)
    rest = replace(
        wishes,
        facts=_but(wishes.facts, parts),
        other=_but(wishes.other, parts),
        mentioned=_but(wishes.mentioned, parts),
        added=_but(wishes.added, parts),
    )
    if rest == Wishes():
        return ""
    for part in parts:
        request = re.sub(rf"(?:{_MAKE}\s+)?{re.escape(part)}(?:\s+and\s+)?", "", request, flags=re.IGNORECASE)
    while (shorter := _LEFT_OVER.sub("", request)) != request:
        request = shorter
    return request


def _but(said: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in said if one not in parts)


def _record(brief: Brief) -> Brief:
    return replace(brief, request="", previous="")


def _contradicts(clause: str, brief: Brief) -> bool:
    if any(finding.code in _WRONG for finding in check_facts(clause, brief)):
        return True
    if _SETS.search(clause) and not any(fold(one) in fold(clause) for one in (brief.venue, brief.city) if one):
        return True
    return bool(_PRICE.search(clause)) and any(not _is_price(number, brief) for number in _NUMBER.findall(clause))


def _is_price(number: str, brief: Brief) -> bool:
    cents = [re.sub(r"[.,]0{1,2}$", "", one.replace(",", ".")) for one in (number, *_NUMBER.findall(brief.price))]
    return cents[0] in cents[1:]


def _names_another_hour(text: str, brief: Brief) -> bool:
    """A start, doors or an end that is not the event's; any other hour may be of something else."""
    claims = claims_of(text, brief)
    return any(one.role is not Role.PLAIN and not claims.allowed_hour(one) for one in claims.hours)
