"""Hashtags inside a caption that somebody typed, and where they stand. Pure."""

import enum
import re
from collections.abc import Sequence

from core.copy.text import TAG, closing_tags, is_tags, paragraphs
from core.hashtags.optimize import Optimized, optimize_hashtags
from core.hashtags.tags import MOST, same, usable

_GAPS = re.compile(r"[ \t]{2,}")


def tidied(caption: str, max_count: int = MOST, *, ranked: Sequence[str] = ()) -> tuple[str, Optimized]:
    """(the caption with hashtags that are of use, what was left out and why).

    A tag among other words only loses its "#", as the sentence needs the word; one in a row of tags goes. A caption
    with nothing to put right stays as it is, letter by letter.
    """
    found = optimize_hashtags(TAG.findall(caption), max_count, ranked=ranked)
    if not found.left_out:
        return caption, found
    left = {same(tag) for tag in found.tags}
    blocks = (_block(block, left) for block in re.split(r"(\n\s*\n)", caption))
    return re.sub(r"(\n\s*\n)\s*\n", r"\1", "".join(blocks)).strip(), found


def _block(block: str, left: set[str]) -> str:
    """One paragraph, or the gap between two; `left` shrinks as each tag is met, so that a second one goes."""
    alone = is_tags(block)

    def one(match: re.Match[str]) -> str:
        if same(match[0]) in left:
            left.discard(same(match[0]))
            return match[0]
        return "" if alone else match[0].removeprefix("#")

    told = TAG.sub(one, block)
    return _GAPS.sub(" ", told).strip(" ") if alone else told


class Join(enum.Enum):
    """How hashtags of a caption come to those a first comment has already."""

    AFTER = "after"
    """A person's own first, ours fill what is left."""
    BEFORE = "before"
    """Somebody has just typed them, so they count most."""
    INSTEAD = "instead"
    """Whoever wrote the caption knew those of the comment; none of them may be left."""


def in_comment(caption: str, comment: str, max_count: int = MOST, how: Join = Join.AFTER) -> tuple[str, str]:
    """(the caption without its rows of hashtags, the first comment with them at its end).

    What a person wrote as first comment stays before them, and so do as many tags as it had.
    """
    moved, own = closing_tags(caption), usable(closing_tags(comment))
    if not moved and how is not Join.INSTEAD:
        return caption, comment
    row = {Join.AFTER: (*own, *moved), Join.BEFORE: (*moved, *own), Join.INSTEAD: moved}[how]
    tags = usable(row)[: max(max_count, len(own))]
    words = [one for one in paragraphs(comment) if not is_tags(one)]
    kept = [one for one in paragraphs(caption) if not is_tags(one)] if moved else [caption]
    return "\n\n".join(kept), "\n\n".join([*words, *([" ".join(tags)] if tags else [])])


def from_comment(caption: str, comment: str) -> str:
    """The caption as a writer sees it: with the hashtags that stand in the first comment as its last paragraph."""
    tags = closing_tags(comment)
    return f"{caption}\n\n{' '.join(tags)}".strip() if tags and not closing_tags(caption) else caption
