"""Uploaded files in the shapes Instagram shows: feeds 4:5 to 1.91:1, slides like the first, stories 9:16."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.approvals.policy import spoken_list
from core.ports.parts import Parts
from core.ports.studio import MediaFacts
from core.posts.limits import FEED_RATIOS, UPRIGHT
from core.posts.media import Item
from core.posts.model import Format

NEAR = 0.01
"""Ratios this near to each other look the same and are left alone."""


async def shaped(parts: Parts, format_: Format, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """(the files as they will go out, sentences about what was done). Videos keep their shape."""
    wanted = _wanted_ratio(format_, items)
    if wanted is None:
        return items, ()
    made: list[Item] = []
    fitted: list[int] = []
    cropped: list[int] = []
    for place, item in enumerate(items, start=1):
        if abs(item.facts.ratio - wanted) <= NEAR:
            made.append(item)
        elif item.facts.video:
            cropped += [place] if format_ is Format.CAROUSEL else []
            made.append(item)
        else:
            made.append(await _fitted(parts, item, wanted))
            fitted.append(place)
    return tuple(made), tuple(_about(format_, fitted, cropped))


def noted(items: tuple[Item, ...]) -> tuple[str, ...]:
    """What was done to files as they came in, each thing once."""
    places: dict[str, list[int]] = {}
    for place, item in enumerate(items, start=1):
        for note in item.notes:
            places.setdefault(note, []).append(place)
    if len(items) == 1:
        return tuple(places)
    return tuple(f"{numbered(where)}: {note[:1].lower()}{note[1:]}" for note, where in places.items())


def numbered(places: Sequence[int]) -> str:
    """ "Number 2", "Numbers 1, 2 and 4"."""
    return f"Number {places[0]}" if len(places) == 1 else f"Numbers {spoken_list([str(place) for place in places])}"


def as_shaped(format_: Format, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """What `shaped` will make of them, as far as facts go: pictures get their ratio, videos keep theirs."""
    wanted = _wanted_ratio(format_, items)
    if wanted is None:
        return items
    return tuple(item if item.facts.video else replace(item, facts=_in_ratio(item.facts, wanted)) for item in items)


def _in_ratio(facts: MediaFacts, ratio: float) -> MediaFacts:
    return facts if abs(facts.ratio - ratio) <= NEAR else replace(facts, height=round(facts.width / ratio))


def _wanted_ratio(format_: Format, items: tuple[Item, ...]) -> float | None:
    narrowest, widest = FEED_RATIOS
    if format_ is Format.REEL or not items:
        return None
    if format_ is Format.STORY:
        return UPRIGHT
    return min(max(items[0].facts.ratio, narrowest), widest)


async def _fitted(parts: Parts, item: Item, ratio: float) -> Item:
    prepared = await parts.studio.fit(await parts.media.get(item.key), ratio)
    key = await parts.media.put(prepared.data)
    return replace(item, key=key, hash=key.partition(".")[0], facts=prepared.facts)


def _about(format_: Format, fitted: Sequence[int], cropped: Sequence[int]) -> Iterator[str]:
    if fitted and (format_ is not Format.CAROUSEL or fitted[0] == 1):
        shape = "9:16" if format_ is Format.STORY else "the nearest shape Instagram takes"
        yield f"The {'first ' if format_ is Format.CAROUSEL else ''}picture was put into {shape}; nothing was cut off."
    if like_first := [place for place in fitted if place > 1]:
        several = len(like_first) > 1
        one = f"{numbered(like_first)} was given the shape of the first; nothing was cut off."
        yield f"{numbered(like_first)} were given the shape of the first; nothing was cut off." if several else one
    if cropped:
        yield f"{numbered(cropped)}, being video, Instagram will crop to the shape of the first."
