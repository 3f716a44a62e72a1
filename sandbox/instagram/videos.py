"""What a video must be, read from its boxes alone: MP4 or MOV, moov before mdat, 3 s to 15 min."""

import struct
from collections.abc import Iterator

from sandbox.instagram.fetching import PARTIAL, Fetched

NO_RANGE, UNSUPPORTED, FAILED = "2207077", "2207026", "2207082"
REEL_BYTES, STORY_BYTES = 300 * 1024 * 1024, 100 * 1024 * 1024
REEL_SECONDS, STORY_SECONDS = (3, 900), (3, 60)


def fault_of(fetched: Fetched, *, reel: bool) -> str:
    """The subcode the container will fail with, "" when the video is fine."""
    if fetched.status != PARTIAL:
        return NO_RANGE
    if len(fetched.content) > (REEL_BYTES if reel else STORY_BYTES):
        return FAILED
    names = [name for name, _ in boxes(fetched.content)]
    if names[:1] != ["ftyp"] or "moov" not in names or _after(names, "moov", "mdat"):
        return UNSUPPORTED
    shortest, longest = REEL_SECONDS if reel else STORY_SECONDS
    seconds = duration(fetched.content)
    return "" if seconds is not None and shortest <= seconds <= longest else UNSUPPORTED


def boxes(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The boxes of one level: name and payload."""
    at = 0
    while at + 8 <= len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        head = 8
        if size == 1 and at + 16 <= len(content):
            size, head = struct.unpack(">Q", content[at + 8 : at + 16])[0], 16
        if size < head:
            size = len(content) - at
        yield name.decode("latin-1"), content[at + head : at + size]
        at += size


def duration(content: bytes) -> float | None:
    """Seconds, from the movie header; None when there is none to read."""
    moov = dict(boxes(content)).get("moov", b"")
    header = dict(boxes(moov)).get("mvhd", b"")
    try:
        if header[:1] == b"\x01":
            scale, length = struct.unpack(">IQ", header[20:32])
        else:
            scale, length = struct.unpack(">II", header[12:20])
    except struct.error:
        return None
    return float(length) / float(scale) if scale else None


def _after(names: list[str], late: str, early: str) -> bool:
    return early in names and names.index(late) > names.index(early)
