"""What of a text may stand as a description: prose, without what has a place of its own and is checked there.

A description is repeated by captions word for word and the fact lock believes it, so a date, a price or a link in it
would be believed as well; and what a page or a flyer says to machines is nothing to tell to people.
"""

import re
from datetime import date

from core.events.extract.prices import FREE
from core.events.moments import named_days

_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_FACT = re.compile(r"[€£$@#\d{}<>\\|=]|https?:|www\.", re.IGNORECASE)
_AGE = re.compile(
    r"(?:\b(?:ab|ü|over|from|mayores de|moins de|minori di)\s?|[+-])(?:16|18|21)(?:s|\s(?:jahren?|ans|años|anni))?\b"
    r"|\b(?:16|18|21)(?:\s?\+|s?\s(?:and|or)\s(?:over|older|up)\b)",
    re.IGNORECASE,
)
"""An age limit has no place of its own, so the description is where it stands."""
_WORDS_ABOUT_AGE = 4
_TO_MACHINES = re.compile(
    r"\b(?:system|assistant|developer|user)\s*(?::|mode|prompt|message)|\bprompts?\b|\binst(?:ruction(?:s|en)?|rucciones)\b"
    r"|\bistruzioni\b|\banweisung(?:en)?\b|\b(?:ignore|disregard|ignora|ignorez|ignoriere|vergiss|forget|dimentica)\b"
    r"|\b(?:approve|publish|delete|translate|repeat after)\b.*\b(?:posts?|campaign|everything|everybody|me|above)\b",
    re.IGNORECASE,
)
_ANY_DAY = date(2026, 1, 1)


def prose(text: str) -> str:
    """The sentences that tell neither when, nor what it costs, nor where to click, and speak to people."""
    kept = (one.strip() for one in _SENTENCE.split(to_people(text)))
    return " ".join(one for one in kept if _WORD.search(one) and not _tells_facts(one))


def only_about_age(text: str) -> bool:
    """ "Over 18s only", "Ingresso vietato ai minori di 18 anni": who may come in, and nothing else."""
    rest = _AGE.sub(" ", text)
    return text in ("16", "18", "21") or (rest != text and len(rest.split()) <= _WORDS_ABOUT_AGE)


def to_people(text: str) -> str:
    """A text without the sentences that give orders to machines."""
    return " ".join(one for one in _SENTENCE.split(text) if not _TO_MACHINES.search(one))


def _tells_facts(sentence: str) -> bool:
    sentence = _AGE.sub(" ", sentence)
    return bool(_FACT.search(sentence) or FREE.search(sentence) or named_days(sentence, _ANY_DAY))
