"""Painting words: plates, shadows, light, strokes, and letters that can be read wherever they stand."""

from math import ceil

from core.adapters.pillow_painter.easel import Easel, Stencil, stencil, whole
from core.adapters.pillow_painter.effects import REACH, Fill, glow, stamp
from core.adapters.pillow_painter.legible import Ground, all_stand_out, ground, needed, seen, shade
from core.adapters.pillow_painter.outlines import outline
from core.adapters.pillow_painter.soften import scaled, soften
from core.templates.colours import BLACK, WHITE, Rgb, Tint, mix
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import Echo, Glow, Lettering, Plate, Shadow, TextLayer

_SLIGHTLY = 6
"""How many of the pushed colours, both ways, still look like the colour asked for."""
_BELOW_INK = 0.4
"""Share of a strip's rim that stays below letters reaching deep: emoji, Arabic."""
_NEARLY_LEVEL = 15.0
"""Degrees up to which a turned line still covers about the box it had."""


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
        deep = max(plate.y, line.ink.bottom - line.baseline + plate.y * _BELOW_INK)
        strip = Box(line.ink.left - plate.x, line.baseline - tall - plate.y, line.ink.width + 2 * plate.x,
                    tall + plate.y + deep)  # fmt: skip
        left, top, width, height = whole(strip)
        cut = Stencil(outline("rect", width, height, plate.corner), (left, top))
        cut = cut.turned(placed.turn, placed.box.centre)
        stamp(easel.canvas, cut.mask, cut.corner, Fill(easel.palette.tint(plate.colour)), placed.layer.opacity)


def paint_lines(easel: Easel, placed: Placed, layer: Lettering, fill: Fill | None = None, checked: bool = True) -> None:
    """The letters of a layer, every colour in one go; `fill` replaces the lines' own colours."""
    for colour in dict.fromkeys(line.colour for line in placed.lines):
        lines = [line for line in placed.lines if line.colour == colour]
        paint = fill or Fill(easel.palette.tint(colour))
        if checked and abs(placed.turn) <= _NEARLY_LEVEL:
            paint = _readable(easel, layer, lines, paint)
        _letters(easel, placed, layer, lines, paint)
    _tell_missing(easel, placed.lines)


def _letters(easel: Easel, placed: Placed, layer: Lettering, lines: list[PlacedLine], fill: Fill) -> None:
    """Shadow, light, stroke and letters of lines in one colour, in this order."""
    stroked = bool(layer.stroke and not layer.hollow and layer.stroke_colour)
    if layer.echo:
        _trail(easel, placed, layer.echo, lines)
    if layer.shadow or layer.glow or stroked:
        wide = stencil(lines, easel.ruler, layer.stroke, layer.hollow).turned(placed.turn, placed.box.centre)
        if layer.shadow:
            drop_shadow(easel, wide, layer.shadow, layer.opacity)
        if layer.glow:
            cast_light(easel, wide, layer.glow)
        if stroked:
            stamp(easel.canvas, wide.mask, wide.corner, Fill(easel.palette.tint(layer.stroke_colour)), layer.opacity)
    together = fill.second or placed.turn  # one gradient runs over all lines, and they turn around one point
    stroke = layer.stroke if layer.hollow else 0.0
    for run in [lines] if together else [[line] for line in lines]:
        letters = stencil(run, easel.ruler, stroke, layer.hollow).turned(placed.turn, placed.box.centre)
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
    pad = ceil(shadow.radius * REACH)
    mask = soften(of.mask, shadow.radius, pad, shadow.strength) if shadow.radius else scaled(of.mask, shadow.strength)
    corner = (of.corner[0] - pad + round(shadow.dx), of.corner[1] - pad + round(shadow.dy))
    tint = easel.palette.tint(shadow.colour)
    stamp(easel.canvas, mask, corner, Fill(tint), opacity)


def _readable(easel: Easel, layer: Lettering, lines: list[PlacedLine], fill: Fill) -> Fill:
    """The fill with which every line reaches the contrast it needs, nearest to the one asked for.

    The colour is pushed lighter or darker, then exchanged for another of the palette; only where no single colour
    serves all lines, as on a busy photo, the ground behind them is shaded.
    """
    ends = [end for end in (fill.first, fill.second) if end is not None]
    boxes, most = [line.ink for line in lines], max(needed(line.size) for line in lines)
    if all(all_stand_out(easel.canvas, boxes, end, most) for end in ends):
        return fill
    grounds = [(ground(easel.canvas, line.ink), needed(line.size)) for line in lines]
    if all(behind.contrast(seen(end, behind)) >= least for behind, least in grounds for end in ends):
        return fill

    def serves(colour: Rgb) -> bool:
        return all(behind.contrast(colour) >= least for behind, least in grounds)

    easel.mended.append(layer.id)
    own = fill.first.rgb
    pushed = [mix(own, end, step / 10) for step in range(7) for end in (WHITE, BLACK)]
    tried = (*_nearest(easel, pushed[:_SLIGHTLY], grounds[0][0]), *pushed[_SLIGHTLY:], WHITE, BLACK)
    found = next((colour for colour in tried if serves(colour)), None)
    if found is None:
        veils = easel.palette.rgb("background"), easel.palette.rgb("ink")
        for line, (behind, least) in zip(lines, grounds, strict=True):
            if behind.contrast(own) < least:
                shade(easel.canvas, line.ink, own, line.size, *veils)
    return Fill(Tint(found or own))


def _nearest(easel: Easel, slightly: list[Rgb], behind: Ground) -> list[Rgb]:
    """What to try first: the same colour a little lighter or darker, or under a brand, whose colours are not to be
    varied, another one of them."""
    if not easel.brand.primary:
        return [*slightly, easel.palette.rgb("ink"), easel.palette.rgb("background")]
    named = [rgb for name, rgb in easel.palette.colours.items() if name not in ("white", "black")]
    return [*sorted(named, key=behind.contrast, reverse=True), *slightly]


def _tell_missing(easel: Easel, lines: tuple[PlacedLine, ...]) -> None:
    """No empty box without a word about it."""
    for line in lines:
        missing = easel.ruler.shape(line.text, line.face, line.tracking).missing
        if missing:
            easel.notes.append(f"No installed font can show {' '.join(missing)}.")
