"""One line of text as runs, each in one face and one direction, in the order they stand from left to right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.templates.fonts.faces import Face
from core.templates.layout.bidi import is_rtl, levels, visual_order
from core.templates.layout.clusters import clusters, is_emoji, is_shaped

_LEFT_TO_RIGHT = "\u200e"
_NAME = re.compile(r"(?<!\w)([@#])(?=[A-Za-z])")
"""Handles and tags keep their sign in front when they stand in a line that runs right to left."""
_WORDS = re.compile(r"\S+|\s+")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u00ad")


@dataclass(frozen=True)
class Run:
    text: str
    face: Face
    rtl: bool = False

    @cached_property
    def whole(self) -> bool:
        """Whether the run must be shaped as one piece, without letter-spacing."""
        return self.rtl or self.face.colour or is_shaped(self.text)


@dataclass(frozen=True)
class Itemized:
    runs: tuple[Run, ...]
    missing: tuple[str, ...]
    """Clusters no face can show: emoji among them are left out, letters show as an empty box."""


def itemize(text: str, faces: tuple[Face, ...]) -> Itemized:
    """Give every cluster the first of `faces` that can show the word it stands in, and order the runs for drawing."""
    if is_rtl(text):
        text = _NAME.sub(f"{_LEFT_TO_RIGHT}\\1", text)
    pieces: list[tuple[str, Face]] = []
    missing: list[str] = []
    for word in _WORDS.findall(text):
        for cluster, chosen in _faces_of(word, faces, pieces[-1][1] if pieces else None):
            if chosen is None:
                missing.append(cluster)
                chosen = faces[0]
                if is_emoji(cluster):
                    continue
            pieces.append((cluster, chosen))
    return Itemized(tuple(_runs(pieces)), tuple(dict.fromkeys(missing)))


@lru_cache(maxsize=2048)
def _faces_of(word: str, faces: tuple[Face, ...], before: Face | None) -> tuple[tuple[str, Face | None], ...]:
    """A word keeps to one face if one can show all of it: half a word in another face looks like a mistake."""
    parts = clusters(word)
    letters = [part for part in parts if not is_emoji(part)]
    plain = [face for face in faces if not face.colour]
    preferred = [before, *plain] if before and word.isspace() and not before.colour else plain
    whole = next((face for face in preferred if face and all(_shows(face, part) for part in letters)), None)
    return tuple((part, _emoji_face(part, faces) if is_emoji(part) else whole or _first(part, plain)) for part in parts)


def _emoji_face(cluster: str, faces: Sequence[Face]) -> Face | None:
    return _first(cluster, [face for face in faces if face.colour]) or _first(cluster, faces)


def _first(cluster: str, faces: Sequence[Face]) -> Face | None:
    return next((face for face in faces if _shows(face, cluster)), None)


def _shows(face: Face, cluster: str) -> bool:
    return all(character in _INVISIBLE or face.shows(character) for character in cluster)


def _runs(pieces: list[tuple[str, Face]]) -> list[Run]:
    text = "".join(cluster for cluster, _ in pieces)
    depth = levels(text, is_rtl(text))
    spans: list[tuple[list[str], Face, int]] = []
    place = 0
    for cluster, face in pieces:
        level = depth[place]
        place += len(cluster)
        if cluster == _LEFT_TO_RIGHT:
            continue
        if spans and spans[-1][1] is face and spans[-1][2] == level:
            spans[-1][0].append(cluster)
        else:
            spans.append(([cluster], face, level))
    return visual_order([(Run("".join(parts), face, rtl=level % 2 == 1), level) for parts, face, level in spans])
