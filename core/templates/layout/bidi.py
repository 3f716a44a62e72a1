"""Left to right and right to left in one line: the Unicode algorithm, without explicit embeddings.

Flyer lines carry no embedding controls, so the weak (W1-W7) and neutral (N1-N2) rules and the final reordering (L2)
are all that is needed.
"""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

_RIGHT = ("R", "AL")
_NUMBERS = ("EN", "AN")


def is_rtl(text: str) -> bool:
    """Whether a text reads from right to left: its first strong letter decides."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return False
        if kind in _RIGHT:
            return True
    return False


def levels(text: str, rtl: bool) -> list[int]:
    """Embedding level of every character in a line whose base direction is given; odd levels run right to left."""
    if text.isascii() and not rtl:
        return [0] * len(text)
    kinds = _neutrals_resolved(_weak_resolved([unicodedata.bidirectional(c) for c in text], rtl), rtl)
    if rtl:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _weak_resolved(kinds: list[str], rtl: bool) -> list[str]:
    strong = ""
    for place, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[place] = kind = kinds[place - 1] if place else "ON"
        if kind in ("L", *_RIGHT):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    for place, kind in enumerate(kinds):
        around = kinds[place - 1 : place] + kinds[place + 1 : place + 2]
        if kind in ("CS", "ES") and len(around) == 2 and around[0] == around[1] and around[0] in _NUMBERS:
            kinds[place] = around[0]
        elif kind == "ET" and "EN" in around:
            kinds[place] = "EN"
    strong = "R" if rtl else "L"
    for place, kind in enumerate(kinds):
        if kind in ("L", *_RIGHT):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return ["R" if kind == "AL" else kind for kind in kinds]


def _neutrals_resolved(kinds: list[str], rtl: bool) -> list[str]:
    base = "R" if rtl else "L"
    resolved = list(kinds)
    start = 0
    while start < len(kinds):
        if kinds[start] in ("L", "R", *_NUMBERS):
            start += 1
            continue
        end = start
        while end < len(kinds) and kinds[end] not in ("L", "R", *_NUMBERS):
            end += 1
        before = _side(kinds[start - 1]) if start else base
        after = _side(kinds[end]) if end < len(kinds) else base
        resolved[start:end] = [before if before == after else base] * (end - start)
        start = end
    return resolved


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def visual_order(items: Sequence[tuple[Item, int]]) -> list[Item]:
    """Items with their levels, in reading order, put in the order they stand on the line from left to right."""
    row = list(items)
    highest = max((level for _, level in row), default=0)
    for level in range(highest, 0, -1):
        start = 0
        while start < len(row):
            if row[start][1] < level:
                start += 1
                continue
            end = start
            while end < len(row) and row[end][1] >= level:
                end += 1
            row[start:end] = row[start:end][::-1]
            start = end
    return [item for item, _ in row]
