"""What a video file says about itself, read from its boxes alone: MP4 and MOV."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

FIXED_POINT = 1 << 16
BRANDS = {b"qt  ": "mov"}


@dataclass(frozen=True)
class Track:
    """One track: kind is "vide" or "soun", codec the four letters of its sample entry, size in pixels."""

    kind: str
    codec: str
    width: int = 0
    height: int = 0
    channels: int = 0
    hertz: int = 0


@dataclass(frozen=True)
class Film:
    """seconds is None when the file does not tell."""

    seconds: float | None
    tracks: tuple[Track, ...]
    index_first: bool

    def codec(self, kind: str) -> str:
        """The codec of the first track of this kind, "" for none."""
        return next((track.codec for track in self.tracks if track.kind == kind), "")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as shown, zeros when there is no picture."""
        return next(((track.width, track.height) for track in self.tracks if track.kind == "vide"), (0, 0))


def ending_of(content: bytes) -> str:
    """mp4 or mov, "" for what is neither."""
    if content[4:8] != b"ftyp":
        return ""
    return BRANDS.get(content[8:12], "mp4")


def read_film(content: bytes) -> Film | None:
    """None for what is no MP4 or MOV, or has no index."""
    names: list[str] = []
    found: dict[str, bytes] = {}
    for name, payload in boxes(content):
        names.append(name)
        found.setdefault(name, payload)
    if names[:1] != ["ftyp"] or "moov" not in names:
        return None
    index_first = "mdat" not in names or names.index("moov") < names.index("mdat")
    moov = found["moov"]
    tracks = tuple(_track(payload) for name, payload in boxes(moov) if name == "trak")
    return Film(_seconds(dict(boxes(moov)).get("mvhd", b"")), tracks, index_first)


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


def _seconds(header: bytes) -> float | None:
    try:
        if header[:1] == b"\x01":
            scale, length = struct.unpack(">IQ", header[20:32])
        else:
            scale, length = struct.unpack(">II", header[12:20])
    except struct.error:
        return None
    return float(length) / float(scale) if scale else None


def _track(trak: bytes) -> Track:
    parts = dict(boxes(trak))
    media = dict(boxes(parts.get("mdia", b"")))
    samples = dict(boxes(dict(boxes(media.get("minf", b""))).get("stbl", b"")))
    kind = media.get("hdlr", b"")[8:12].decode("latin-1")
    described = samples.get("stsd", b"")
    codec = described[12:16].decode("latin-1")
    if kind == "soun":
        return Track(kind, codec, 0, 0, *_sound(described))
    return Track(kind, codec, *_shown_size(parts.get("tkhd", b"")))


def _sound(described: bytes) -> tuple[int, int]:
    try:
        (channels,), (hertz,) = struct.unpack(">H", described[32:34]), struct.unpack(">I", described[40:44])
    except struct.error:
        return 0, 0
    return channels, hertz // FIXED_POINT


def _shown_size(header: bytes) -> tuple[int, int]:
    """A phone films lying down and turns the picture with a matrix: then width and height change places."""
    try:
        turned = struct.unpack(">i", header[-40:-36])[0] != 0
        width, height = (side // FIXED_POINT for side in struct.unpack(">II", header[-8:]))
    except struct.error:
        return 0, 0
    return (height, width) if turned else (width, height)
