"""Text cut into what a reader takes for one letter: never between a letter and its marks, or inside an emoji."""

import unicodedata

_JOINER = "\u200d"
_SARA_AM = "\u0e33\u0eb3"
"""Thai and Lao vowels that are letters by name but hang on the one before."""
_VIRAMA = 9
"""Combining class of the sign that binds the next Indic consonant."""


def clusters(text: str) -> list[str]:
    """Split into user-perceived characters; joined again they are the text."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(before: str, character: str) -> bool:
    last = before[-1]
    return (
        _extends(character)
        or last == _JOINER
        or (_is_flag_half(character) and len(before) == 1 and _is_flag_half(before))
        or (unicodedata.combining(last) == _VIRAMA and unicodedata.category(character) == "Lo")
    )


def _extends(character: str) -> bool:
    point = ord(character)
    return (
        unicodedata.category(character).startswith("M")
        or character in "\u200c\u200d"
        or character in _SARA_AM
        or 0x1F3FB <= point <= 0x1F3FF  # skin tones
        or 0xE0020 <= point <= 0xE007F  # tags of regional flags
    )


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character[0]) <= 0x1F1FF


_PICTURES = ((0x1F000, 0x1FAFF), (0x2614, 0x2615), (0x231A, 0x231B), (0x23E9, 0x23EC), (0x26A1, 0x26A1))
_PICTURE_SIGNS = frozenset(
    "⏰⏳☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
"""Older signs that are pictures unless a text selector follows."""


def is_emoji(cluster: str) -> bool:
    """Whether a cluster wants to be a colour picture rather than a letter."""
    point = ord(cluster[0])
    return (
        "\ufe0f" in cluster or cluster[0] in _PICTURE_SIGNS or any(first <= point <= last for first, last in _PICTURES)
    ) and "\ufe0e" not in cluster


_SHAPED = ((0x0590, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1AAF), (0xA8E0, 0xAADF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


def is_shaped(text: str) -> bool:
    """Whether a text has a script that joins or stacks: such a run is drawn whole, and never letter-spaced."""
    return not text.isascii() and any(first <= ord(each) <= last for each in text for first, last in _SHAPED)
