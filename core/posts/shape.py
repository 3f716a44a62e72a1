"""Uploaded files in the shapes Instagram shows: feeds 4:5 to 1.91:1, slides like the first, stories 9:16."""

from dataclasses import replace

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
    notes: list[str] = []
    for place, item in enumerate(items, start=1):
        if item.facts.video:
            notes += _about_video(format_, item, wanted, place)
            made.append(item)
        elif abs(item.facts.ratio - wanted) > NEAR:
            made.append(await _fitted(parts, item, wanted))
            notes.append(_about_picture(format_, place))
        else:
            made.append(item)
    return tuple(made), tuple(notes)


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


def _about_picture(format_: Format, place: int) -> str:
    if format_ is Format.CAROUSEL and place > 1:
        return f"Picture {place} was given the shape of the first one; nothing was cut off."
    shape = "9:16" if format_ is Format.STORY else "the nearest shape Instagram takes"
    return f"The picture was put into {shape}; nothing was cut off."


def _about_video(format_: Format, item: Item, wanted: float, place: int) -> tuple[str, ...]:
    if format_ is Format.CAROUSEL and abs(item.facts.ratio - wanted) > NEAR:
        return (f"Instagram will crop the video on slide {place} to the shape of the first one.",)
    return ()
