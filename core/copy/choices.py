"""Several captions of one post to choose from, each with a first sentence of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.copy.revise import revise
from core.copy.spoken import languages_for
from core.copy.style import TONES, Style, style_of
from core.copy.text import paragraphs
from core.copy.wishes import read_wishes
from core.copy.write import written
from core.ports.copywriter import Brief

_SEEDS = 24


@dataclass(frozen=True)
class Choice:
    """One caption, in which style it is, and what to tell of it."""

    caption: str
    style: Style
    notes: tuple[str, ...] = ()


def different_captions(brief: Brief, count: int) -> tuple[Choice, ...]:
    """Up to `count`, in the tone asked for, or of other tones when that has no more to say; wishes are heeded.

    Where there are not enough first sentences, the rest of them differs at least.
    """
    begun, had = {_opening(brief.previous)}, {brief.previous}
    choices: list[Choice] = []
    spare: list[Choice] = []
    for style in _styles(style_of(brief), read_wishes(brief.request).tone):
        choice = _choice(brief, style)
        if choice.caption not in had:
            had.add(choice.caption)
            (spare if _opening(choice.caption) in begun else choices).append(choice)
            begun.add(_opening(choice.caption))
        if len(choices) == count:
            break
    return tuple((*choices, *spare)[:count])


def _choice(brief: Brief, style: Style) -> Choice:
    caption = written(replace(brief, request="", previous=""), style, languages_for(replace(brief, request="")))
    if not brief.request:
        return Choice(caption, style)
    return Choice(*revise(replace(brief, previous=caption), style))


def _styles(style: Style, tone: str | None) -> Iterator[Style]:
    seeds = range(style.seed + 1, style.seed + 1 + _SEEDS)
    yield from (replace(style, seed=seed) for seed in seeds)
    if tone is None and style.tone != "formal":
        others = [one for one in TONES if one not in (style.tone, "formal")]
        yield from (replace(style, tone=one, seed=seed) for seed in seeds for one in others)


def _opening(caption: str) -> str:
    return next(iter(paragraphs(caption)), "").split("\n")[0]
