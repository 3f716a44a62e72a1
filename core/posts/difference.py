"""What is different between two revisions of a post: words, and everything around them. Pure; bot puts it in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from core.copy.text import paragraphs
from core.posts.details import Details, details_from
from core.posts.model import Revision

_PIECE = re.compile(r"\n+|[^\S\n]+|\S+")
_ALIKE = 0.3
"""Below this share of common words a list of differences says less than "written anew"."""
_BRIDGE = 2
"""So few unchanged words between two changes are told along with them."""


class Part(Enum):
    """What of a post changed, besides the words of its caption."""

    FORMAT = "format"
    MOTION = "motion"
    SLOT = "slot"
    ACCOUNT = "account"
    FILES = "files"
    DESIGN = "design"
    PICTURE = "picture"
    TAGS = "tags"
    COLLABORATORS = "collaborators"
    PLACE = "place"
    FIRST_COMMENT = "first comment"
    ALT_TEXT = "alt text"
    COVER = "cover"
    IN_FEED = "in feed"
    STORY = "story"


@dataclass(frozen=True)
class Swap:
    """Words that stand where others stood; either side may be empty."""

    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """Both sides as text: a format's value, a moment in ISO form, names joined by commas; "" where nothing was."""

    part: Part
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Difference:
    """anew: hardly a word is left, so `swaps` has the whole caption on both sides."""

    swaps: tuple[Swap, ...] = ()
    changes: tuple[Change, ...] = ()
    anew: bool = False

    def __bool__(self) -> bool:
        return bool(self.swaps or self.changes)

    @property
    def words_only(self) -> bool:
        return bool(self.swaps) and all(change.part is Part.PICTURE for change in self.changes)


def difference(old: Revision, new: Revision) -> Difference:
    """From the older to the newer one; what was not kept of old revisions is not compared."""
    swaps, anew = words_changed(old.caption, new.caption)
    return Difference(swaps, tuple(_around(old, new)), anew)


def words_changed(old: str, new: str) -> tuple[tuple[Swap, ...], bool]:
    """(what was swapped, in the order of the text; whether it was written anew)."""
    if old == new:
        return (), False
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if _common(before, after) < _ALIKE:
        return (Swap(old, new),), bool(old and new)
    return tuple(_swaps(before, after)), False


def _common(before: Sequence[str], after: Sequence[str]) -> float:
    """The share of words that stayed; a caption that only lost or gained paragraphs kept all of the shorter one."""
    old, new = ([piece for piece in side if piece.strip()] for side in (before, after))
    shorter = min(len(old), len(new))
    kept = sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    return kept / shorter if shorter else 0.0


def _swaps(before: Sequence[str], after: Sequence[str]) -> Iterator[Swap]:
    at: tuple[int, int, int, int] | None = None
    for tag, b1, b2, a1, a2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            at = (at[0], b2, at[2], a2) if at else (b1, b2, a1, a2)
        elif at and _is_bridge(before[b1:b2], last=b2 == len(before)):
            at = (at[0], b2, at[2], a2)
        elif at:
            yield from _swap(before[at[0] : at[1]], after[at[2] : at[3]])
            at = None
    if at:
        yield from _swap(before[at[0] : at[1]], after[at[2] : at[3]])


def _is_bridge(pieces: Sequence[str], *, last: bool) -> bool:
    """Unchanged words too few to stand between two changes; a new paragraph always parts them."""
    words = [piece for piece in pieces if piece.strip()]
    return not last and len(words) < _BRIDGE and not any("\n" in piece for piece in pieces)


def _swap(before: Sequence[str], after: Sequence[str]) -> Iterator[Swap]:
    old, new = "".join(before).strip(), "".join(after).strip()
    if old and new and len(paragraphs(old)) == len(paragraphs(new)) == 1:
        yield Swap(*_without_common_ends(old, new))
    else:  # each paragraph that came or went is one of its own
        yield from (Swap(gone, "") for gone in paragraphs(old))
        yield from (Swap("", come) for come in paragraphs(new))


def _without_common_ends(old: str, new: str) -> tuple[str, str]:
    """ "22:00." -> "23:00." is about the hour, not about the dot."""
    end = 0
    while end < min(len(old), len(new)) - 1 and old[-1 - end] == new[-1 - end] and not old[-1 - end].isalnum():
        end += 1
    start = 0
    shortest = min(len(old), len(new)) - end
    while start < shortest - 1 and old[start] == new[start] and not old[start].isalnum():
        start += 1
    return old[start : len(old) - end], new[start : len(new) - end]


def _around(old: Revision, new: Revision) -> Iterator[Change]:
    yield from _framed(old.frame or {}, new.frame or {})
    if old.picture_hash and new.picture_hash and old.picture_hash != new.picture_hash:
        yield Change(Part.PICTURE)


def _framed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    if not old or not new:
        return
    if old["format"] != new["format"]:
        yield Change(Part.FORMAT, old["format"], new["format"])
    elif old["film"] != new["film"]:
        yield Change(Part.MOTION, *("film" if frame["film"] else "" for frame in (old, new)))
    if old["due_at"] != new["due_at"]:
        yield Change(Part.SLOT, old["due_at"], new["due_at"])
    if old["account"] and new["account"] and old["account"] != new["account"]:
        yield Change(Part.ACCOUNT)
    if _hashes(old) != _hashes(new):
        yield Change(Part.FILES, *(str(len(frame["media"]) or "") for frame in (old, new)))
    if old["template"] and new["template"] and old["template"] != new["template"]:
        yield Change(Part.DESIGN)
    yield from _extras(details_from(old["details"]), details_from(new["details"]))


def _hashes(frame: Mapping[str, Any]) -> list[str]:
    return [item["hash"] for item in frame["media"]]


def _extras(old: Details, new: Details) -> Iterator[Change]:
    yield from _names(Part.TAGS, [tag.username for tag in old.tags], [tag.username for tag in new.tags])
    if old.tags != new.tags and {tag.username for tag in old.tags} == {tag.username for tag in new.tags}:
        yield Change(Part.TAGS)
    yield from _names(Part.COLLABORATORS, old.collaborators, new.collaborators)
    texts = (
        (Part.PLACE, old.location_id, new.location_id),
        (Part.FIRST_COMMENT, old.first_comment, new.first_comment),
        (Part.STORY, "story" if old.as_story else "", "story" if new.as_story else ""),
    )
    for part, before, after in texts:
        if before != after:
            yield Change(part, before, after)
    quietly = (
        (Part.ALT_TEXT, old.alt_texts != new.alt_texts),
        (Part.COVER, (old.cover_hash, old.thumb_offset_ms) != (new.cover_hash, new.thumb_offset_ms)),
        (Part.IN_FEED, old.share_to_feed != new.share_to_feed),
    )
    for part, differs in quietly:
        if differs:
            yield Change(part)


def _names(part: Part, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Who is not there any more, and who is there now."""
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    if gone or come:
        yield Change(part, ",".join(gone), ",".join(come))
