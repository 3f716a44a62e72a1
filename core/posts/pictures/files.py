"""Uploaded files in the shapes Instagram shows, with alt texts for what we have not seen."""

from dataclasses import replace

from core.copy.alt_text import picture_alt_texts
from core.posts.details import details_from
from core.posts.media import items_from
from core.posts.model import Format
from core.posts.pictures.made import Made, Making
from core.posts.pictures.shown import shown
from core.posts.shape import noted, shaped


async def made_of_files(making: Making) -> Made:
    """What people uploaded, made fit; slides get an alt text each."""
    parts, post = making.parts, making.post
    uploaded, details = items_from(post.media), details_from(post.details)
    items, notes = await shaped(parts, post.format, uploaded)
    written = picture_alt_texts(making.scene, making.campaign.language, len(items))
    alt_texts = tuple(
        "" if item.facts.video else details.alt_text(place) or written[place - 1]
        for place, item in enumerate(items, start=1)
    )
    if post.format is Format.CAROUSEL:
        details = replace(details, alt_texts=alt_texts)
    done = (*noted(uploaded), *notes)
    return Made(items, await shown(parts, items, details.cover_key), items[0].hash, alt_texts[0], details, done)
