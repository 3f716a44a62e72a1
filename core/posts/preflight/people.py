"""Who is named besides the caption: tags in pictures, collaborators; and the place."""

import re
from collections import Counter
from collections.abc import Iterator

from core.posts.details import PlacedTag
from core.posts.limits import MOST_COLLABORATORS, MOST_TAGS
from core.posts.model import Format
from core.posts.preflight.planned import Finding, Planned

_USERNAME = re.compile(r"[A-Za-z0-9_.]{1,30}")
_PAGE_ID = re.compile(r"[1-9][0-9]{4,19}")


def people(planned: Planned) -> Iterator[Finding]:
    details = planned.details
    yield from (found for tag in details.tags for found in _tag(planned, tag))
    for slide, count in Counter(tag.slide for tag in details.tags).items():
        if count > MOST_TAGS:
            yield Finding(f"Number {slide} has {count} people tagged; Instagram takes {MOST_TAGS}.", "tags")
    yield from _collaborators(planned)
    yield from _place(planned)


def _tag(planned: Planned, tag: PlacedTag) -> Iterator[Finding]:
    who, file = tag.username, planned.file(tag.slide)
    placed = tag.x is not None and tag.y is not None
    yield from _username(who, "tags")
    if not 1 <= tag.slide <= planned.count:
        yield Finding(f"“{who}” is tagged in number {tag.slide}, but there is no such picture.", "tags")
    elif file and file.video:
        yield from _in_video(planned, tag)
    elif not placed and (planned.format is not Format.STORY or (tag.x is None) != (tag.y is None)):
        yield Finding(f"Say where “{who}” is in the picture: x and y, each from 0 to 1.", "tags")
    if any(at is not None and not 0 <= at <= 1 for at in (tag.x, tag.y)):
        yield Finding(f"The place of “{who}” lies outside the picture; x and y go from 0 to 1.", "tags")


def _in_video(planned: Planned, tag: PlacedTag) -> Iterator[Finding]:
    if planned.format is Format.CAROUSEL:
        sentence = f"“{tag.username}” is tagged in number {tag.slide}, a video; in a carousel only pictures take tags."
        yield Finding(sentence, "tags")
    elif tag.x is not None or tag.y is not None:
        yield Finding(f"“{tag.username}” is tagged in a video, which has no place for it; leave x and y out.", "tags")


def _collaborators(planned: Planned) -> Iterator[Finding]:
    names = planned.details.collaborators
    if names and planned.format is Format.STORY:
        yield Finding("Stories take no collaborators; please leave them out.", "collaborators")
    if len(names) > MOST_COLLABORATORS:
        sentence = f"Instagram takes at most {MOST_COLLABORATORS} collaborators, these are {len(names)}."
        yield Finding(sentence, "collaborators")
    for name in names:
        yield from _username(name, "collaborators")


def _username(name: str, field: str) -> Iterator[Finding]:
    if not _USERNAME.fullmatch(name):
        sentence = f"“{name}” is no Instagram name; those have letters, digits, dots and underscores, at most 30."
        yield Finding(sentence, field)


def _place(planned: Planned) -> Iterator[Finding]:
    location = planned.details.location_id
    if not location:
        return
    if planned.format is Format.STORY:
        yield Finding("Stories take no location; please leave it out.", "location_id")
    if not _PAGE_ID.fullmatch(location):
        sentence = "A location is the number of a Facebook Page with an address, such as 102988293558."
        yield Finding(sentence, "location_id")
