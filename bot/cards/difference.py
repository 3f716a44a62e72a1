"""A difference between two versions in words: short enough for a card, or whole."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.language import mark, tr, tr_many
from bot.words import kind, number_in_words, quoted, short_moment, spoken_list
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
    shown = [*said[:MOST_TOLD], tr_many("and {n} more", "and {n} more", rest)] if rest > 1 else said
    return "; ".join(shown)


def is_cut(found: Difference, zone: str) -> bool:
    """Whether there is more to see than a card tells."""
    long = any(len(side) > LONGEST_SIDE for swap in found.swaps for side in (swap.before, swap.after))
    row = max((len(list(swaps)) for one_sided, swaps in groupby(found.swaps, _one_sided) if one_sided), default=0)
    return long or row > MOST_QUOTED + 1 or len([*_words(found), *_around(found, zone)]) > MOST_TOLD + 1


def what(found: Difference) -> str:
    """What was changed: "the caption", "the hour"; "" when it is more than one thing."""
    if found.words_only:
        return tr("the caption")
    parts = {change.part for change in found.changes}
    if found.swaps or len(parts) != 1 or not parts <= _WHAT.keys():
        return ""
    return tr(_WHAT[parts.pop()])


def around(found: Difference, zone: str) -> tuple[str, ...]:
    """Everything but the words, whole."""
    return tuple(_around(found, zone))


def _words(found: Difference) -> Iterator[str]:
    if found.anew:
        ((before, after),) = ((len(swap.before), len(swap.after)) for swap in found.swaps)
        yield tr(
            "the caption is written anew, {before} → {after} characters",
            before=number_in_words(before),
            after=number_in_words(after),
        )
        return
    for one_sided, row in groupby(found.swaps, _one_sided):
        swaps = list(row)
        if one_sided:
            yield tr(_ONE_SIDED[one_sided], words=_quoted(swaps))
        else:
            yield from map(_swapped, swaps)


def _quoted(swaps: Sequence[Swap]) -> str:
    """ "“A”, “B” and 3 more paragraphs"."""
    said = [quoted(_cut(swap.after or swap.before)) for swap in swaps]
    rest = len(said) - MOST_QUOTED
    if rest < 2:
        return spoken_list(said)
    first = ", ".join(said[:MOST_QUOTED])
    return tr_many("{quotes} and {n} more paragraph", "{quotes} and {n} more paragraphs", rest, quotes=first)


def _one_sided(swap: Swap) -> str:
    """Neighbours that only came, or only went, are told together; "" for what was exchanged."""
    if swap.before and swap.after:
        return ""
    return _WENT if swap.before else _CAME


def _swapped(swap: Swap) -> str:
    if one_sided := _one_sided(swap):
        return tr(_ONE_SIDED[one_sided], words=_quoted([swap]))
    return f"{quoted(_cut(swap.before))} → {quoted(_cut(swap.after))}"


def _cut(text: str) -> str:
    """The beginning and the end: that is what one looks for in the caption."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_SIDE:
        return text
    head, tail = text[: LONGEST_SIDE - 25].rsplit(" ", 1)[0], text[-20:].split(" ", 1)[-1]
    return f"{head.rstrip()} … {tail.lstrip()}"


def _around(found: Difference, zone: str) -> Iterator[str]:
    for change in found.changes:
        if change.part in _PLAIN:
            yield tr(_PLAIN[change.part])
        else:
            yield _SAID[change.part](change, zone)


def _names(text: str) -> str:
    return spoken_list([f"@{name}" for name in text.split(",") if name])


def _tagged(change: Change, _: str) -> str:
    come = tr("tagged {names}", names=_names(change.after)) if change.after else ""
    gone = tr("not tagged any more: {names}", names=_names(change.before)) if change.before else ""
    return "; ".join(part for part in (come, gone) if part) or tr("where people are tagged")


def _asked_along(change: Change, _: str) -> str:
    come = tr("asked along {names}", names=_names(change.after)) if change.after else ""
    gone = tr("not asked along any more: {names}", names=_names(change.before)) if change.before else ""
    return "; ".join(part for part in (come, gone) if part) or tr("where people are asked along")


def _place(change: Change, _: str) -> str:
    return tr("place: {change}", change=_swapped(Swap(change.before, change.after)))


def _first_comment(change: Change, _: str) -> str:
    return tr("first comment: {change}", change=_swapped(Swap(change.before, change.after)))


def _slot(change: Change, zone: str) -> str:
    before, after = (_local(side, zone) for side in (change.before, change.after))
    return f"{before} → {after}"


def _local(moment: str, zone: str) -> str:
    return short_moment(datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)))


def _format(change: Change, _: str) -> str:
    return f"{kind(Format(change.before))} → {kind(Format(change.after))}"


def _motion(change: Change, _: str) -> str:
    return tr("the flyer moves now") if change.after else tr("the flyer stands still now")


def _files(change: Change, _: str) -> str:
    if not change.after:
        return tr("a flyer instead of your files")
    if not change.before:
        return tr("your own files instead of the flyer")
    if change.before == change.after:
        return tr("other files")
    return tr("files: {before} → {after}", before=change.before, after=change.after)


def _story(change: Change, _: str) -> str:
    return tr("also goes out as a story") if change.after else tr("no story beside it any more")


_CAME, _WENT = "came", "went"
_ONE_SIDED = {_CAME: mark("added {words}"), _WENT: mark("removed {words}")}
_PLAIN = {
    Part.ACCOUNT: mark("another account"),
    Part.DESIGN: mark("another design"),
    Part.PICTURE: mark("the picture is new"),
    Part.ALT_TEXT: mark("the alt text"),
    Part.COVER: mark("another cover"),
    Part.IN_FEED: mark("where the reel is shown"),
}
_SAID: dict[Part, Callable[[Change, str], str]] = {
    Part.FORMAT: _format,
    Part.MOTION: _motion,
    Part.SLOT: _slot,
    Part.FILES: _files,
    Part.TAGS: _tagged,
    Part.COLLABORATORS: _asked_along,
    Part.PLACE: _place,
    Part.FIRST_COMMENT: _first_comment,
    Part.STORY: _story,
}
_WHAT = {
    Part.SLOT: mark("the hour"),
    Part.FORMAT: mark("the format"),
    Part.DESIGN: mark("the design"),
    Part.PICTURE: mark("the picture"),
    Part.FILES: mark("the files"),
    Part.TAGS: mark("the tags"),
    Part.FIRST_COMMENT: mark("the first comment"),
}


def in_order(swaps: Sequence[Swap]) -> tuple[str, ...]:
    """Every swap, whole, one a line."""
    return tuple(map(_whole, swaps))


def _whole(swap: Swap) -> str:
    if not swap.before:
        return tr("Added: {words}", words=swap.after)
    if not swap.after:
        return tr("Removed: {words}", words=swap.before)
    return f"{quoted(swap.before)} → {quoted(swap.after)}"
