"""Who plays, as a caption says it: in a row, or one under the other with their accounts."""

import re

from babel.lists import format_list

from core.copy.phrasebook import word
from core.ports.copywriter import Brief

_MOST_NAMES = 6
_NEVER = re.compile(r"(?!)")
_BEFORE_VOWEL = {
    "es": (re.compile(r" y (?=h?i)", re.IGNORECASE), " e "),
    "it": (re.compile(r" e (?=e)", re.IGNORECASE), " ed "),
}
"""Spanish "y" before an i and Italian "e" before an e change their sound."""
_LIST_LOCALE = {"en": "en_GB"}
"""British lists have no comma before "and"."""
_SET_TIME = re.compile(r"^\s*\d{1,2}(?:[:.h]\d{2}|h| uhr)\s*[-–:·]?\s*", re.IGNORECASE)


def has_set_times(brief: Brief) -> bool:
    """Whether the line-up says who plays when."""
    return any(_SET_TIME.match(name) for name in brief.lineup)


def people_text(brief: Brief, language: str) -> str:
    """ "Mara Voss, Jonas Reh and more": a row of at most six."""
    names = [_SET_TIME.sub("", name) for name in brief.lineup]
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], word(language, "more")]
    listed = str(format_list(names, locale=_LIST_LOCALE.get(language, language))) if names else ""
    hard, soft = _BEFORE_VOWEL.get(language, (_NEVER, ""))
    return hard.sub(soft, listed)


def names_text(brief: Brief) -> str:
    """A line for each, with the account of whoever has one."""
    return "\n".join(_mentioned(name, brief) for name in brief.lineup)


def _mentioned(entry: str, brief: Brief) -> str:
    """An entry of the line-up with the account of whoever it names."""
    folded = entry.casefold()
    handle = next((handle for name, handle in brief.people if folded.endswith(name.casefold())), "")
    return f"{entry} {handle}".rstrip()
