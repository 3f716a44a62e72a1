"""Where a line may end: after a space, a hyphen or slash inside a word, between ideographs, at a Thai syllable."""

import re
from dataclasses import dataclass

from core.templates.layout.clusters import clusters

_SPACES = re.compile(r"[ \t\r\n\u3000]+")
"""Not the no-break space: whoever types one means it."""
_AFTER_HYPHEN = re.compile(r"(?<=\w\w[-/–—])(?=\w\w)")
_NEVER_FIRST = frozenset("、。，．：；！？）」』】〉》〕｝ー…・ぁぃぅぇぉっゃゅょァィゥェォッャュョ々")
_SHORT = 3
"""Clusters of a word between spaces that is not broken though its script allows it."""
_SHORT_THAI = 12
"""The same for Thai, whose words stand together without spaces: only a whole phrase is broken."""
_SHORT_END = 4
"""Clusters of a Thai phrase that do not go on a line of their own."""
_SYLLABLE_FIRST = frozenset("เแโใไ")
"""Thai vowels written before their consonant: a syllable always begins with them."""
_NEVER_LAST = frozenset("（「『【〈《〔｛")


@dataclass(frozen=True)
class Atom:
    """A piece that stays together."""

    text: str
    spaced: bool
    """Whether a space parts it from the next one on the same line."""


def atoms(text: str) -> list[Atom]:
    """Cut a text into pieces a line may end after."""
    found: list[Atom] = []
    for word in _SPACES.split(text.strip()):
        pieces = [piece for part in _AFTER_HYPHEN.split(word) for piece in _between_ideographs(part)]
        found += [Atom(piece, spaced=place == len(pieces) - 1) for place, piece in enumerate(pieces)]
    return [atom for atom in found if atom.text]


def _between_ideographs(word: str) -> list[str]:
    """Pieces of a word; a short one, most often a name, stays whole."""
    parts = clusters(word)
    if len(parts) <= (_SHORT_THAI if _is_thai(word[-1:]) else _SHORT):
        return [word]
    pieces: list[str] = []
    for cluster in parts:
        if pieces and not _may_break(pieces[-1][-1], cluster[0]):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    if len(pieces) > 1 and _is_thai(pieces[-1][:1]) and len(clusters(pieces[-1])) <= _SHORT_END:
        pieces[-2:] = ["".join(pieces[-2:])]
    return pieces


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    if _is_katakana(before) and _is_katakana(after):
        return False  # a loan word
    if after in _SYLLABLE_FIRST:
        return _is_thai(before) and before not in _SYLLABLE_FIRST
    return _is_ideograph(before) or _is_ideograph(after)


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"


def _is_katakana(character: str) -> bool:
    return 0x30A0 <= ord(character) <= 0x30FF


def _is_ideograph(character: str) -> bool:
    point = ord(character)
    return 0x3040 <= point <= 0x30FF or 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or point >= 0x20000


def emergency_atoms(text: str, spaced: bool) -> list[Atom]:
    """Every cluster a piece of its own: for a word wider than its box. `spaced`: whether a space follows the word."""
    pieces = clusters(text)
    return [Atom(piece, spaced=spaced and place == len(pieces) - 1) for place, piece in enumerate(pieces)]
