"""Names in a caption's line-up that are not in the event's."""

import re
from collections.abc import Iterator, Sequence

from core.copy.text import without_tags
from core.events.moments.folding import fold

_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAME = rf"{_CAPITALISED}(?:\s+(?:(?:de|van|von|da|del|la|le|&)\s+)?{_CAPITALISED})*"
_WHOLE_NAME = re.compile(_NAME)
_NAME_AT_END = re.compile(rf"(?:^|[\s:(])({_NAME})[\s.:;!?)–-]*$")
_NAME_AT_START = re.compile(rf"^[\s.:;!?(–-]*({_NAME})")
_JOINED = re.compile(
    r"\s*(?:(?:[,·•|/+&]|(?<!\w)(?:and|und|y|e|ed|et|o|or|with|mit|con|avec|feat\.?|b2b|vs\.?|plus|alongside|joined by"
    r"|sowie|junto a|más|accompagnée?s? de|insieme a|più)(?!\w))\s*)+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n")
_KNOWN, _OTHER = "\u2063", "\u2064"
"""Stand where a name of the line-up stood, and where the record's other names did."""
_OPENERS = (
    "all alle alles am aux au ce cette ci con das den der die dies diese diesen domani doors einlass eintritt el en"
    " esta este every from heute hoy im immer in jeden join kein keine keinen la le les line-up live mañana mit morgen"
    " next only our questa questo save see stasera the this tickets tonight una unser unsere von we with"
)
_NO_NAMES_BEGIN_SO = frozenset(_OPENERS.split())
"""German writes every noun with a capital, and sentences begin with one everywhere."""
_SHORTEST = 3
_MOST_WORDS = 4
_MARKS = " .:;!?–-"


def strangers(caption: str, lineup: Sequence[str], others: Sequence[str], known: str) -> tuple[str, ...]:
    """Names that stand in a row with the line-up; `others`: what else the event calls by name, `known`: all it says."""
    if not lineup:
        return ()
    lines = _SENTENCE_END.split(_masked(without_tags(caption), lineup, others))
    found = [*(name for line in lines if _KNOWN in line for name in _beside_known(line)), *_alone(lines)]
    return tuple(dict.fromkeys(name for name in found if _is_name(name) and fold(name) not in known))


def _masked(text: str, lineup: Sequence[str], others: Sequence[str]) -> str:
    marks = {**dict.fromkeys(others, _OTHER), **dict.fromkeys(lineup, _KNOWN)}
    for name in sorted(marks, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", marks[name], text, flags=re.IGNORECASE)
    return text


def _beside_known(line: str) -> Iterator[str]:
    """In a row joined by commas and "and": what is next to a name of the line-up, or next to such a one."""
    bits = _JOINED.split(line)
    in_row = [_KNOWN in bit or _WHOLE_NAME.fullmatch(bit.strip(_MARKS)) is not None for bit in bits]
    for place, bit in enumerate(bits):
        if _KNOWN in bit:
            continue
        if any(in_row[place + 1 : place + 2]) and (last := _NAME_AT_END.search(bit)):
            yield last[1].strip(_MARKS)
        if any(in_row[max(place - 1, 0) : place]) and (first := _NAME_AT_START.match(bit)):
            yield first[1].strip(_MARKS)


def _alone(lines: Sequence[str]) -> Iterator[str]:
    """Names that have a line to themselves directly beside a line with a name of the line-up."""
    for place, line in enumerate(lines):
        near = any(_KNOWN in one for one in lines[max(place - 1, 0) : place + 2])
        if near and _WHOLE_NAME.fullmatch(line.strip(_MARKS)):
            yield line.strip(_MARKS)


def _is_name(text: str) -> bool:
    words = text.split()
    if words[0].lower() in _NO_NAMES_BEGIN_SO:
        return False
    many = 1 < len(words) <= _MOST_WORDS
    return many or (text.isupper() and len(text) > _SHORTEST)
