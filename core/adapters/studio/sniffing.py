"""What a file is by its first bytes, whatever its name says."""

EXPORT = "please export it as MP4 with H.264 video and AAC sound"
_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
"""HEIC and AVIF live in the same boxes as MP4."""
_FILM_STARTS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_OTHER_FILMS = {
    b"\x1a\x45\xdf\xa3": "a WebM or Matroska",
    b"\x30\x26\xb2\x75": "a Windows Media",
    b"\x00\x00\x01\xba": "an MPEG",
    b"\x00\x00\x01\xb3": "an MPEG",
    b"FLV\x01": "a Flash",
    b"OggS": "an Ogg",
}


def is_film(data: bytes) -> bool:
    """MP4, MOV and their family."""
    return data[4:8] in _FILM_STARTS and data[8:12] not in _PICTURE_BRANDS


def refusal(data: bytes) -> str:
    """A sentence about what we know by name and do not take; "" for anything else."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "That is a PDF; please send the picture itself, as JPEG, PNG, WebP or HEIC."
    if _is_svg(data[:2048]):
        return "That is an SVG drawing; please export it as PNG, 1000 pixels wide, with a transparent background."
    kind = "an AVI" if data[:4] == b"RIFF" and data[8:12] == b"AVI " else _OTHER_FILMS.get(data[:4])
    return f"That is {kind} video, which Instagram does not take; {EXPORT}." if kind else ""


def _is_svg(start: bytes) -> bool:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith((b"<svg", b"<?xml", b"<!DOCTYPE svg", b"<!--")) and b"<svg" in start
