"""A caption changed as a person asked in words, keeping what nobody asked to change."""

from dataclasses import replace
from itertools import product

from core.copy.compose import Part, compose, mention, topic_text
from core.copy.facts import check_facts
from core.copy.languages import language_of
from core.copy.style import TONES, Style, styled
from core.copy.text import LONGEST, caption_of, is_tags, paragraphs, without_emoji
from core.copy.wishes import Wishes, read_wishes
from core.hashtags.draft import NO_OTHERS, draft_hashtags, no_others
from core.ports.copywriter import Brief

_NOT_UNDERSTOOD = (
    "I did not understand “{}”. "
    "The offline writer knows: shorter, longer, a tone, a language, emoji, hashtags, add “…”."
)
_FACT = "“{}” is a fact of the event: change it there and every post follows."
_LACKING = "The event has no {} yet."
_ANEW = "Written anew, so earlier changes by hand are not in it."
_SAME = "That changed nothing: the caption was already so."
_CUT = f"Instagram takes at most {LONGEST:,} characters, so the end was cut off."
_OTHER_SEEDS = 12
_CALL = "bio"
"""In every language we write, the ticket line speaks of the bio."""


def revise(brief: Brief, style: Style) -> tuple[str, Style, tuple[str, ...]]:
    """(the changed caption, the style it now has, notes for the person who asked)."""
    wishes = read_wishes(brief.request)
    now = replace(style, language=language_of(brief.previous) or style.language)
    wanted = styled(now, wishes)
    notes = [_NOT_UNDERSTOOD.format(one) for one in wishes.other] + [_FACT.format(one) for one in wishes.facts]
    if wishes.fresh or wishes.tone or wishes.language:
        notes += [_ANEW] if _with_tags(brief.previous, ()) not in _captions(brief, now) else []
        caption = _anew(brief, wanted, fresh=wishes.fresh)
    else:
        caption = _changed(brief, now, wanted, wishes)
    told = {topic: topic_text(topic, brief, wanted) for topic in sorted(wishes.put_in)}
    notes += [_LACKING.format(topic) for topic, text in told.items() if not text]
    mentioned = [mention(text, wanted.language) for text in wishes.mentioned]
    new = [one for one in (*told.values(), *mentioned, *wishes.added) if one and one not in caption]
    caption = _joined(_before_end(paragraphs(caption), new))
    caption = _with_second_language(caption, brief, wanted, wishes)
    if wishes.fresh_tags or wishes.tags_in or wishes.tags_out:
        caption = _with_tags(caption, tags := draft_hashtags(brief))
        notes += [NO_OTHERS] if no_others(brief, tags) else []
    if caption == brief.previous and not notes:
        notes.append(_SAME)
    if len(caption) > LONGEST:
        notes.append(_CUT)
        caption = caption[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return caption, wanted, tuple(notes)


def _captions(brief: Brief, style: Style) -> set[str]:
    return {_with_tags(caption_of(compose(brief, one)), ()) for one in _styles(style)}


def _with_tags(caption: str, tags: tuple[str, ...]) -> str:
    """The caption with these hashtags at its end instead of those it has."""
    return _joined([*(one for one in paragraphs(caption) if not is_tags(one)), " ".join(tags)])


def _styles(style: Style) -> list[Style]:
    """Every style the previous caption may have been written in: its tone and length are not told."""
    return [
        replace(style, tone=tone, emoji=emoji, length=length)
        for tone, emoji, length in product(TONES, range(3), (-1, 0, 1))
    ]


def _anew(brief: Brief, wanted: Style, *, fresh: bool) -> str:
    """Written from the facts; another version begins with another sentence when there is one."""
    first = paragraphs(brief.previous)[:1]
    caption = caption_of(compose(brief, wanted))
    for step in range(1, _OTHER_SEEDS if fresh else 1):
        caption = caption_of(compose(brief, replace(wanted, seed=wanted.seed + step)))
        if paragraphs(caption)[:1] != first:
            break
    return caption


def _changed(brief: Brief, now: Style, wanted: Style, wishes: Wishes) -> str:
    """The previous caption with only what was asked for changed."""
    kept = paragraphs(brief.previous)
    if wishes.left_out or wishes.emoji > 0:
        kept = _recomposed(kept, brief, now, wishes)
    if wishes.tags is False:
        kept = [one for one in kept if not is_tags(one)]
    elif wishes.tags and not any(is_tags(one) for one in kept):
        kept += [part.text for part in compose(brief, wanted) if part.kind == "tags"]
    if wishes.length < 0:
        kept = _shorter(kept, brief)
    elif wishes.length > 0:
        more = [part.text for part in compose(brief, wanted) if part.kind in ("people", "about", "music", "farewell")]
        kept = _before_end(kept, [one for one in more if one not in _joined(kept)])
    if wishes.emoji < 0:
        kept = [without_emoji(one) for one in kept]
    return _joined(kept)


def _recomposed(kept: list[str], brief: Brief, now: Style, wishes: Wishes) -> list[str]:
    """Paragraphs we wrote, written again with the wish heeded; others stay."""
    swapped: dict[str, str] = {}
    for style in _styles(now):
        plain = {part.kind: part.text for part in compose(brief, style)}
        heeded = {part.kind: part.text for part in compose(brief, styled(style, wishes))}
        swapped |= {text: heeded.get(kind, "") for kind, text in plain.items() if text not in swapped}
    return [swapped.get(one, one) for one in kept]


def _shorter(kept: list[str], brief: Brief) -> list[str]:
    """Without the paragraphs it can do without; the ticket line goes only when nothing else can."""
    words = [one for one in kept if not is_tags(one)]
    target = sum(map(len, words)) * 2 // 3
    findings = len(check_facts(_joined(kept), brief))
    shortened = kept
    for one in sorted(words[1:], key=lambda one: (_CALL in one, -len(one))):
        long_enough = sum(len(word) for word in shortened if not is_tags(word)) > target
        without = [other for other in shortened if other is not one]
        spared = _CALL in one and shortened != kept
        if long_enough and not spared and len(check_facts(_joined(without), brief)) <= findings:
            shortened = without
    return shortened


def _with_second_language(caption: str, brief: Brief, wanted: Style, wishes: Wishes) -> str:
    if wishes.also is None or wishes.also == wanted.language:
        return caption
    second = compose(brief, replace(wanted, language=wishes.also, tags=False))
    kept = paragraphs(caption)
    tags = [one for one in kept if is_tags(one)]
    heading = Part("heading", f"— {wishes.also.upper()}")
    return _joined([*(one for one in kept if not is_tags(one)), caption_of((heading, *second)), *tags])


def _before_end(kept: list[str], new: list[str]) -> list[str]:
    """New paragraphs stand before the ticket line and the hashtags."""
    end = len(kept)
    while end > 1 and (is_tags(kept[end - 1]) or (_CALL in kept[end - 1] and "\n" not in kept[end - 1])):
        end -= 1
    return [*kept[:end], *new, *kept[end:]]


def _joined(kept: list[str]) -> str:
    return "\n\n".join(one for one in kept if one)
