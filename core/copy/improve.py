"""A text made better by rules: what its phase needs, a first line that says something, a call, a bearable length."""

from collections.abc import Callable
from dataclasses import replace

from core.copy.audience import HOW
from core.copy.change import joined, shorter, with_new
from core.copy.compose import audience_line, compose, facts_text
from core.copy.craft import GREETING, check_craft
from core.copy.facts import Finding, check_facts
from core.copy.lengths import length_of, target
from core.copy.phrasebook import capital
from core.copy.style import Style
from core.copy.text import paragraphs
from core.ports.copywriter import Brief

_NOTHING = (
    "I found nothing to better by rules: the facts, the first line, the call and the length are right. "
    "Ask for another version, a tone, or 3 options."
)
_WRONG = "Please look: {}"
_UNKNOWN = "The offline writer has no words of its own for “{}”; a model would."
_FACTS = frozenset({"missing_date", "missing_time", "missing_venue"})

Cure = Callable[[list[str], Brief, Style], list[str]]


def improved(text: str, brief: Brief, style: Style) -> tuple[str, list[str]]:
    """(the text put right where rules can, notes). Words that rules cannot judge stay; false ones are named."""
    first = replace(brief, previous="", request="", language=style.language, also_in=())
    kept = paragraphs(text)
    for codes, cure in _CURES:
        if codes & {finding.code for finding in _found(kept, first)}:
            kept = cure(kept, first, style)
    if (line := audience_line(first, style)) and line not in text:
        kept = with_new(kept, [line])
    if length_of(joined(kept), first) > target(first):
        kept = shorter(kept, first, style.language, target(first))
    notes = [_WRONG.format(one.sentence) for one in check_facts(joined(kept), first)]
    if style.audience and style.audience not in HOW:
        notes.append(_UNKNOWN.format(style.audience))
    if joined(kept) == joined(paragraphs(text)) and not notes:
        notes.append(_NOTHING)
    return joined(kept), notes


def _found(kept: list[str], brief: Brief) -> tuple[Finding, ...]:
    return (*check_facts(joined(kept), brief), *check_craft(joined(kept), brief))


def _part(kind: str, brief: Brief, style: Style) -> list[str]:
    return [part.text for part in compose(brief, replace(style, length=0)) if part.kind == kind]


def _without_links(kept: list[str], brief: Brief, _: Style) -> list[str]:
    """Lines with an address or a call that leads nowhere go; where the tickets are is said anew."""
    links = [finding.said for finding in _found(kept, brief) if finding.code in ("dead_link", "dead_call")]
    lines = ["\n".join(line for line in one.splitlines() if not any(link in line for link in links)) for one in kept]
    return [one for one in lines if one.strip()]


def _without_greeting(kept: list[str], _: Brief, __: Style) -> list[str]:
    rest = GREETING.sub("", kept[0], count=1).strip()
    return [capital(rest), *kept[1:]] if rest else kept[1:]


def _opened(kept: list[str], brief: Brief, style: Style) -> list[str]:
    return [*_part("opening", brief, style), *kept]


def _with_facts(kept: list[str], brief: Brief, style: Style) -> list[str]:
    return [*kept[:1], facts_text(brief, style, "\n".join(kept[:1])), *kept[1:]]


def _with_names(kept: list[str], brief: Brief, style: Style) -> list[str]:
    return [*kept[:1], *(_part("names", brief, style) or _part("people", brief, style)), *kept[1:]]


def _with_call(kept: list[str], brief: Brief, style: Style) -> list[str]:
    return [*kept, *_part("tickets", brief, style)]


_CURES: tuple[tuple[frozenset[str], Cure], ...] = (
    (frozenset({"dead_link", "dead_call"}), _without_links),
    (frozenset({"greeting"}), _without_greeting),
    (frozenset({"first_line", "missing_name"}), _opened),
    (_FACTS, _with_facts),
    (frozenset({"missing_lineup"}), _with_names),
    (frozenset({"missing_call"}), _with_call),
)
"""In this order: what is taken away before what is put in its place."""
