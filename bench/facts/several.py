"""Captions in two languages, and several of them to choose from: each as true, or as false, as one alone."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bench.facts.captions import caption, told_of
from bench.facts.events import made_up
from bench.facts.lies import LIES
from core.copy.check import check_draft
from core.copy.facts import Finding, check_facts
from core.copy.languages import LANGUAGES
from core.copy.offline import OfflineCopywriter
from core.copy.sections import Section, put_together
from core.ports.copywriter import Brief

OPTIONS = 3


@dataclass(frozen=True)
class Checked:
    """A caption, what it was about, and what was found in it."""

    kind: str
    brief: Brief
    text: str
    findings: tuple[Finding, ...]


def honest_in_two(count: int, seed: int) -> Iterator[Checked]:
    for number in range(count):
        brief, second = _about(seed, number)
        dice = random.Random(seed + number)
        told = [
            (one, caption(told_of(replace(brief, language=one), dice), one, dice)) for one in (brief.language, second)
        ]
        yield _checked("honest, two languages", brief, told)


def lying_in_two(count: int, seed: int) -> Iterator[Checked]:
    """Every kind of lie in turns, in the first text or in the second; the other one is true."""
    made = number = 0
    kinds = list(LIES)
    while made < count:
        brief, second = _about(seed, number)
        dice, kind = random.Random(seed + number), kinds[number // len(LANGUAGES) % len(kinds)]
        liar = brief.language if dice.random() < 0.5 else second
        lie = LIES[kind](replace(brief, language=liar), told_of(replace(brief, language=liar), dice), dice)
        number += 1
        if lie is None:
            continue
        made += 1
        record = replace(lie.brief, language=brief.language, also_in=(second,))
        told = []
        for one in (brief.language, second):
            facts = lie.told if one == liar else told_of(replace(record, language=one), dice)
            text = caption(facts, one, dice)
            told.append((one, f"{text}\n{lie.line}" if lie.line and one == liar else text))
        yield _checked(kind, record, told)


def options(count: int, seed: int) -> Iterator[Checked]:
    """What the offline writer offers to choose from, in one language or two; nothing in it may be flagged."""
    writer = OfflineCopywriter()
    for number in range(-(-count // OPTIONS)):
        brief, _second = _about(seed, number)
        brief = brief if number % 2 else replace(brief, also_in=())
        for draft in asyncio.run(writer.options(brief, OPTIONS)):
            yield Checked("options, offline", brief, draft.caption, check_draft(draft.caption, brief))


def _about(seed: int, number: int) -> tuple[Brief, str]:
    """A made-up event, and the second language it is told in."""
    first = LANGUAGES[number % len(LANGUAGES)]
    second = LANGUAGES[(number + 1 + number // len(LANGUAGES) % (len(LANGUAGES) - 1)) % len(LANGUAGES)]
    return replace(made_up(seed + number, first), also_in=(second,)), second


def _checked(kind: str, brief: Brief, told: list[tuple[str, str]]) -> Checked:
    text = put_together(Section(language, words) for language, words in told)
    return Checked(kind, brief, text, check_facts(text, brief))
