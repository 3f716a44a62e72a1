"""The languages we write in, and which of them a text is in."""

import re
from functools import cache

from babel import Locale

from core.events.moments.folding import fold

LANGUAGES = ("en", "de", "es", "fr", "it")
NAMES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian"}

_LEAST = 3
_LEAD = 2
_COMMON = {
    "en": "the and of to in is you for with on are we this your our from at be not all one have more it a until room",
    "de": "der die das und ist für mit auf den dem ein eine nicht wir ihr euch von zu im am auch alle mehr bis zum",
    "es": "el la los las y de que en un una con para por es no se al del nos más todo esta este su hasta gratis",
    "fr": "le la les et de des un une en pour avec est ce vous nous dans sur plus pas au du qui votre cette jusqu",
    "it": "il lo la gli e di che un una con per è non si al del della nel sono più questa questo ci vi fino alle",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def written_in(language: str) -> str:
    """The language we write when `language` ("de-AT", "pl", ...) is asked for: itself when we know it, else English."""
    short = language.replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


def languages_named(text: str) -> tuple[str, ...]:
    """ "English and German", "Deutsch, fr" -> their codes, in order. Raises ValueError with the word that is none."""
    codes = []
    for word in re.findall(r"[^\W\d_]+", text):
        if fold(word) in _JOINERS:
            continue
        if fold(word) not in _called():
            raise ValueError(word)
        codes.append(_called()[fold(word)])
    return tuple(dict.fromkeys(codes))


_JOINERS = frozenset({"and", "und", "y", "et", "e", "then", "dann"})


@cache
def _called() -> dict[str, str]:
    """What each language is called in each of them, and its code."""
    names = {fold(Locale(told).languages[code]): code for code in LANGUAGES for told in LANGUAGES}
    return {**names, **{code: code for code in LANGUAGES}, "castellano": "es"}


def language_of(text: str) -> str | None:
    """The language of a text by its common words; None when too few of them tell."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in common for word in words) for language, common in _WORDS.items()}
    ordered = sorted(counts.values(), reverse=True)
    if ordered[0] < _LEAST or ordered[0] - ordered[1] < _LEAD:
        return None
    return max(counts, key=lambda language: counts[language])
