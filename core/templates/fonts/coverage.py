"""Which characters a font file can show, read from its own table, so that no glyph is ever guessed."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""(platform, encoding) of the subtables worth reading, widest first."""


@dataclass(frozen=True)
class Coverage:
    """Ranges of code points, sorted, both ends included."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def has(self, character: str) -> bool:
        point = ord(character)
        place = bisect_right(self.starts, point) - 1
        return place >= 0 and point <= self.ends[place]


@cache
def coverage(path: Path, index: int = 0) -> Coverage:
    """Read the character map of a TrueType or OpenType file (`index` picks a face of a collection)."""
    data = path.read_bytes()
    table = _find_cmap(data, index)
    ranges = sorted(_ranges(data, table))
    return Coverage(tuple(start for start, _ in ranges), tuple(end for _, end in ranges))


def _find_cmap(data: bytes, index: int) -> int:
    header = 0
    if data[:4] == b"ttcf":
        (header,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (tables,) = struct.unpack_from(">H", data, header + 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, header + 12 + 16 * number)
        if tag == b"cmap":
            return int(offset)
    raise ValueError("the font has no character map")


def _ranges(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        found[platform, encoding] = cmap + offset
    for key in _UNICODE_TABLES:
        if key in found:
            (shape,) = struct.unpack_from(">H", data, found[key])
            yield from _READERS[shape](data, found[key])
            return
    raise ValueError("the font has no Unicode character map")


def _segments(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Format 4: segments of 16-bit characters; glyph 0 means "not here"."""
    (doubled,) = struct.unpack_from(">H", data, table + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, table + 14)
    starts = struct.unpack_from(f">{count}H", data, table + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, table + 16 + 2 * doubled)
    at = table + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, at)
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if start == 0xFFFF:
            continue
        if offset == 0:
            yield start, end
            continue
        for point in range(start, end + 1):
            (glyph,) = struct.unpack_from(">H", data, at + 2 * number + offset + 2 * (point - start))
            if glyph and (glyph + delta) & 0xFFFF:
                yield point, point


def _groups(data: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Format 12: groups of 32-bit characters."""
    (count,) = struct.unpack_from(">I", data, table + 12)
    for number in range(count):
        start, end, _ = struct.unpack_from(">III", data, table + 16 + 12 * number)
        yield start, end


_READERS = {4: _segments, 12: _groups}
