"""Uploaded files in the shapes Instagram shows, with alt texts for what we have not seen."""

from dataclasses import replace

from core.copy.alt_text import generate_alt_text
from core.posts.details import details_from
from core.posts.media import Item, items_from
from core.posts.model import Format
from core.posts.pictures.made import Made, Making
from core.posts.pictures.seen import seen_in
from core.posts.pictures.shown import shown
from core.posts.preflight.words import WITH_ALT_TEXT
from core.posts.shape import noted, shaped


async def made_of_files(making: Making) -> Made:
    """What people uploaded, made fit; slides get an alt text each."""
    parts, post = making.parts, making.post
    uploaded, details = items_from(post.media), details_from(post.details)
    items, notes = await shaped(parts, post.format, uploaded)
    seen, unseen = await seen_in(parts, post.workspace_id, _undescribed(making), making.campaign.language)
    alt_texts = tuple(
        "" if item.facts.video else details.alt_text(place) or _written(making, place, len(items), seen.get(place, ""))
        for place, item in enumerate(items, start=1)
    )
    if post.format is Format.CAROUSEL:
        details = replace(details, alt_texts=alt_texts)
    done = (*noted(uploaded), *notes, *unseen)
    return Made(items, await shown(parts, items, details.cover_key), items[0].hash, alt_texts[0], details, done)


def _undescribed(making: Making) -> dict[int, Item]:
    """Pictures that will have an alt text on Instagram and were given none, by their place."""
    details = details_from(making.post.details)
    if making.post.format not in WITH_ALT_TEXT:
        return {}
    uploaded = enumerate(items_from(making.post.media), start=1)
    return {place: item for place, item in uploaded if not item.facts.video and not details.alt_text(place)}


def _written(making: Making, place: int, count: int, seen: str) -> str:
    return generate_alt_text(making.scene, making.campaign.language, place, count, seen=seen)
