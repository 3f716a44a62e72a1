"""A carousel from a line-up: the announcement, the artists one by one, and how to get in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.copy.alt_text import slide_alt_text
from core.errors import NotFound
from core.posts.details import details_from
from core.posts.media import Item
from core.posts.pictures.flyer import other_layouts
from core.posts.pictures.made import Made, Making
from core.posts.pictures.shown import shown
from core.templates.layout.table import times_of
from core.templates.scene import Layout, Scene
from core.templates.slides import Slide, choose_family, grouped

BESIDES = 2
"""Slides that show no artist: the first and the last."""


@dataclass(frozen=True)
class Page:
    """One slide before it is painted."""

    kind: Slide
    scene: Scene


async def made_slides(making: Making) -> Made:
    """Two to ten slides of one kind; the flyer in its other layouts is there, too, as for a single picture."""
    parts, post, language = making.parts, making.post, making.campaign.language
    details = details_from(post.details)
    photos = await _photos(making)
    pages = pages_of(making.scene, photos, parts.limits.carousel_most)
    family = choose_family(making.template, making.campaign.id.hex)
    items, alt_texts, notes = [], [], []
    for number, page in enumerate(pages, start=1):
        design = family.template_for(page.kind, number, len(pages), making.template, making.scene.title)
        picture = await parts.painter.paint(design, Layout.PORTRAIT, page.scene, making.brand)
        key = await parts.media.put(picture.jpeg)
        items.append(Item(key, key.partition(".")[0], await parts.studio.facts(picture.jpeg)))
        of_artists = page.kind in (Slide.ARTIST, Slide.ARTISTS)
        written = slide_alt_text(page.scene, language, of_artists=of_artists)
        alt_texts.append(details.alt_text(number) or written)
        notes += [f"Slide {number}: {note}" for note in picture.notes]
    details = replace(details, alt_texts=tuple(alt_texts))
    others, _ = await other_layouts(making, Layout.PORTRAIT, ())
    picture_key = await shown(parts, tuple(items))
    return Made(tuple(items), picture_key, items[0].hash, alt_texts[0], details, tuple(notes), making.design, others)


def pages_of(scene: Scene, photos: Mapping[str, bytes], most: int) -> tuple[Page, ...]:
    """Every slide's words and photo, in order."""
    groups = grouped(scene.lineup, most - BESIDES)
    pages = [
        Page(Slide.OPENING, replace(scene, lineup=())),
        *(_of_artists(scene, group, photos) for group in groups),
        Page(Slide.CLOSING, _closing(scene)),
    ]
    return tuple(
        Page(page.kind, replace(page.scene, page=number, pages=len(pages)))
        for number, page in enumerate(pages, start=1)
    )


def _of_artists(scene: Scene, group: tuple[str, ...], photos: Mapping[str, bytes]) -> Page:
    """A single name is shown with its time and photo; several stand as they were given."""
    if len(group) > 1:
        return Page(Slide.ARTISTS, replace(scene, lineup=group, time="", doors="", price="", call="", photo=None))
    ((time, name),) = times_of(group)
    artist = replace(scene, lineup=(name,), time=time, doors="", price="", call="", photo=photos.get(name))
    return Page(Slide.ARTIST, artist)


def _closing(scene: Scene) -> Scene:
    """Facts alone; when doors open earlier, that is what it is headed with."""
    kicker = scene.doors or scene.kicker
    return replace(scene, kicker=kicker, doors="", lineup=(), photo=None)


async def _photos(making: Making) -> dict[str, bytes]:
    """Photos of artists by name, as far as the store still has them."""
    found = {}
    for name, key in (making.event.artist_photos or {}).items():
        try:
            found[name] = await making.parts.media.get(key)
        except NotFound:
            continue
    return found
