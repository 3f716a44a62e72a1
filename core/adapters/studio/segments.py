"""The segments of a JPEG: which coding it uses, and a copy without what the camera noted, the picture untouched."""

from collections.abc import Iterator
from dataclasses import dataclass

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_BASELINE = 0xC0
_CODINGS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that name a coding; three of the row are tables."""
_NOTED = frozenset({0xE1, 0xED, 0xFE})
"""EXIF and XMP, IPTC, comments."""


@dataclass(frozen=True)
class Segment:
    """A marker and where the segment lies, marker included."""

    marker: int
    start: int
    end: int


def segments(jpeg: bytes) -> Iterator[Segment]:
    """The segments up to the first scan; stops where the file makes no sense."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in (_START, _END) or length < 2:
            return
        yield Segment(marker, at, at + 2 + length)
        if marker == _SCAN:
            return
        at += 2 + length


def is_baseline(jpeg: bytes) -> bool:
    """Whether it is coded in the one way every reader knows."""
    codings = [segment.marker for segment in segments(jpeg) if segment.marker in _CODINGS]
    return codings == [_BASELINE]


def without_notes(jpeg: bytes) -> bytes:
    """The same picture, bit for bit, without place, camera and comments."""
    kept, last = [], 0
    for segment in segments(jpeg):
        if segment.marker in _NOTED:
            kept.append(jpeg[last : segment.start])
            last = segment.end
    return b"".join((*kept, jpeg[last:])) if kept else jpeg
