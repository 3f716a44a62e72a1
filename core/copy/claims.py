"""What a caption claims, apart from what it repeats word for word from the event record."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.copy.languages import LANGUAGES, language_of, written_in
from core.copy.money import amounts_in
from core.copy.strangers import strangers
from core.copy.text import paragraphs, without_tags
from core.copy.tiers import expired_tiers
from core.events.moments import evening_of
from core.events.moments.folding import fold
from core.events.moments.hours import Role
from core.events.moments.mentions import DayMention, HourMention, find_mentions
from core.ports.copywriter import Brief

_ENDINGS = "com|de|co|fm|org|net|es|fr|it|io|club|events|uk|ch|at"
_LINK = re.compile(rf"https?://\S+|\bwww\.\S+|\b[\w-]{{2,63}}\.(?:{_ENDINGS})(?:/\S*)?(?![\w@])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?")
EARLY_BIRD = re.compile(
    r"\b(?:early[ -]?birds?|frühbucher\w*|presale|vorverkauf|vvk|preventa|pr[ée]vente|prevendita)\b", re.IGNORECASE
)
_AGE = re.compile(
    r"(?<!\w)(?:1[68]|21)\s?\+|\bab (?:1[68]|21)(?: jahren)?\b(?!\s?(?:uhr|[:.€]))|\bover[ -](?:1[68]|21)s?\b"
    r"|\bmayores de (?:1[68]|21)\b|\bplus de (?:1[68]|21) ans\b|\bmaggiori di (?:1[68]|21)\b",
    re.IGNORECASE,
)
_COUNTDOWN = re.compile(
    r"(?<![\d:.,])\b(?:(?:only|noch|in|just|en|dans|tra|fra|faltan?|mancano|manca|plus que|quedan)\s+)?"
    r"(?P<count>\d{1,3})\s+"
    r"(?:days?|tage?n?|d[ií]as?|jours?|giorn[io])\b(?:\s+(?:to go|left|until|bis))?",
    re.IGNORECASE,
)
_SHORTEST_LITERAL = 3
_LITERAL = "⁣"
"""Stands where the caption repeats the record, so that "Friday Night Live" is no claim about Friday."""


@dataclass(frozen=True)
class Claims:
    """A caption's claims. own_words: it without what it repeats. days, hours: in its own words; all_*: in all of it.

    weekdays and minutes: what the record allows. record: all texts of the record and of the change asked for, which
    may bring in an hour, a price or a name, but never another date. The rest: words found that nothing backs.
    """

    caption: str
    own_words: str
    record: tuple[str, ...]
    dates: frozenset[date]
    weekdays: frozenset[int]
    minutes: frozenset[int]
    by_role: Mapping[Role, frozenset[int]]
    days: tuple[DayMention, ...]
    hours: tuple[HourMention, ...]
    all_days: tuple[DayMention, ...]
    all_hours: tuple[HourMention, ...]
    countdowns: tuple[tuple[int, str], ...]
    strangers: tuple[str, ...]
    handles: tuple[str, ...]
    links: tuple[str, ...]
    early_birds: tuple[str, ...]
    expired: tuple[str, ...]
    ages: tuple[str, ...]

    def allowed_hour(self, hour: HourMention) -> bool:
        """A time the record knows; a start, doors or an end must be that very one, and so what follows the date."""
        known = self.by_role.get(hour.role, self.minutes)
        if hour.after_day and hour.role is Role.PLAIN:
            known = self.by_role[Role.START] | self.by_role[Role.DOORS]
        return bool(set(hour.minutes) & known)

    def allowed_day(self, day: DayMention) -> bool:
        """A date the record knows, with its right weekday when one is said."""
        return any(one in self.dates and day.weekday in (None, one.weekday()) for one in day.days)


def claims_of(caption: str, brief: Brief) -> Claims:
    """Read a caption against its brief, each paragraph in its own language."""
    record = (*_record(brief), *((brief.request,) if brief.request else ()))
    own_words = _without_record(caption, brief)
    dates, minutes = _known_times(brief, record)
    days, hours = _mentions(own_words, brief)
    all_days, all_hours = _mentions(caption, brief, LANGUAGES)
    known = fold(" ".join((*record, brief.handle, *(handle for _, handle in brief.people))))
    return Claims(
        caption=caption,
        own_words=own_words,
        record=record,
        dates=dates,
        weekdays=frozenset(one.weekday() for one in dates),
        minutes=minutes,
        by_role=_by_role(brief),
        days=days,
        hours=hours,
        all_days=all_days,
        all_hours=all_hours,
        countdowns=tuple((int(found["count"]), found[0]) for found in _COUNTDOWN.finditer(own_words)),
        strangers=strangers(caption, brief.lineup, _record(brief), known),
        expired=_expired(caption, own_words, brief),
        handles=tuple(one for one in _HANDLE.findall(own_words) if fold(one) not in known),
        links=tuple(_LINK.findall(_HANDLE.sub(" ", caption))),
        early_birds=()
        if brief.phase in ("early_bird", "early_bird_ends")
        else _unbacked(EARLY_BIRD, own_words, record),
        ages=_unbacked(_AGE, own_words, record),
    )


def _record(brief: Brief) -> tuple[str, ...]:
    places = (brief.name, brief.venue, brief.city)
    texts = (*places, brief.price, brief.description, brief.genre, brief.tickets.over, *brief.lineup)
    texts = (*texts, *((brief.next.name, brief.next.venue) if brief.next else ()))
    return tuple(text for text in texts if text)


def _without_record(caption: str, brief: Brief) -> str:
    """The caption with every literal repetition of the record masked, the longest first, and without hashtags."""
    sentences = re.split(r"(?<=[.!?…])\s+|\n", brief.description)
    literals = [*_record(brief), brief.handle, *sentences]
    text = without_tags(caption)
    for literal in sorted({one.strip() for one in literals}, key=len, reverse=True):
        if len(literal) >= _SHORTEST_LITERAL and not literal.isdigit():
            # "este domingo" is no event called Domingo
            cases = f"(?:{re.escape(literal)}|{re.escape(literal.upper())})" if literal.isalpha() else ""
            pattern = cases or f"(?i:{re.escape(literal)})"
            text = re.sub(rf"(?<!\w){pattern}(?!\w)", _LITERAL, text)
    return text


def _known_times(brief: Brief, record: tuple[str, ...]) -> tuple[frozenset[date], frozenset[int]]:
    evening = evening_of(brief.starts_local)
    days = {evening, brief.starts_local.date()}
    if brief.next:
        days |= {evening_of(brief.next.starts_local), brief.next.starts_local.date()}
    if brief.ends_local and brief.ends_local.date() - evening > timedelta(days=1):
        days.add(brief.ends_local.date())
    moments = [one for one in (brief.starts_local, brief.doors_local, brief.ends_local) if one]
    minutes = {_minute(one) for one in moments}
    long_before = evening - timedelta(days=180)
    for language in LANGUAGES:
        told_days, _ = find_mentions("\n".join(_record(brief)), long_before, language)
        _, told_hours = find_mentions("\n".join(record), long_before, language)
        days |= {one for day in told_days if day.dated for one in day.days}
        minutes |= {minute for told in told_hours for minute in told.minutes}
    return frozenset(days), frozenset(minutes)


def _by_role(brief: Brief) -> dict[Role, frozenset[int]]:
    """What "start" and "doors" may be followed by; an end only when the record has one."""
    start = _minute(brief.starts_local)
    doors = _minute(brief.doors_local) if brief.doors_local else start
    ends = {Role.END: frozenset({_minute(brief.ends_local)})} if brief.ends_local else {}
    return {Role.START: frozenset({start}), Role.DOORS: frozenset({doors}), **ends}


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _mentions(
    text: str, brief: Brief, languages: Sequence[str] = ()
) -> tuple[tuple[DayMention, ...], tuple[HourMention, ...]]:
    days: list[DayMention] = []
    hours: list[HourMention] = []
    long_before = evening_of(brief.starts_local) - timedelta(days=180)
    for paragraph in paragraphs(text):
        for language in dict.fromkeys((written_in(brief.language), language_of(paragraph), *languages)):
            found_days, found_hours = find_mentions(paragraph, long_before, language) if language else ((), ())
            days += (day for day in found_days if not _is_no_claim(day, paragraph, language or ""))
            hours += (_as_written(hour, language or "") for hour in found_hours)
    return tuple(days), tuple(hours)


def _as_written(hour: HourMention, language: str) -> HourMention:
    """ "9 Uhr" in a caption is nine in the morning: outside English, hours in figures count to 24."""
    in_figures = language != "en" and re.search(r"\d\s?(?:uhr|h\b|:)", hour.said, re.IGNORECASE)
    return replace(hour, minutes=(min(hour.minutes),)) if in_figures and hour.minutes else hour


def _is_no_claim(day: DayMention, paragraph: str, language: str) -> bool:
    """ "la semana siguiente" is the week after the event, not the week after today."""
    return _means_morning(day, paragraph, language) or (day.next_week and day.said.lower().endswith("siguiente"))


def _means_morning(day: DayMention, paragraph: str, language: str) -> bool:
    """ "bis zum Morgen" and "hasta la mañana" speak of the morning, not of tomorrow."""
    if day.from_today != 1 or " " in day.said.strip():
        return False
    before = paragraph[: day.place].lower().split()[-1:]
    articles = {"de": ("den", "dem", "am", "zum", "der", "jeden", "frühen"), "es": ("la", "una", "cada")}
    return bool(before) and before[0] in articles.get(language, ())


def _expired(caption: str, own_words: str, brief: Brief) -> tuple[str, ...]:
    """What is said of tickets that are not sold any more when the post goes out, unless their last day is said too."""
    over = expired_tiers(brief)
    if not over:
        return ()
    days, _ = _mentions(caption, brief, LANGUAGES)
    told = {one for day in days if day.dated for one in day.days}
    over = tuple(tier for tier in over if tier.until not in told)
    gone = [amount for tier in over for amount in amounts_in(tier.text)]
    said = [amount.said for amount in amounts_in(own_words) if any(amount.same_as(one) for one in gone)]
    early = over and any(EARLY_BIRD.search(tier.text) for tier in over)
    return (*said, *(found[0] for found in EARLY_BIRD.finditer(own_words) if early))


def _unbacked(pattern: re.Pattern[str], text: str, record: Iterable[str]) -> tuple[str, ...]:
    backed = " ".join(record)
    return () if pattern.search(backed) else tuple(found[0] for found in pattern.finditer(text))
