"""Pictures made fit for Instagram: upright baseline sRGB JPEG, 320 to 1440 px wide, at most 8 MiB."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

from core.adapters.studio.colours import colour_of
from core.adapters.studio.developing import decoded
from core.adapters.studio.opening import open_upload, whole
from core.adapters.studio.segments import is_baseline, without_notes
from core.ports.painter import UnreadablePicture
from core.ports.studio import MediaFacts, Prepared

MOST_BYTES = 8 * 1024 * 1024
NARROWEST, WIDEST = 320, 1440
MOST_STRETCHED = 10
_QUALITIES = (92, 85, 75, 60, 40)
"""Tried in this order until the file is light enough."""
_NAMES = {"HEIF": "HEIC", "MPO": "multi-picture JPEG", "WEBP": "WebP"}
_UPRIGHT = 1
_ON_ITS_SIDE = (5, 6, 7, 8)


def take_in_picture(upload: bytes) -> Prepared:
    """A picture ready to be stored; raises UnreadablePicture."""
    picture = open_upload(upload)
    if max(picture.size) > MOST_STRETCHED * min(picture.size):
        raise UnreadablePicture("That picture is more than ten times as long as wide; please crop it.")
    with whole():
        facts, orientation = _facts(picture, upload), _orientation(picture)
        notes = list(_notes(picture, facts, orientation))
    if _is_fit(facts) and orientation == _UPRIGHT:
        decoded(picture)  # broken ones look fit from the front
        data = without_notes(upload)
    else:
        data, smaller = _made_fit(picture, facts)
        notes += [smaller] if smaller else []
    return Prepared(data, picture_facts(data), tuple(notes))


def picture_facts(data: bytes) -> MediaFacts:
    """What a picture is; raises UnreadablePicture."""
    picture = open_upload(data)
    with whole():
        return _facts(picture, data)


def encoded(picture: Image.Image) -> tuple[bytes, int]:
    """A baseline JPEG of at most 8 MiB, and the quality it took."""
    for quality in _QUALITIES:
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue(), quality


def _facts(picture: Image.Image, data: bytes) -> MediaFacts:
    width, height = picture.size
    if _orientation(picture) in _ON_ITS_SIDE:
        width, height = height, width
    kind = picture.format or ""
    return MediaFacts(
        video=False,
        size=len(data),
        width=width,
        height=height,
        format=_NAMES.get(kind, kind),
        colour=colour_of(picture),
        baseline=kind != "JPEG" or is_baseline(data),
    )


def _is_fit(facts: MediaFacts) -> bool:
    plain = facts.format == "JPEG" and facts.baseline and facts.colour == "sRGB"
    return plain and facts.size <= MOST_BYTES and NARROWEST <= facts.width <= WIDEST


def _made_fit(picture: Image.Image, facts: MediaFacts) -> tuple[bytes, str]:
    width = min(max(facts.width, NARROWEST), WIDEST)
    height = max(1, round(facts.height * width / facts.width))
    full = decoded(picture, max(2 * max(width, height), max(picture.size) // 8))
    if full.size != (width, height):
        full = full.resize((width, height), Image.Resampling.LANCZOS)
    data, quality = encoded(full)
    return data, "" if quality == _QUALITIES[0] else "Compressed to stay below 8 MB."


def _orientation(picture: Image.Image) -> int:
    """As the camera noted it, 1 to 8; anything else means upright."""
    noted: Any = picture.getexif().get(ExifTags.Base.Orientation)
    return int(noted) if noted in range(1, 9) else _UPRIGHT


def _notes(picture: Image.Image, facts: MediaFacts, orientation: int) -> Iterator[str]:
    """What has to be done to it, a sentence each."""
    if facts.format != "JPEG":
        yield f"Converted from {facts.format}."
    elif not facts.baseline:
        yield "Converted from progressive JPEG."
    if getattr(picture, "n_frames", 1) > 1 and facts.format in ("GIF", "WebP", "PNG", "AVIF"):
        yield "Only the first picture of the animation is used."
    if orientation != _UPRIGHT:
        yield "Turned upright."
    if facts.colour not in ("sRGB", "grey"):
        yield f"Colours converted from {facts.colour}."
    if picture.has_transparency_data:
        yield "Transparent parts made white."
    if facts.width > WIDEST:
        yield f"Made smaller, from {facts.width} to {WIDEST} pixels in width."
    if facts.width < NARROWEST:
        yield f"Made larger, from {facts.width} to {NARROWEST} pixels in width."
    if ExifTags.Base.GPSInfo in picture.getexif():
        yield "Removed where it was taken."
