"""Painting the components: badges, line-ups and countdowns."""

from dataclasses import replace

from PIL import Image, ImageChops, ImageDraw

from core.adapters.pillow_painter.easel import Easel, Stencil, whole
from core.adapters.pillow_painter.effects import Fill, stamp
from core.adapters.pillow_painter.lettering import cast_light, drop_shadow, paint_lines, paint_plates
from core.adapters.pillow_painter.outlines import outline
from core.adapters.pillow_painter.soften import scaled, soften
from core.templates.colours import Tint
from core.templates.layout.placed import Placed
from core.templates.model import BadgeLayer, CountdownLayer, GridLayer


def paint_badge(easel: Easel, placed: Placed, layer: BadgeLayer) -> None:
    left, top, width, height = whole(placed.box)
    body = Stencil(outline(layer.outline, width, height, layer.corner), (left, top))
    body = body.turned(placed.turn, placed.box.centre)
    if layer.shadow:
        drop_shadow(easel, body, layer.shadow, layer.opacity)
    if layer.glow:
        cast_light(easel, body, layer.glow)
    stamp(easel.canvas, body.mask, body.corner, Fill(easel.palette.tint(layer.fill)), layer.opacity)
    if layer.rim:
        rim = Stencil(outline(layer.outline, width, height, layer.corner, layer.rim), (left, top))
        rim = rim.turned(placed.turn, placed.box.centre)
        stamp(easel.canvas, rim.mask, rim.corner, Fill(easel.palette.tint(layer.rim_colour or layer.colour)))
    plain = replace(layer, glow=None, shadow=None) if layer.glow or layer.shadow else layer
    paint_lines(easel, placed, plain)


def paint_grid(easel: Easel, placed: Placed, layer: GridLayer) -> None:
    if layer.plate:
        paint_plates(easel, placed, layer.plate)
    for mark in placed.marks:
        left, top, width, height = whole(mark.box)
        stamp(easel.canvas, outline("rect", width, height), (left, top), Fill(easel.palette.tint(layer.rule_colour)))
    paint_lines(easel, placed, layer)


def paint_countdown(easel: Easel, placed: Placed, layer: CountdownLayer) -> None:
    for mark in placed.marks:
        _MARKS[mark.what](easel, layer, whole(mark.box), mark.share)
    paint_lines(easel, placed, layer)
    for mark in placed.marks:
        if mark.what == "tile":
            left, top, width, height = whole(mark.box)
            seam = Image.new("L", (width, 5), 255)
            stamp(easel.canvas, seam, (left, top + height // 2 - 2), Fill(easel.palette.tint("background")))


def _tile(easel: Easel, layer: CountdownLayer, box: tuple[int, int, int, int], share: float) -> None:
    """A flap: upper half a little darker, so that it looks folded."""
    left, top, width, height = box
    mask = outline("rect", width, height, layer.corner)
    soft = soften(mask, 18, 54)
    stamp(easel.canvas, scaled(soft, 0.5), (left - 54, top - 54 + 14), Fill(Tint((0, 0, 0))))
    stamp(easel.canvas, mask, (left, top), Fill(easel.palette.tint(layer.fill)))
    upper = mask.crop((0, 0, width, height // 2))
    stamp(easel.canvas, upper, (left, top), Fill(Tint((0, 0, 0), 0.0), Tint((0, 0, 0), 0.22)))


def _ring(easel: Easel, layer: CountdownLayer, box: tuple[int, int, int, int], share: float) -> None:
    """A track, and the part of it that has passed."""
    left, top, width, height = box
    track = outline("ellipse", width, height, 0, layer.thickness)
    stamp(easel.canvas, track, (left, top), Fill(easel.palette.tint(layer.fill)))
    passed = _arc(track, share)
    tint = easel.palette.tint(layer.passed)
    if layer.glow:
        cast_light(easel, Stencil(passed, (left, top)), layer.glow)
    stamp(easel.canvas, passed, (left, top), Fill(tint))


_MARKS = {"tile": _tile, "ring": _ring}


def _arc(track: Image.Image, share: float) -> Image.Image:
    """The first `share` of a ring, clockwise from the top."""
    sector = Image.new("L", (track.width * 2, track.height * 2))
    draw = ImageDraw.Draw(sector)
    reach = (-sector.width, -sector.height, sector.width * 2, sector.height * 2)
    draw.pieslice(reach, -90, -90 + 360 * min(share, 0.9999), fill=255)
    return ImageChops.multiply(track, sector.reduce(2))
