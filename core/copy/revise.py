"""A caption changed as a person asked in words, keeping what nobody asked to change, in each of its languages."""

from dataclasses import dataclass, replace
from itertools import product

from core.copy.change import changed, joined, with_new
from core.copy.compose import compose, mention, topic_text
from core.copy.improve import improved
from core.copy.languages import NAMES, language_of
from core.copy.sections import Said, Section, put_together, taken_apart
from core.copy.spoken import after
from core.copy.style import TONES, Style, styled
from core.copy.text import LONGEST, caption_of, paragraphs
from core.copy.wishes import Wishes, read_wishes
from core.hashtags.draft import NO_OTHERS, draft_hashtags, no_others
from core.ports.copywriter import Brief

_NOT_UNDERSTOOD = (
    "I did not understand “{}”. "
    "The offline writer knows: shorter, longer, better, a tone, a language, emoji, hashtags, add “…”, 3 options."
)
_FACT = "“{}” is a fact of the event: change it there and every post follows."
_LACKING = "The event has no {} yet."
_ANEW = "Written anew, so earlier changes by hand are not in it."
_SAME = "That changed nothing: the caption was already so."
_CUT = f"Instagram takes at most {LONGEST:,} characters, so the end was cut off."
_UNTRANSLATED = "“{}” stands in the {} text only: the offline writer does not translate."
_OTHER_SEEDS = 12


@dataclass(frozen=True)
class _Change:
    """A caption, what is wished of it, and how it is to sound; notes gather what to tell."""

    brief: Brief
    said: Said
    now: Style
    wanted: Style
    wishes: Wishes
    notes: list[str]

    @property
    def anew(self) -> bool:
        return self.wishes.fresh or self.wishes.tone is not None


def revise(brief: Brief, style: Style) -> tuple[str, Style, tuple[str, ...]]:
    """(the changed caption, the style it now has, notes for the person who asked)."""
    wishes = read_wishes(brief.request)
    said = taken_apart(brief.previous, style.language)
    languages = after(said.languages, wishes)
    now = replace(style, language=said.languages[0])
    change = _Change(
        brief, said, now, replace(styled(now, wishes), language=languages[0]), wishes, _first_notes(wishes)
    )
    sections = tuple(_section(change, language, languages) for language in languages)
    caption = put_together(sections, _tags(change))
    if caption == put_together(said.sections, said.tags) and not change.notes:
        change.notes.append(_SAME)
    if len(caption) > LONGEST:
        change.notes.append(_CUT)
        caption = caption[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return caption, change.wanted, tuple(dict.fromkeys(change.notes))


def _first_notes(wishes: Wishes) -> list[str]:
    return [_NOT_UNDERSTOOD.format(one) for one in wishes.other] + [_FACT.format(one) for one in wishes.facts]


def _section(change: _Change, language: str, languages: tuple[str, ...]) -> Section:
    """One language's text after the change, with what was to be put into it."""
    old = change.said.text(language)
    now, wanted = (replace(style, language=language, tags=False) for style in (change.now, change.wanted))
    text = _text(change, old, now, wanted, first=language == languages[0])
    told = {topic: topic_text(topic, change.brief, wanted) for topic in sorted(change.wishes.put_in)}
    change.notes.extend(_LACKING.format(topic) for topic, said in told.items() if not said)
    theirs = _theirs(change, language, languages)
    new = [one for one in (*told.values(), *theirs) if one and one not in text]
    return Section(language, joined(with_new(paragraphs(text), new)))


def _text(change: _Change, old: str, now: Style, wanted: Style, *, first: bool) -> str:
    if not old or change.anew:
        by_hand = first and ((not old and change.wishes.language) or change.anew) and not _ours(change)
        change.notes.extend([_ANEW] if by_hand else [])
        return _anew(change.brief, wanted, paragraphs(old)[:1] if change.wishes.fresh else None)
    text = joined(changed(paragraphs(old), change.brief, now, wanted, change.wishes))
    if change.wishes.better or change.wishes.audience is not None:
        text, notes = improved(text, change.brief, wanted)
        change.notes.extend(notes)
    return text


def _ours(change: _Change) -> bool:
    """Whether what is replaced is a text of the offline writer's own, in whatever tone and length."""
    first = change.said.sections[0]
    styles = (
        replace(change.now, tone=tone, emoji=emoji, length=length, tags=False, audience=audience)
        for tone, emoji, length, audience in product(TONES, range(3), (-1, 0, 1), {change.now.audience, ""})
    )
    plain = replace(change.brief, request="", previous="")
    return any(caption_of(compose(plain, style)) == first.text for style in styles)


def _anew(brief: Brief, wanted: Style, unlike: list[str] | None) -> str:
    """Written from the facts; `unlike`: another version begins with another sentence when there is one."""
    caption = caption_of(compose(brief, wanted))
    for step in range(1, _OTHER_SEEDS if unlike is not None else 1):
        caption = caption_of(compose(brief, replace(wanted, seed=wanted.seed + step)))
        if paragraphs(caption)[:1] != unlike:
            break
    return caption


def _theirs(change: _Change, language: str, languages: tuple[str, ...]) -> list[str]:
    """Words a person wants in it: in the text of their language when there is one, else in the first."""
    placed = []
    for text, shown in (
        *((text, mention(text, language)) for text in change.wishes.mentioned),
        *((text, text) for text in change.wishes.added),
    ):
        tongue = language_of(text)
        home = tongue if tongue in languages else languages[0]
        if home == language:
            placed.append(shown)
            change.notes.extend([_UNTRANSLATED.format(text, NAMES[home])] if len(languages) > 1 else [])
    return placed


def _tags(change: _Change) -> str:
    """The hashtags below everything: as they were, gone, or others when asked for."""
    if change.wishes.fresh_tags or change.wishes.tags_in or change.wishes.tags_out:
        tags = draft_hashtags(change.brief)
        change.notes.extend([NO_OTHERS] if no_others(change.brief, tags) else [])
        return " ".join(tags)
    if change.wishes.tags is False:
        return ""
    if change.said.tags or not (change.wishes.tags or change.anew):
        return change.said.tags
    return "".join(part.text for part in compose(change.brief, change.wanted) if part.kind == "tags")
