"""Painting words: plates, shadows, light, strokes, and letters that can be read wherever they stand."""

from dataclasses import replace

from core.adapters.pillow_painter.easel import Easel, Stencil, stencil, whole
from core.adapters.pillow_painter.effects import Fill, glow, scaled, stamp
from core.adapters.pillow_painter.legible import ground, needed, seen, shade
from core.adapters.pillow_painter.outlines import outline
from core.adapters.pillow_painter.soften import soften
from core.templates.colours import Tint, most_readable
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import Echo, Glow, Lettering, Plate, Shadow, TextLayer


def paint_text(easel: Easel, placed: Placed, layer: TextLayer) -> None:
    if layer.plate:
        paint_plates(easel, placed, layer.plate)
    fill = None
    if layer.colour_to:
        fill = Fill(easel.palette.tint(layer.colour), easel.palette.tint(layer.colour_to))
    paint_lines(easel, placed, layer, fill, checked=not layer.decor)


def paint_plates(easel: Easel, placed: Placed, plate: Plate) -> None:
    """A strip behind every line, as wide as its words."""
    cap = {line.face: easel.ruler.cap_height(line.face) for line in placed.lines}
    for line in placed.lines:
        tall = max(cap[line.face] * line.size, line.baseline - line.ink.top)
        strip = Box(line.ink.left - plate.x, line.baseline - tall - plate.y, line.ink.width + 2 * plate.x,
                    tall + 2 * plate.y)  # fmt: skip
        left, top, width, height = whole(strip)
        cut = Stencil(outline("rect", width, height, plate.corner), (left, top))
        cut = cut.turned(placed.turn, placed.box.centre)
        stamp(easel.canvas, cut.mask, cut.corner, Fill(easel.palette.tint(plate.colour)), placed.layer.opacity)


def paint_lines(easel: Easel, placed: Placed, layer: Lettering, fill: Fill | None = None, checked: bool = True) -> None:
    """The letters of a layer, every colour in one go; `fill` replaces the lines' own colours."""
    for colour in dict.fromkeys(line.colour for line in placed.lines):
        lines = [line for line in placed.lines if line.colour == colour]
        paint = fill or Fill(easel.palette.tint(colour))
        if checked and not placed.turn:
            paint = _readable(easel, layer, lines, paint)
        _letters(easel, placed, layer, lines, paint)
    _tell_missing(easel, placed.lines)


def _letters(easel: Easel, placed: Placed, layer: Lettering, lines: list[PlacedLine], fill: Fill) -> None:
    """Shadow, light, stroke and letters of lines in one colour, in this order."""
    wide = stencil(lines, easel.ruler, layer.stroke, layer.hollow).turned(placed.turn, placed.box.centre)
    letters = wide
    if layer.stroke and not layer.hollow:
        letters = stencil(lines, easel.ruler).turned(placed.turn, placed.box.centre)
    if layer.echo:
        _trail(easel, placed, layer.echo, lines)
    if layer.shadow:
        drop_shadow(easel, wide, layer.shadow, layer.opacity)
    if layer.glow:
        cast_light(easel, wide, layer.glow)
    if letters is not wide and layer.stroke_colour:
        stamp(easel.canvas, wide.mask, wide.corner, Fill(easel.palette.tint(layer.stroke_colour)), layer.opacity)
    stamp(easel.canvas, letters.mask, letters.corner, fill, layer.opacity)
    if letters.pictures:
        easel.canvas.paste(letters.pictures.convert("RGB"), letters.corner, letters.pictures.getchannel("A"))


def _trail(easel: Easel, placed: Placed, echo: Echo, lines: list[PlacedLine]) -> None:
    hollow = stencil(lines, easel.ruler, echo.stroke, hollow=True).turned(placed.turn, placed.box.centre)
    tint = easel.palette.tint(echo.colour)
    for step in range(echo.count, 0, -1):
        corner = (hollow.corner[0] + round(echo.dx * step), hollow.corner[1] + round(echo.dy * step))
        stamp(easel.canvas, hollow.mask, corner, Fill(tint), 1 - (step - 1) / echo.count)


def cast_light(easel: Easel, of: Stencil, light: Glow) -> None:
    glow(easel.canvas, of.mask, of.corner, easel.palette.tint(light.colour), light.radius, light.strength)


def drop_shadow(easel: Easel, of: Stencil, shadow: Shadow, opacity: float) -> None:
    pad = round(shadow.radius * 3)
    mask = soften(of.mask, shadow.radius, pad) if shadow.radius else of.mask
    corner = (of.corner[0] - pad + round(shadow.dx), of.corner[1] - pad + round(shadow.dy))
    tint = easel.palette.tint(shadow.colour)
    stamp(easel.canvas, scaled(mask, shadow.strength), corner, Fill(tint), opacity)


def _readable(easel: Easel, layer: Lettering, lines: list[PlacedLine], fill: Fill) -> Fill:
    """The fill to use so that every line reaches the contrast it needs; busy grounds are shaded for it."""
    ends = [end for end in (fill.first, fill.second) if end is not None]
    for line in lines:
        behind = ground(easel.canvas, line.ink)
        if all(behind.contrast(seen(end, behind)) >= needed(line.size) for end in ends):
            continue
        easel.mended.append(layer.id)
        if behind.flat or all(behind.contrast(end.rgb) >= needed(line.size) for end in ends):
            best = most_readable(behind.mean, fill.first.rgb, easel.palette.rgb("ink"), easel.palette.rgb("background"))
            return Fill(Tint(best))
        fill = replace(fill, first=Tint(fill.first.rgb))
        shade(
            easel.canvas, line.ink, fill.first.rgb, line.size, easel.palette.rgb("background"), easel.palette.rgb("ink")
        )
    return fill


def _tell_missing(easel: Easel, lines: tuple[PlacedLine, ...]) -> None:
    """No empty box without a word about it."""
    for line in lines:
        missing = easel.ruler.shape(line.text, line.face, line.tracking).missing
        if missing:
            easel.notes.append(f"No installed font can show {' '.join(missing)}.")
