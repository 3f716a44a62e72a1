"""The painter: a scene in, a JPEG out, off the event loop and never more than two at a time."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from core.adapters.pillow_painter.compose import Grounds, Watch, compose
from core.adapters.pillow_painter.debug import draw_boxes
from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.kept import Kept
from core.adapters.pillow_painter.logo import prepare_logo
from core.adapters.pillow_painter.mark import shape_of
from core.adapters.pillow_painter.overview import overview
from core.adapters.pillow_painter.palette import colours_of
from core.adapters.pillow_painter.prints import print_of
from core.adapters.pillow_painter.ruler import Ruler, can_shape
from core.adapters.pillow_painter.shelf import numbered, side_by_side
from core.adapters.pillow_painter.specimens import specimens
from core.adapters.pillow_painter.try_out import try_out
from core.adapters.pillow_painter.upload import prepare, smaller
from core.adapters.pillow_painter.version import painter_version
from core.adapters.turns import Turns
from core.ports.media import PictureKind
from core.ports.painter import Painted
from core.templates.brand import branded_palette, lettering_changes
from core.templates.fonts.faces import SYSTEM_FONTS
from core.templates.layout.arrange import arrange
from core.templates.layout.bidi import is_rtl
from core.templates.layout.clusters import is_shaped
from core.templates.layout.lettering import Hand
from core.templates.layout.signing import with_handle, with_logo
from core.templates.model import Template
from core.templates.roles import Roles
from core.templates.scene import Brand, Layout, Scene


class PillowPainter:
    """Implements `Painter`. One per process: it keeps fonts, grounds and photos it has prepared."""

    def __init__(self, system_fonts: Path = SYSTEM_FONTS, turns: Turns | None = None) -> None:
        self._ruler = Ruler(system_fonts)
        self.grounds = Grounds()
        self._turns = turns or Turns()
        self._trying = asyncio.Semaphore(1)
        self._smaller: Kept[bytes] = Kept("thumbnails", 4_000_000, len)

    @property
    def version(self) -> str:
        return painter_version()

    async def paint(self, template: Template, layout: Layout, scene: Scene, brand: Brand) -> Painted:
        return await self._turns.take(self.paint_now, template, layout, scene, brand)

    async def try_out(self, content: Mapping[str, Any], sample: Scene) -> Sequence[bytes]:
        async with self._trying:
            return await try_out(content, sample)

    async def thumbnail(self, picture: bytes, width: int, kind: PictureKind = "jpg") -> bytes:
        return await self._turns.take(self._thumbnail, picture, width, kind)

    async def overview(self, pictures: Sequence[bytes], videos: frozenset[int], *, numbered: bool = True) -> bytes:
        return await self._turns.take(overview, pictures, videos, numbered=numbered)

    async def numbered(self, pictures: Sequence[bytes]) -> bytes:
        return await self._turns.take(numbered, pictures)

    async def side_by_side(self, pictures: Sequence[bytes]) -> bytes:
        return await self._turns.take(side_by_side, pictures)

    async def prepare_photo(self, upload: bytes) -> bytes:
        return await self._turns.take(prepare, upload)

    async def prepare_logo(self, upload: bytes) -> bytes:
        return await self._turns.take(prepare_logo, upload)

    async def colours_of(self, picture: bytes) -> Roles:
        return await self._turns.take(colours_of, picture)

    async def specimens(self, brand: Brand) -> bytes:
        return await self._turns.take(specimens, brand)

    def _thumbnail(self, picture: bytes, width: int, kind: PictureKind) -> bytes:
        return self._smaller.get((print_of(picture), width, kind), lambda: smaller(picture, width, kind))

    def paint_now(
        self,
        chosen: Template,
        layout: Layout,
        scene: Scene,
        brand: Brand,
        *,
        boxes: bool = False,
        watch: Watch | None = None,
    ) -> Painted:
        """Paint in this thread; `boxes` draws every layer's box on top, to see why something stands where it does.

        `watch` sees the flyer come into being, layer by layer.
        """
        scene = replace(scene, handle=brand.handle or scene.handle, logo=scene.logo or brand.logo)
        palette, changes = branded_palette(chosen, brand, photo=scene.photo is not None)
        arranged = arrange(chosen, layout, scene, brand, self._ruler)
        if scene.logo:
            arranged, signed = with_logo(arranged, layout, shape_of(scene.logo))
            changes += signed
        if brand.handle:
            arranged, signed = with_handle(arranged, layout, brand.handle, Hand(self._ruler, dict(chosen.fonts)))
            changes += signed
        easel = Easel(Image.new("RGB", (1, 1)), palette, self._ruler, scene, brand)
        compose(easel, arranged, layout, self.grounds, watch)
        if boxes:
            draw_boxes(easel.canvas, arranged.placed, layout)
        changes += (*lettering_changes(scene, brand), *easel.changes)
        told = (change.sentence for change in changes if change.told)
        notes = dict.fromkeys((*told, *arranged.notes, *easel.notes, *_shaping_notes(scene)))
        return Painted(encode(easel.canvas, chosen.sharp_colour), *easel.canvas.size, tuple(notes), changes)


def encode(picture: Image.Image, sharp_colour: bool) -> bytes:
    """Baseline JPEG: quality 92, or 90 without colour subsampling where saturated letters would fray."""
    out = BytesIO()
    quality, subsampling = (90, "4:4:4") if sharp_colour else (92, "4:2:0")
    picture.save(out, "JPEG", quality=quality, subsampling=subsampling)
    return out.getvalue()


def _shaping_notes(scene: Scene) -> tuple[str, ...]:
    """Without libfribidi some scripts come out wrong: never silently."""
    words = " ".join((scene.title, scene.venue, scene.city, scene.kicker, *scene.lineup))
    if can_shape() or not (is_rtl(words) or is_shaped(words)):
        return ()
    return ("Letters may stand in the wrong order: the server lacks the library libfribidi0.",)
