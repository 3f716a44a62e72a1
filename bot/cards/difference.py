"""A difference between two versions in words: short enough for a card, or whole."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.words import kind, short_moment, spoken_list
from core.posts.difference import Change, Difference, Part, Swap
from core.posts.model import Format

MOST_TOLD = 3
"""On a card; the rest is counted."""
MOST_QUOTED = 2
"""Paragraphs in a row that came, or that went."""
LONGEST_SIDE = 70
"""Of one side of a swap on a card, in characters."""


def told(found: Difference, zone: str) -> str:
    """ "“22:00” → “23:00”; added “Afters at Kater”; and 2 more"; "" when nothing is different."""
    said = [*_words(found), *_around(found, zone)]
    rest = len(said) - MOST_TOLD
    shown = [*said[:MOST_TOLD], f"and {rest} more"] if rest > 1 else said
    return "; ".join(shown)


def is_cut(found: Difference, zone: str) -> bool:
    """Whether there is more to see than a card tells."""
    long = any(len(side) > LONGEST_SIDE for swap in found.swaps for side in (swap.before, swap.after))
    row = max((len(list(swaps)) for came_or_went, swaps in groupby(found.swaps, _kind) if came_or_went), default=0)
    return long or row > MOST_QUOTED + 1 or len([*_words(found), *_around(found, zone)]) > MOST_TOLD + 1


def what(found: Difference) -> str:
    """What was changed: "the caption", "the hour"; "" when it is more than one thing."""
    if found.words_only:
        return "the caption"
    parts = {change.part for change in found.changes}
    return _WHAT.get(next(iter(parts)), "") if len(parts) == 1 and not found.swaps else ""


def around(found: Difference, zone: str) -> tuple[str, ...]:
    """Everything but the words, whole."""
    return tuple(_around(found, zone))


def _words(found: Difference) -> Iterator[str]:
    if found.anew:
        ((before, after),) = ((len(swap.before), len(swap.after)) for swap in found.swaps)
        yield f"the caption is written anew, {before:,} → {after:,} characters"
        return
    for came_or_went, row in groupby(found.swaps, _kind):
        swaps = list(row)
        if came_or_went is None:
            yield from map(_swapped, swaps)
        else:
            yield f"{came_or_went} {_quoted(swaps)}"


def _quoted(swaps: Sequence[Swap]) -> str:
    """ "“A”, “B” and 3 more paragraphs"."""
    said = [f"“{_cut(swap.after or swap.before)}”" for swap in swaps]
    rest = len(said) - MOST_QUOTED
    return f"{', '.join(said[:MOST_QUOTED])} and {rest} more paragraphs" if rest > 1 else spoken_list(said)


def _kind(swap: Swap) -> str | None:
    """Neighbours that only came, or only went, are told together."""
    if swap.before and swap.after:
        return None
    return "added" if swap.after else "removed"


def _swapped(swap: Swap) -> str:
    if not swap.before:
        return f"added “{_cut(swap.after)}”"
    if not swap.after:
        return f"removed “{_cut(swap.before)}”"
    return f"“{_cut(swap.before)}” → “{_cut(swap.after)}”"


def _cut(text: str) -> str:
    """The beginning and the end: that is what one looks for in the caption."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SIDE:
        return text
    head, tail = text[: LONGEST_SIDE - 25].rsplit(" ", 1)[0], text[-20:].split(" ", 1)[-1]
    return f"{head.rstrip()} … {tail.lstrip()}"


def _around(found: Difference, zone: str) -> Iterator[str]:
    for change in found.changes:
        yield _SAID[change.part](change, zone)


def _names(text: str) -> str:
    return spoken_list([f"@{name}" for name in text.split(",") if name])


def _people(role: str) -> Callable[[Change, str], str]:
    def say(change: Change, _: str) -> str:
        come = f"{role} {_names(change.after)}" if change.after else ""
        gone = f"not {role} any more: {_names(change.before)}" if change.before else ""
        return "; ".join(part for part in (come, gone) if part) or f"where people are {role}"

    return say


def _text(label: str) -> Callable[[Change, str], str]:
    def say(change: Change, _: str) -> str:
        return f"{label}: {_swapped(Swap(change.before, change.after))}"

    return say


def _slot(change: Change, zone: str) -> str:
    before, after = (_local(side, zone) for side in (change.before, change.after))
    return f"{before} → {after}"


def _local(moment: str, zone: str) -> str:
    return short_moment(datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)))


def _format(change: Change, _: str) -> str:
    return f"{kind(Format(change.before))} → {kind(Format(change.after))}"


def _motion(change: Change, _: str) -> str:
    return "the flyer moves now" if change.after else "the flyer stands still now"


def _files(change: Change, _: str) -> str:
    if change.before and change.after:
        return "other files" if change.before == change.after else f"files: {change.before} → {change.after}"
    return "your own files instead of the flyer" if change.after else "a flyer instead of your files"


def _story(change: Change, _: str) -> str:
    return "also goes out as a story" if change.after else "no story beside it any more"


def _plainly(sentence: str) -> Callable[[Change, str], str]:
    return lambda _, __: sentence


_SAID: dict[Part, Callable[[Change, str], str]] = {
    Part.FORMAT: _format,
    Part.MOTION: _motion,
    Part.SLOT: _slot,
    Part.ACCOUNT: _plainly("another account"),
    Part.FILES: _files,
    Part.DESIGN: _plainly("another design"),
    Part.PICTURE: _plainly("the picture is new"),
    Part.TAGS: _people("tagged"),
    Part.COLLABORATORS: _people("asked along"),
    Part.PLACE: _text("place"),
    Part.FIRST_COMMENT: _text("first comment"),
    Part.ALT_TEXT: _plainly("the alt text"),
    Part.COVER: _plainly("another cover"),
    Part.IN_FEED: _plainly("where the reel is shown"),
    Part.STORY: _story,
}
_WHAT = {
    Part.SLOT: "the hour",
    Part.FORMAT: "the format",
    Part.DESIGN: "the design",
    Part.PICTURE: "the picture",
    Part.FILES: "the files",
    Part.TAGS: "the tags",
    Part.FIRST_COMMENT: "the first comment",
}


def in_order(swaps: Sequence[Swap]) -> tuple[str, ...]:
    """Every swap, whole, one a line."""
    return tuple(
        f"Added: {swap.after}"
        if not swap.before
        else f"Removed: {swap.before}"
        if not swap.after
        else f"“{swap.before}” → “{swap.after}”"
        for swap in swaps
    )
