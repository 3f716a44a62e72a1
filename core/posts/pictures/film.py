"""A flyer that moves: the film, and the finished flyer as its cover."""

from dataclasses import replace

from core.copy.alt_text import film_alt_text
from core.posts.details import Details, details_from
from core.posts.media import Item
from core.posts.model import Format
from core.posts.pictures.flyer import other_layouts, painted, stored_picture
from core.posts.pictures.made import Made, Making
from core.posts.pictures.shown import shown
from core.templates.scene import Layout


async def made_film(making: Making) -> Made:
    """Shot from the post's own design; the same flyer is there in the other layouts, too."""
    parts, post = making.parts, making.post
    flyer = await painted(making, Layout.STORY)
    key, digest = await stored_picture(making, flyer)
    film = await parts.film_maker.shoot(making.template, making.scene, making.brand)
    film_key = await parts.media.put(film, kind="mp4")
    item = Item(film_key, film_key.partition(".")[0], await parts.studio.facts(film), key)
    others, notes = await other_layouts(making, Layout.STORY, flyer.notes)
    details = _with_cover(details_from(post.details), key, digest) if post.format is Format.REEL else _plain(making)
    alt_text = film_alt_text(making.scene, making.campaign.language)
    picture = await shown(parts, (item,), details.cover_key)
    done = (*flyer.notes, *notes)
    return Made((item,), picture, item.hash, alt_text, details, done, making.design, others)


def _plain(making: Making) -> Details:
    return details_from(making.post.details)


def _with_cover(details: Details, key: str, digest: str) -> Details:
    """A reel begins with an empty ground, so the finished flyer stands for it unless somebody chose otherwise."""
    if details.cover_key or details.thumb_offset_ms is not None:
        return details
    return replace(details, cover_key=key, cover_hash=digest)
