"""Small changes to one language's text: only what was asked for changes, whoever wrote the rest."""

from dataclasses import replace
from itertools import product

from core.copy.compose import compose
from core.copy.craft import IN_BIO
from core.copy.facts import check_facts
from core.copy.style import TONES, Style, styled
from core.copy.text import is_tags, without_emoji
from core.copy.wishes import Wishes
from core.ports.copywriter import Brief

_MORE = ("people", "about", "music", "audience", "farewell")


def changed(kept: list[str], brief: Brief, now: Style, wanted: Style, wishes: Wishes) -> list[str]:
    """The paragraphs of a text with the wishes heeded that leave it the text it is."""
    if wishes.left_out or wishes.emoji > 0:
        kept = _recomposed(kept, brief, now, wishes)
    if wishes.tags is False:
        kept = [one for one in kept if not is_tags(one)]
    if wishes.length < 0:
        kept = shorter(kept, brief, now.language)
    elif wishes.length > 0:
        more = [part.text for part in compose(brief, wanted) if part.kind in _MORE]
        kept = with_new(kept, [one for one in more if one not in joined(kept)])
    return [without_emoji(one) for one in kept] if wishes.emoji < 0 else kept


def _recomposed(kept: list[str], brief: Brief, now: Style, wishes: Wishes) -> list[str]:
    """Paragraphs we wrote, written again with the wish heeded; others stay."""
    swapped: dict[str, str] = {}
    for tone, emoji, length in product(TONES, range(3), (-1, 0, 1)):
        style = replace(now, tone=tone, emoji=emoji, length=length)
        plain = {part.kind: part.text for part in compose(brief, style)}
        heeded = {
            part.kind: part.text for part in compose(brief, replace(styled(style, wishes), language=now.language))
        }
        swapped |= {text: heeded.get(kind, "") for kind, text in plain.items() if text not in swapped}
    return [swapped.get(one, one) for one in kept]


def shorter(kept: list[str], brief: Brief, language: str, most: int | None = None) -> list[str]:
    """Without the paragraphs it can do without; the ticket line goes only when nothing else can.

    most: characters to come down to; None: two thirds of what it has.
    """
    words = [one for one in kept if not is_tags(one)]
    target = sum(map(len, words)) * 2 // 3 if most is None else most
    told = replace(brief, language=language)
    findings = len(check_facts(joined(kept), told))
    shortened = kept
    for one in sorted(words[1:], key=lambda one: (_calls(one), -len(one))):
        long_enough = sum(len(word) for word in shortened if not is_tags(word)) > target
        without = [other for other in shortened if other is not one]
        spared = _calls(one) and shortened != kept
        if long_enough and not spared and len(check_facts(joined(without), told)) <= findings:
            shortened = without
    return shortened


def with_new(kept: list[str], new: list[str]) -> list[str]:
    """New paragraphs stand before the ticket line and the hashtags."""
    end = len(kept)
    while end > 1 and (is_tags(kept[end - 1]) or (_calls(kept[end - 1]) and "\n" not in kept[end - 1])):
        end -= 1
    return [*kept[:end], *new, *kept[end:]]


def joined(kept: list[str]) -> str:
    return "\n\n".join(one for one in kept if one)


def _calls(paragraph: str) -> bool:
    return IN_BIO.search(paragraph) is not None
