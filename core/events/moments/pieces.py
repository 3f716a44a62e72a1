"""A text cut into the pieces that speak of time, with everything else as plain words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.events.moments.kinds import Kind
from core.events.moments.lexicon import Lexicon, Meaning
from core.events.moments.numerals import LOCALE_ORDER, OR_ALWAYS, OR_CLOCK, SHAPES, Piece, clock
from core.events.moments.slips import mended

_BLANK = re.compile(r"[ \t]+")
_WORD = re.compile(r"\w+(?:['-]\w+)*'?")
_GERMAN_ORDINAL = re.compile(r"(\d\d?)\.(?=\s*[\w/&+-])(?!\d)")
_SIGNS = {",": Kind.COMMA, "-": Kind.DASH, ":": Kind.COLON, "/": Kind.AND, ".": Kind.COMMA, "|": Kind.COMMA}
_SIGNS |= {"\n": Kind.STOP, ";": Kind.STOP, "(": Kind.COMMA, ")": Kind.COMMA, "·": Kind.COMMA, "•": Kind.COMMA}
_SIGNS |= dict.fromkeys("!?", Kind.COMMA)
_SIGNS |= dict.fromkeys("→➔➜➝⟶›»~", Kind.DASH)
_SIGNS |= {
    chr(face): Kind.AT for face in (*range(0x1F550, 0x1F568), 0x23F0, 0x23F1, 0x23F2, 0x231A, 0x1F570)
}  # the faces of clocks
_ZONES = {"utc": (0,), "gmt": (0, 0), "bst": (60, 0), "cet": (60, 60), "cest": (120, 60), "mez": (60, 60)}
_ZONES |= {"mesz": (120, 60), "eet": (120, 120), "eest": (180, 120)}
_AMERICAN_ZONES = {"est": (-300, -300), "edt": (-240, -300), "cst": (-360, -360), "cdt": (-300, -360)}
_AMERICAN_ZONES |= {"mst": (-420, -420), "mdt": (-360, -420), "pst": (-480, -480), "pdt": (-420, -480)}
"""Minutes east of UTC, and those of the same place in winter where the word names a place's time."""
_BEFORE_HOUR = frozenset("AKSEUFC")
_BEFORE_LOOSE_HOUR = frozenset("WDYMNORHP,t") | _BEFORE_HOUR
_BESIDE_WEEKDAY = frozenset("NODCPAxtFUW-YMHRKSg")
_MONTHS_IN_YEAR = 12
_DAYS_IN_MONTH = 31


def read_pieces(folded: str, words: Lexicon) -> tuple[Piece, ...]:
    """Cut a folded text; the pieces' spans are positions in it. Blanks belong to no piece."""
    pieces: list[Piece] = []
    place = 0
    while place < len(folded):
        if blank := _BLANK.match(folded, place):
            place = blank.end()
            continue
        read = list(_at(folded, place, words, pieces))
        pieces.extend(read)
        place = read[-1].end
    return tuple(_settle_shaky(list(mended(pieces, folded, words))))


def codes(pieces: tuple[Piece, ...]) -> str:
    """One letter per piece, for rules to match."""
    return "".join(piece.kind.value for piece in pieces)


def _at(folded: str, place: int, words: Lexicon, before: list[Piece]) -> Iterator[Piece]:
    """The piece or pieces that begin at `place`."""
    number = folded[place].isdigit()
    if number and not (before and before[-1].kind is Kind.MONTH) and (phrase := words.phrase.match(folded, place)):
        yield from _phrase(phrase, words, before)
    elif words.language == "de" and (ordinal := _GERMAN_ORDINAL.match(folded, place)) and not _dotted(folded, place):
        yield Piece(Kind.ORDINAL, place, ordinal.end(), int(ordinal[1]))
    elif shaped := _shaped(folded, place, words.language, before):
        yield shaped
    elif phrase := words.phrase.match(folded, place):
        yield from _phrase(phrase, words, before)
    elif zone := _zone(folded, place, words.language, before):
        yield zone
    elif word := _WORD.match(folded, place):
        yield Piece(Kind.WORD, place, word.end())
    else:
        yield Piece(_SIGNS.get(folded[place], Kind.WORD), place, place + 1)


def _dotted(folded: str, place: int) -> bool:
    return bool(re.match(r"\d\d?\.\s?\d\d?\.", folded[place : place + 8])) and not re.match(
        r"\d\d?\.\s\d\d?\.\s?[a-z]", folded[place : place + 10]
    )


