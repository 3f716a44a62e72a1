"""The boxes an MP4 or MOV is made of, read without a decoder: where the index lies, and what it claims."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from core.ports.studio import UnreadableUpload

MOST_BOXES = 20_000
DAMAGED = "That video is damaged or was only sent in part; please send it once more."
REALLY_CUT_SECONDS = 0.3
"""Coders hide a few frames of their own; whoever hides more has cut the film."""


@dataclass(frozen=True)
class Box:
    """A name and where its content lies; whole: all of it is there."""

    name: str
    start: int
    end: int
    whole: bool = True


@dataclass(frozen=True)
class Wrapping:
    """How a film is packed. edited: it has edit lists; cut: they hide a part of it, or put parts in an order."""

    brand: str
    index_first: bool
    fragmented: bool
    edited: bool
    cut: bool


def wrapping(data: bytes) -> Wrapping:
    """Read the boxes; raises UnreadableUpload where they make no sense."""
    top = list(_boxes(data, 0, len(data)))
    names = [box.name for box in top]
    if "moov" not in names or not all(box.whole for box in top):
        raise UnreadableUpload(DAMAGED)
    moov = top[names.index("moov")]
    tracks = [box for box in _boxes(data, moov.start, moov.end) if box.name == "trak"]
    for track in tracks:
        _check_claims(data, track)
    edits = [_edits(data, track) for track in tracks]
    return Wrapping(
        brand=data[8:12].decode("latin-1").strip() if names[0] == "ftyp" else "qt",
        index_first="mdat" not in names or names.index("moov") < names.index("mdat"),
        fragmented="moof" in names,
        edited=any(edits),
        cut=any(_is_cut(starts) for starts in edits),
    )


def _boxes(data: bytes, at: int, end: int) -> Iterator[Box]:
    """The boxes of one level."""
    for _ in range(MOST_BOXES):
        if at + 8 > end:
            return
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        if size == 0:
            size = end - at
        if size < head:
            return
        yield Box(name.decode("latin-1"), at + head, min(at + size, end), at + size <= end)
        at += size
    raise UnreadableUpload(DAMAGED)


def _inside(data: bytes, box: Box, *path: str) -> Box | None:
    found: Box | None = box
    for name in path:
        found = next((one for one in _boxes(data, found.start, found.end) if one.name == name), None) if found else None
    return found


def _check_claims(data: bytes, track: Box) -> None:
    """A few bytes may claim billions of samples, for which a reader would make room."""
    sizes = _inside(data, track, "mdia", "minf", "stbl", "stsz")
    if sizes is None or sizes.end - sizes.start < 12:
        return
    each, count = struct.unpack_from(">II", data, sizes.start + 4)
    room = len(data) // each if each else (sizes.end - sizes.start - 12) // 4
    if count > room:
        raise UnreadableUpload(DAMAGED)


def _edits(data: bytes, track: Box) -> tuple[float, ...]:
    """Where each edit of a track begins, in seconds of its media; empty edits, which only wait, begin below 0."""
    edits, header = _inside(data, track, "edts", "elst"), _inside(data, track, "mdia", "mdhd")
    if edits is None or header is None:
        return ()
    try:
        (scale,) = struct.unpack_from(">I", data, header.start + (20 if data[header.start] == 1 else 12))
        (count,) = struct.unpack_from(">I", data, edits.start + 4)
        form, length = (">qq", 20) if data[edits.start] == 1 else (">Ii", 12)
        starts = range(edits.start + 8, min(edits.start + 8 + count * length, edits.end), length)
        times = [struct.unpack_from(form, data, at)[1] for at in starts]
    except (struct.error, IndexError) as error:
        raise UnreadableUpload(DAMAGED) from error
    return tuple(time / (scale or 1) for time in times)


def _is_cut(starts: tuple[float, ...]) -> bool:
    shown = [start for start in starts if start >= 0]
    return len(shown) > 1 or any(start > REALLY_CUT_SECONDS for start in shown)
