"""Whether a caption does its work, besides being true: length, first line, call to action, languages. Pure."""

import re
from collections.abc import Callable, Iterator

from core.copy.facts import Finding
from core.copy.languages import NAMES
from core.copy.lengths import FOLD, allowed, length_of, seen_at_once
from core.copy.sections import Section, taken_apart
from core.copy.spoken import languages_for
from core.copy.text import without_emoji
from core.ports.copywriter import Brief

_SLACK = 1.25
"""A true caption is not thrown away for a few words too many; it is only asked for once more."""
CALLING = frozenset(
    {
        "announcement",
        "early_bird",
        "early_bird_ends",
        "lineup",
        "spotlight",
        "reminder",
        "countdown",
        "tonight",
        "doors",
    }
    | {"next_one", "selling_fast", "last_tickets", "new_tier"}
)
"""Phases that sell: with a ticket link, their captions say where it is."""
IN_BIO = re.compile(r"\bbio\b", re.IGNORECASE)
"""In every language we write, the ticket line speaks of the bio."""
GREETING = re.compile(
    r"^\W*(?:hello|hi|hey|dear|good (?:morning|evening)|hallo|liebe (?:leute|alle|freund\w*|gäste|community|fans)|moin"
    r"|guten (?:morgen|abend)|hola|buenas|buenos días|queridos|bonjour|bonsoir|salut|coucou|chers|ciao|buongiorno"
    r"|buonasera|salve|cari)\b(?!-)[^.!?:–—,\n]{0,40}?(?:[.!?:–—,]+\s*|\n+|$)",
    re.IGNORECASE,
)
"""How captions that lose their first line begin: "Hey everyone! ..." """
NOTHING_TO_TAP = re.compile(
    r"\blink (?:below|above|in (?:the )?comments?)\b|\bswipe up\b|\b(?:tap|click) the (?:link )?sticker\b"
    r"|\blink[ -]?sticker\b|\blink (?:unten|in den kommentaren)\b|\bhochwischen\b"
    r"|\benlace (?:abajo|en los comentarios)\b"
    r"|\bdesliza hacia arriba\b|\blien (?:ci-dessous|en commentaire)\b|\bglissez vers le haut\b"
    r"|\blink (?:qui sotto|nei commenti)\b|\bscorri verso l['’]alto\b",
    re.IGNORECASE,
)
"""Calls that lead nowhere: a caption has no link, and a story sent through the API no sticker."""


def check_craft(caption: str, brief: Brief) -> tuple[Finding, ...]:
    """What keeps a draft from doing its work; empty: all is well."""
    said = taken_apart(caption, brief.language)
    found = [one for section in said.sections for check in _CHECKS for one in check(section, brief)]
    return (*dict.fromkeys(found), *_languages(said.languages, brief))


def _length(section: Section, brief: Brief) -> Iterator[Finding]:
    most, count = allowed(brief), length_of(section.text, brief)
    if count > most:
        code = "over_target" if count <= most * _SLACK else "too_long"
        yield Finding(code, f"It has {count:,} characters; for a {brief.format} at most {most:,} are wanted.")


def _first_line(section: Section, brief: Brief) -> Iterator[Finding]:
    """Of first drafts only: who asks for a change may begin as they like."""
    if brief.previous:
        return
    line = section.text.partition("\n")[0].strip()
    if (greeting := GREETING.match(line)) and brief.name.lower() not in greeting[0].lower():
        said = greeting[0].strip()
        yield Finding("greeting", f"“{said}” is a greeting: begin with the event's name or a hook.", said)
    elif not without_emoji(line).strip(" .!?#@"):
        yield Finding("first_line", "The first line says nothing: begin with the event's name or a hook.", line)
    elif not seen_at_once(line, brief):
        yield Finding("first_line", f"The first line has {len(line)} characters; {FOLD} are seen before “more”.", line)


def _call(section: Section, brief: Brief) -> Iterator[Finding]:
    if dead := NOTHING_TO_TAP.search(section.text):
        yield Finding("dead_call", f"“{dead[0]}” leads nowhere: say “link in bio”.", dead[0])
    wanted = brief.ticket_link and brief.phase in CALLING and not brief.previous
    if wanted and not IN_BIO.search(section.text):
        yield Finding("missing_call", f"The {NAMES[section.language]} text does not say that tickets are in the bio.")


def _languages(spoken: tuple[str, ...], brief: Brief) -> Iterator[Finding]:
    wanted = languages_for(brief)
    if len(wanted) < 2:
        return
    for language in wanted:
        if language not in spoken:
            yield Finding("missing_language", f"The {NAMES[language]} text is missing.", language)


_CHECKS: tuple[Callable[[Section, Brief], Iterator[Finding]], ...] = (_length, _first_line, _call)
