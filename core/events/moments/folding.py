"""Text made comparable: one folded character for each original one, so that spans stay valid."""

import unicodedata
from functools import lru_cache

_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"}


def fold(text: str) -> str:
    """Lower-cased text without accents, exactly as long as `text`."""
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    character = _SAME.get(character, character)
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKD", character)[:1]
    lowered = plain.lower()
    return lowered if len(lowered) == 1 else character


def fold_phrase(phrase: str) -> str:
    """A phrase of a word table, folded and with single spaces."""
    return " ".join(fold(unicodedata.normalize("NFC", phrase)).split())
