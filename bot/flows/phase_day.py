"""When a phase of a plan goes out, as people say it: a day counted from the event, a span before doors, or never."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.language import mark, tr
from core.errors import InvalidAnswer

_OUT = re.compile(
    r"(?:leave (?:it )?)?out|drop(?: it)?|none|no|weg|raus|ohne|fuera|sin|hors|dehors|sans|fuori|senza|fora|sem",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"(?:the )?(?:day itself|same day|event)|(?:der|am) tag selbst|(?:el )?mismo d[ií]a|(?:le )?jour m[êe]me|"
    r"(?:il )?giorno stesso|(?:o )?pr[óo]prio dia|0",
    re.IGNORECASE,
)
_DAY = r"d|days?|tag(?:e|en)?|d[ií]as?|j|jours?|giorn[oi]"
_WEEK = r"w|weeks?|wochen?|semanas?|semaines?|settiman[ae]"
_HOUR = r"h|hours?|std|stunden?|horas?|heures?|or[ae]"
_MINUTE = r"min|minutes?|minuten?|minut[oi]s?"
_BEFORE = r"before|vorher|davor|vor|antes|avant|prima"
_AFTER = r"after|danach|nachher|nach|despu[ée]s|apr[èe]s|dopo|depois"
_DAYS = re.compile(
    rf"(?P<sign>[+-]?)\s*(?P<number>\d{{1,3}})\s*(?:(?:{_DAY}|(?P<weeks>{_WEEK}))\b)?\s*(?:{_BEFORE}|(?P<after>{_AFTER}))?",
    re.IGNORECASE,
)
_DOORS = re.compile(
    rf"(?P<whole>\d{{1,2}})(?:[:.](?P<part>\d{{2}}))?\s*(?:{_HOUR}|(?P<minutes>{_MINUTE}))\s*"
    rf"(?:(?:{_BEFORE})(?:\s+\D{{1,30}})?)?",
    re.IGNORECASE,
)
UNREADABLE = mark(
    "Write it like “3 days before”, “1 day after”, “0” for the day itself, “2 hours before doors”, or “out”."
)


@dataclass(frozen=True)
class When:
    """A phase's place: a day counted from the event, or a span before doors, or none at all."""

    day: int | None = None
    before_doors: timedelta | None = None
    out: bool = False


def when_said(text: str) -> When:
    """ "3 days before", "1 after", "2h before doors", "out". A bare number is of days before. Raises InvalidAnswer."""
    text = " ".join(text.split())
    if _OUT.fullmatch(text):
        return When(out=True)
    if _ITSELF.fullmatch(text):
        return When(day=0)
    if found := _DAYS.fullmatch(text):
        days = int(found["number"]) * (7 if found["weeks"] else 1)
        after = found["after"] or (found["sign"] == "+" and not re.search(rf"\b(?:{_BEFORE})\b", text, re.IGNORECASE))
        return When(day=days if after else -days)
    if found := _DOORS.fullmatch(text):
        whole, part = int(found["whole"]), int(found["part"] or 0)
        span = timedelta(minutes=whole) if found["minutes"] else timedelta(hours=whole, minutes=part)
        return When(before_doors=span)
    raise InvalidAnswer(tr(UNREADABLE), field="day")
