"""What people ask a report for, in their own words: "last month", "October 2025 reach, clicks", "as pdf". Pure.

Words of all our languages are understood at once: whoever types "letzten Monat" need not have set a language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from bot.cards.report_words import GROUPS, LABELS, SHORT
from bot.language import LANGUAGES, tr
from core.errors import InvalidAnswer
from core.reports.performance import CLICKS, METRICS
from core.reports.span import Named, Span, month_span, named_span, span_of

PDF, CSV = "pdf", "csv"
_NAMED = {
    Named.THIS_WEEK: ("this week", "diese woche", "dieser woche", "esta semana", "cette semaine", "questa settimana"),
    Named.LAST_WEEK: (
        "last week",
        "letzte woche",
        "letzter woche",
        "semana pasada",
        "semaine dernière",
        "settimana scorsa",
        "semana passada",
    ),
    Named.THIS_MONTH: ("this month", "diesen monat", "dieser monat", "este mes", "ce mois", "questo mese", "este mês"),
    Named.LAST_MONTH: (
        "last month",
        "letzten monat",
        "letzter monat",
        "mes pasado",
        "mois dernier",
        "mese scorso",
        "mês passado",
    ),
    Named.THIS_YEAR: ("this year", "dieses jahr", "este año", "cette année", "quest'anno", "este ano"),
    Named.LAST_YEAR: ("last year", "letztes jahr", "año pasado", "année dernière", "anno scorso", "ano passado"),
}
_DAYS = re.compile(r"\b(\d{1,3}) (?:days?|tage?n?|d[ií]as?|jours?|giorni)\b")
_DAY = r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))"
_FROM_TO = re.compile(rf"{_DAY}(?:\s*(?:to|until|till|bis|hasta|al?|jusqu'au|au|fino al|até|-|–|,)?\s*{_DAY})?")
_YEAR = re.compile(r"\b(20\d\d)\b")
_FILES = {PDF: ("pdf",), CSV: ("csv", "table", "tabelle", "tabla", "tableau", "tabella", "tabela", "excel")}
_ALSO: Mapping[str, tuple[str, ...]] = {
    "reach": ("reach", "people"),
    "impressions": ("impressions", "views"),
    "engagement": ("engagement", "interactions"),
    "profileVisits": ("profile visits", "visits"),
    "websiteClicks": ("link taps", "taps", "website clicks"),
    CLICKS: ("clicks",),
}
_FILLING = re.compile(
    r"report|for|of|the|in|as|and|a|an|last|from|please|all|numbers"
    r"|für|der|des|den|dem|im|vom|als|und|letzte[nr]?|bericht|zahlen"
    r"|del?|la|los|las|el|en|como|y|últimos|últimas|informe|du|les?|des|un|une|et|derniers|dernières|dans|rapport"
    r"|di|il|lo|gli|come|e|ultimi|ultime|do|da|o|os|por|relatório"
)
"""What may stand around it, in all our languages."""


@dataclass(frozen=True)
class Wish:
    """file: "pdf", "csv", or "" for the card; metrics: none means all."""

    span: Span
    metrics: tuple[str, ...] = ()
    file: str = ""


def wish_said(words: str, today: date) -> Wish:
    """Without words the last thirty days. Raises InvalidAnswer for words that mean nothing here."""
    rest = " ".join(words.casefold().replace("’", "'").split())
    span, rest = _span(rest, today)
    file, rest = _taken(rest, _FILES)
    metrics = []
    while True:
        name, rest = _taken(rest, _names())
        if not name:
            break
        metrics.append(name)
    strange = [word for word in re.split(r"[\s,;:]+", rest) if word and not _FILLING.fullmatch(word)]
    if strange:
        raise InvalidAnswer(
            tr(
                "I don't know “{word}” here. Try report last month, report October pdf, report 2026-10-01 to "
                "2026-10-31, or report this year reach, clicks.",
                word=strange[0][:40],
            )
        )
    known = span or named_span(Named.LAST_30_DAYS, today)
    return Wish(span_of(known.first, known.last, today), tuple(name for name in METRICS if name in metrics), file)


def days_said(text: str, today: date) -> Span:
    """ "2026-10-01 to 2026-10-31", or anything else a report can be asked for. Raises InvalidAnswer."""
    return wish_said(text, today).span


def _span(text: str, today: date) -> tuple[Span | None, str]:
    """The span that is named, and the words that are left."""
    if found := _FROM_TO.search(text):
        first = _day(found.groups()[:6])
        last = _day(found.groups()[6:]) if any(found.groups()[6:]) else first
        return Span(first, last), _without(text, found)
    for named, phrases in _NAMED.items():
        for phrase in phrases:
            if found := re.search(rf"\b{re.escape(phrase)}\b", text):
                return named_span(named, today), _without(text, found)
    if found := _DAYS.search(text):
        days = max(1, int(found[1]))
        return Span(date.fromordinal(today.toordinal() - days + 1), today), _without(text, found)
    return _month_or_year(text, today)


def _month_or_year(text: str, today: date) -> tuple[Span | None, str]:
    year = _YEAR.search(text)
    for name, month in _months().items():
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)\.?", text):
            span = month_span(month, today, int(year[1]) if year else None)
            left = _without(text, found)
            return span, left.replace(year[1], " ") if year else left
    if year:
        return Span(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)), _without(text, year)
    return None, text


def _day(parts: tuple[str | None, ...]) -> date:
    year, month, day = parts[:3] if parts[0] else (parts[5], parts[4], parts[3])
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        raise InvalidAnswer(tr("There is no such day. Write days like 2026-10-31."), field="days") from None


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _taken(text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """(what one of its phrases stands for, the words that are left); the longest phrase first."""
    phrases = sorted(((phrase, name) for name, many in known.items() for phrase in many), key=lambda one: -len(one[0]))
    for phrase, name in phrases:
        if found := re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text):
            return name, _without(text, found)
    return "", text


def _names() -> Mapping[str, tuple[str, ...]]:
    """Every name of a number: ours, the plan's, and as its reader sees it."""
    seen = {name: (LABELS[name], SHORT[name], tr(LABELS[name]), tr(SHORT[name])) for name in METRICS}
    return {name: tuple({word.casefold() for word in (name, *_ALSO.get(name, ()), *seen[name])}) for name in METRICS}


@cache
def _months() -> Mapping[str, int]:
    """ "october", "oct", "oktober", ... -> 10; long names before short ones."""
    names = dict(_written())
    return dict(sorted(names.items(), key=lambda one: -len(one[0])))


def _written() -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=language).items():
                if len(plain := str(name).casefold().rstrip(".")) > 2:
                    yield plain, int(month)


def group_of(metrics: tuple[str, ...]) -> str:
    """Which of the offered groups these are; "" where they are all, or anybody's own choice."""
    return next((key for key, (_, names) in GROUPS.items() if set(names) == set(metrics)), "")
