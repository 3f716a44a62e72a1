"""Slips of the finger in the names of months and weekdays: "5 Decmber" is a date, "Sammstag 22 Uhr" a question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.events.moments.kinds import Kind
from core.events.moments.lexicon import Lexicon
from core.events.moments.numerals import Piece

_SHORTEST = 5
_DAY_NUMBERS = frozenset({Kind.NUMBER, Kind.ORDINAL})
_FILLING = (Kind.COMMA, Kind.FILLER, Kind.THE, Kind.AT, Kind.FROM)
_BESIDE_WEEKDAY = _DAY_NUMBERS | {Kind.DATE, Kind.CLOCK}


def mended(pieces: Sequence[Piece], folded: str, words: Lexicon) -> Iterator[Piece]:
    """The pieces with words that are one slip away from a month beside its day, or from a weekday beside a time."""
    for place, piece in enumerate(pieces):
        if piece.kind is not Kind.WORD or piece.end - piece.start < _SHORTEST:
            yield piece
            continue
        beside = {one.kind for one in _neighbours(pieces, place)}
        meant = _meant(folded[piece.start : piece.end], words, beside) if beside & _BESIDE_WEEKDAY else None
        yield replace(piece, kind=meant[0], value=meant[1], slip=True) if meant else piece


def _neighbours(pieces: Sequence[Piece], place: int) -> Iterator[Piece]:
    """The next piece on each side that is no mere filling."""
    for side in (pieces[:place][::-1], pieces[place + 1 :]):
        yield from [one for one in side[:3] if one.kind not in _FILLING][:1]


def _meant(word: str, words: Lexicon, beside: set[Kind]) -> tuple[Kind, int] | None:
    for name, (kind, value) in words.names.items():
        wanted = _DAY_NUMBERS if kind is Kind.MONTH else _BESIDE_WEEKDAY
        if beside & wanted and one_slip(word, name):
            return kind, value
    return None


def one_slip(word: str, name: str) -> bool:
    """Whether a word is a name with one letter wrong, missing, too many, or two changed over, but not the first."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1 or word == name:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, other = word[start:], name[start:]
    swapped = len(rest) > 1 and len(other) > 1 and rest[1] + rest[0] + rest[2:] == other
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped
