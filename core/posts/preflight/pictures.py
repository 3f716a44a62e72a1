"""Pictures: JPEG, light enough, and in the feed neither too tall nor too wide."""

from collections.abc import Iterator

from core.ports.studio import MediaFacts
from core.posts.limits import FEED_RATIOS, MEGABYTE, PICTURE_BYTES, PICTURE_WIDTHS, RATIO_SLACK, UPRIGHT
from core.posts.model import Format
from core.posts.preflight.planned import Finding, Planned

_ALIKE = 0.02
"""Ratios this close look the same."""


def pictures(planned: Planned) -> Iterator[Finding]:
    in_feed = planned.format in (Format.FEED, Format.CAROUSEL)
    for number, file in enumerate(planned.files, start=1):
        if not file.video:
            name = f"Picture {number}" if len(planned.files) > 1 else "The picture"
            yield from picture(file, name, "files")
            yield from _ratio(file, name) if in_feed else _upright(file, name, "files", "A story")
    if planned.format is Format.CAROUSEL:
        yield from _cropped(planned)
    if planned.cover is not None:
        yield from _cover(planned.cover)


def picture(file: MediaFacts, name: str, field: str) -> Iterator[Finding]:
    """What holds for every picture anywhere."""
    if file.format != "JPEG":
        yield Finding(f"{name} is {file.format}; Instagram takes JPEG. Please save it as JPEG.", field)
    elif not file.baseline:
        yield Finding(f"{name} is a progressive JPEG; Instagram takes plain ones. Please save it anew.", field)
    if file.colour != "sRGB":
        yield Finding(f"{name} has {file.colour} colours; Instagram takes sRGB. Please save it so.", field)
    if file.size > PICTURE_BYTES:
        most = PICTURE_BYTES // MEGABYTE
        yield Finding(
            f"{name} has {file.size / MEGABYTE:.1f} MB; Instagram takes {most}. Please save it smaller.", field
        )
    least, most = PICTURE_WIDTHS
    if not least <= file.width <= most:
        sentence = f"{name} is {file.width} pixels wide; Instagram scales to {least} to {most}, so it may look soft."
        yield Finding(sentence, field, blocks=False)


def _ratio(file: MediaFacts, name: str) -> Iterator[Finding]:
    tallest, widest = FEED_RATIOS
    if file.ratio < tallest - RATIO_SLACK:
        yield Finding(f"{name} is too tall for the feed: at most 4:5. Please crop it or let me add bars.", "files")
    if file.ratio > widest + RATIO_SLACK:
        yield Finding(f"{name} is too wide for the feed: at most 1.91:1. Please crop it or let me add bars.", "files")


def _upright(file: MediaFacts, name: str, field: str, where: str) -> Iterator[Finding]:
    if abs(file.ratio - UPRIGHT) > _ALIKE:
        sentence = f"{name} is not 9:16. {where} fills the screen, so Instagram adds bars or cuts the sides."
        yield Finding(sentence, field, blocks=False)


def _cropped(planned: Planned) -> Iterator[Finding]:
    first = planned.file(1)
    for number, file in enumerate(planned.files[1:], start=2):
        if first is not None and abs(file.ratio - first.ratio) > _ALIKE:
            sentence = f"Number {number} has another shape than the first; Instagram crops it to that. Use one shape."
            yield Finding(sentence, "files", blocks=False)


def _cover(cover: MediaFacts) -> Iterator[Finding]:
    if cover.video:
        yield Finding("The cover is a video; please attach a picture.", "cover")
        return
    yield from picture(cover, "The cover", "cover")
    yield from _upright(cover, "The cover", "cover", "A reel")
