"""Who plays: names after "w/", "Line-up:", "mit", "con", "avec"."""

import re

from core.events.extract.genres import only_genres
from core.events.extract.labels import Label
from core.events.extract.places import is_city, sounds_like_venue
from core.events.extract.segments import UPPER, Segment

_WITH = "[Ww]/|[Ww]ith|[Ff]eat\\.?|[Ff]eaturing|[Ff]t\\.?|[Mm]it|[Cc]on|[Aa]vec|[Ll]ine-?[Uu]p|D[Jj]s?:|[Mm]usic by"
_MARK = re.compile(rf"(?:^|\s)(?:{_WITH})\s*(?<=[\s/])(?=[{UPPER}\d&])")
_SHARED = re.compile(r"\s+(?:&|and|und|y|et|e|\+)\s+")
_NO_NAME = "tickets?|karten|entradas?|billets?|biglietti|doors|einlass|presale|vvk|free|info|more|early bird|prévente"
_STOP = re.compile(rf"\b(?:{_NO_NAME})\b", re.IGNORECASE)
_OTHERS = "more|guests?|friends|gäste|mehr|más|plus|altri|freunde|amigos"
_AND_MORE = re.compile(rf"\s*(?:and|und|y|et|e|&|\+)\s+(?:many\s+)?(?:{_OTHERS})\b.*$", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–•*·▪►]|\d{1,2}\.)\s*")
_LONGEST = 60
_WORDS_IN_A_NAME = 2
_WORDS_OF_A_LONG_NAME = 5


def take_lineup(segments: tuple[Segment, ...], locale: str) -> tuple[tuple[str, ...], tuple[Segment, ...]]:
    """(names as written, the segments without them)."""
    names: list[str] = []
    rest: list[Segment] = []
    next_line: int | None = None
    for place, segment in enumerate(segments):
        mark = _MARK.search(segment.text)
        listed = next_line is not None and segment.line == next_line and _is_name(segment, locale)
        if not (segment.label is Label.LINEUP or mark or listed):
            next_line = None
            rest.append(segment)
            continue
        if mark:
            rest += segment.saying(segment.text[: mark.start()])
        alone = not listed and not _more(segments, place, locale)
        names += _names(segment.text[mark.end() :] if mark else segment.text, alone=alone)
        next_line = _line_to_go_on(segments, place, locale, heading=segment.label is Label.LINEUP and not segment.text)
    return tuple(dict.fromkeys(name for name in names if name)), tuple(rest)


def _line_to_go_on(segments: tuple[Segment, ...], place: int, locale: str, *, heading: bool) -> int:
    """Names go on in the same line while there are bits, else in the next one when they stand one on a line."""
    line = segments[place].line
    if not heading and any(segment.line == line for segment in segments[place + 1 :]):
        return line
    alone_on_line = sum(segment.line == line for segment in segments) == 1
    in_a_list = segments[place].label is Label.LINEUP or _MARK.match(segments[place].text) is None
    return line + 1 if heading or (alone_on_line and in_a_list) else line


def _is_name(segment: Segment, locale: str) -> bool:
    text = segment.text
    short = 0 < len(text) <= _LONGEST and len(text.split()) <= _WORDS_OF_A_LONG_NAME
    plain = short and segment.label in (None, Label.LINEUP) and not _STOP.search(text)
    return plain and not is_city(text, locale) and not sounds_like_venue(text) and not only_genres(text)


def _more(segments: tuple[Segment, ...], place: int, locale: str) -> bool:
    """Another name follows after a comma; when none does, "Above & Beyond" stays whole."""
    following = segments[place + 1 : place + 2]
    return bool(following) and following[0].line == segments[place].line and _is_name(following[0], locale)


def _names(text: str, *, alone: bool) -> list[str]:
    plain = _AND_MORE.sub("", _BULLET.sub("", text)).strip(" .,;:!")
    if len(plain) > _LONGEST * 2:
        return []
    parts = [part.strip(" .,;:!") for chunk in plain.split(",") for part in _SHARED.split(chunk)]
    whole_names = all(len(part.split()) >= _WORDS_IN_A_NAME for part in parts)
    return parts if whole_names or (not alone and len(parts) > 1) else [plain]
