"""A flyer, painted in every layout at once: one yes is about all of them."""

import hashlib
from collections.abc import Sequence

from core.copy.alt_text import flyer_alt_text
from core.ports.painter import Painted
from core.posts.details import details_from
from core.posts.model import Format
from core.posts.pictures.made import Made, Making
from core.posts.variants import Variant
from core.templates.scene import Layout

LAYOUTS = {Format.FEED: Layout.PORTRAIT, Format.STORY: Layout.STORY}
NAMES = {Layout.SQUARE: "square", Layout.PORTRAIT: "feed", Layout.STORY: "story"}


async def painted_flyer(making: Making) -> Made:
    """The picture that goes out, and the same flyer in the other layouts for wherever else people post it."""
    details = details_from(making.post.details)
    main = LAYOUTS[making.post.format]
    first = await painted(making, main)
    key, digest = await stored_picture(making, first)
    others, notes = await other_layouts(making, main, first.notes)
    alt_text = details.alt_text(1) or flyer_alt_text(making.scene, making.campaign.language)
    return Made((), key, digest, alt_text, details, (*first.notes, *notes), making.design, others)


async def painted(making: Making, layout: Layout) -> Painted:
    """The flyer in one layout."""
    return await making.parts.painter.paint(making.template, layout, making.scene, making.brand)


async def stored_picture(making: Making, picture: Painted) -> tuple[str, str]:
    """Key and hash of a picture, once it is in the store."""
    return await making.parts.media.put(picture.jpeg), hashlib.sha256(picture.jpeg).hexdigest()


async def other_layouts(
    making: Making, main: Layout, said: Sequence[str]
) -> tuple[tuple[Variant, ...], tuple[str, ...]]:
    """The flyer in all layouts but one, and the remarks about them that were not made about that one."""
    variants, notes = [], []
    for layout in Layout:
        if layout is main:
            continue
        picture = await painted(making, layout)
        variants.append(Variant(layout, *await stored_picture(making, picture)))
        notes += [f"In the {NAMES[layout]} format: {note}" for note in picture.notes if note not in said]
    return tuple(variants), tuple(notes)