def _shaped(folded: str, place: int, language: str, before: list[Piece]) -> Piece | None:
    inside_word = folded[place].isalpha() and not folded[place - 1 : place].isdigit()
    for pattern, make in SHAPES[:2] if inside_word else SHAPES:  # only a link and "h23" begin with a letter
        found = pattern.match(folded, place)
        if found and (shape := make(found, language)):
            kind, value, numbers = shape
            piece = Piece(kind, place, found.end(), value, numbers)
            return _settled(piece, folded, before) if kind is Kind.DATE else piece
    return None


def _settled(piece: Piece, folded: str, before: list[Piece]) -> Piece:
    """A piece that is a date only in the right company; `before` are the pieces before it."""
    if piece.value == OR_CLOCK:
        return _settle_dotted(piece, folded, before)
    if piece.value != OR_ALWAYS:
        return piece
    if before and before[-1].kind is Kind.WEEKDAY:
        return replace(piece, value=LOCALE_ORDER)
    return replace(piece, kind=Kind.WORD, value=0, numbers=())


def _settle_dotted(piece: Piece, folded: str, before: list[Piece]) -> Piece:
    """ "22.30" is a time after "at", "27.11" a date beside a weekday or an hour, "12.50" elsewhere a mere number."""
    _, first, second = piece.numbers
    two_digits = folded[piece.end - 3] == "."
    last = before[-1].kind.value if before else ","
    if last == Kind.COLON.value and len(before) > 1:
        last = before[-2].kind.value  # "doors: 21.00"
    if two_digits and last in _BEFORE_HOUR and clock(first, second):
        return replace(piece, kind=Kind.CLOCK, value=0, numbers=clock(first, second))
    if 1 <= first <= _DAYS_IN_MONTH and 1 <= second <= _MONTHS_IN_YEAR:
        return piece
    if two_digits and last in _BEFORE_LOOSE_HOUR and clock(first, second):
        return replace(piece, kind=Kind.CLOCK, value=0, numbers=clock(first, second), shaky=True)
    return replace(piece, kind=Kind.WORD, numbers=())


def _phrase(phrase: re.Match[str], words: Lexicon, before: list[Piece]) -> Iterator[Piece]:
    said = " ".join(phrase[0].split())
    meanings = words.meanings[said]
    if said in words.months and before and before[-1].kind in (Kind.NUMBER, Kind.ORDINAL, Kind.FROM):
        meanings = (words.months[said],)
    for index, meaning in enumerate(meanings):
        start = phrase.start() if index == 0 else phrase.end()
        yield _piece(meaning, start, phrase.end())


def _piece(meaning: Meaning, start: int, end: int) -> Piece:
    spelled = meaning.kind in (Kind.NUMBER, Kind.ORDINAL)
    return Piece(meaning.kind, start, end, meaning.value, meaning.choices, spelled, meaning.shaky)


def _zone(folded: str, place: int, language: str, before: list[Piece]) -> Piece | None:
    word = _WORD.match(folded, place)
    if not word or not before or before[-1].kind not in (Kind.CLOCK, Kind.COMMA):
        return None
    known = _ZONES | (_AMERICAN_ZONES if language == "en" else {})
    return Piece(Kind.ZONE, place, word.end(), numbers=known[word[0]]) if word[0] in known else None


def _settle_shaky(pieces: list[Piece]) -> Iterator[Piece]:
    """An abbreviated weekday counts only beside another word of time, or where nothing else is said."""
    only_time = all(piece.kind is not Kind.WORD for piece in pieces)
    for index, piece in enumerate(pieces):
        if piece.kind is Kind.WEEKDAY and piece.shaky and not only_time and not _has_company(pieces, index):
            yield replace(piece, kind=Kind.WORD)
        else:
            yield piece


def _has_company(pieces: list[Piece], index: int) -> bool:
    left = [piece for piece in pieces[:index] if piece.kind not in (Kind.COMMA, Kind.FILLER, Kind.THE)][-1:]
    right = [piece for piece in pieces[index + 1 :] if piece.kind not in (Kind.COMMA, Kind.FILLER, Kind.THE)][:1]
    return any(piece.kind.value in _BESIDE_WEEKDAY for piece in (*left, *right))
