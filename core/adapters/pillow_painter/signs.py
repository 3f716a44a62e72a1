"""Painting the marks of others: logos, seen and never bent, and QR codes that can be scanned."""

from PIL import Image

from core.adapters.pillow_painter.easel import Easel, whole
from core.adapters.pillow_painter.effects import Fill, stamp
from core.adapters.pillow_painter.legible import mean_colour
from core.adapters.pillow_painter.mark import Mark, drowns, fitted_logo, qr_mask, recoloured
from core.adapters.pillow_painter.outlines import outline
from core.templates.brand import Change
from core.templates.colours import BLACK, WHITE, Rgb, Tint, luminance, most_readable
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed
from core.templates.model import LogoLayer, QrLayer

_PLATE = 0.1
"""Share of a logo's shorter side that a plate is larger all around."""
_QUIET = 0.1
"""Share of a code's side that stays empty around it."""


def paint_logo(easel: Easel, placed: Placed, layer: LogoLayer) -> None:
    data = easel.scene.logo or easel.brand.logo
    if not data:
        return
    left, top, width, height = whole(placed.box.grown(-layer.clear))
    logo = fitted_logo(data, width, height)
    wide, tall = logo.picture.size
    spare = width - wide
    side = layer.anchor.split("-")[1]
    if placed.mirrored and side != "center":
        side = "left" if side == "right" else "right"
    x = left + {"left": 0, "center": spare // 2, "right": spare}[side]
    y = top + (height - tall) // 2
    logo = _visible(easel, layer, logo, Box(x, y, wide, tall))
    easel.canvas.paste(logo.colours, (x, y), logo.shape)


def _visible(easel: Easel, layer: LogoLayer, logo: Mark, box: Box) -> Mark:
    """The logo as it can be seen there: a mark in one colour takes another, any other gets a plate behind it."""
    left, top, width, height = whole(box)
    behind = easel.canvas.crop((left, top, left + width, top + height))
    if not drowns(logo, behind):
        return logo
    if logo.one_coloured:
        candidates = (easel.palette.rgb(layer.colour), easel.palette.rgb("ink"), easel.palette.rgb("background"))
        inks = (most_readable(mean_colour(easel.canvas, box), *candidates), WHITE, BLACK)
        again = next((mark for ink in inks if not drowns(mark := recoloured(logo, ink), behind)), None)
        if again is not None:
            _tell(easel, "The logo was recoloured so that it can be seen on this background.")
            return again
    plates = (easel.palette.rgb("background"), easel.palette.rgb("ink"), WHITE, BLACK)
    fitting = (colour for colour in plates if not drowns(logo, Image.new("RGB", logo.picture.size, colour)))
    _plate(easel, box.grown(_PLATE * min(width, height) + 4), next(fitting, WHITE))
    _tell(easel, "The logo was put on a plate so that it can be seen on this background.")
    return logo


def _tell(easel: Easel, sentence: str) -> None:
    easel.changes.append(Change("logo", sentence))


def _plate(easel: Easel, box: Box, colour: Rgb) -> None:
    left, top, width, height = whole(box)
    corner = min(16, 0.16 * min(width, height))
    stamp(easel.canvas, outline("rect", width, height, corner), (left, top), Fill(Tint(colour)))


def paint_qr(easel: Easel, placed: Placed, layer: QrLayer) -> None:
    left, top, width, height = whole(placed.box)
    side = min(width, height)
    modules, paper = sorted((easel.palette.tint(layer.colour), easel.palette.tint(layer.fill)), key=_lightness)
    stamp(easel.canvas, outline("rect", side, side, layer.corner), (left, top), Fill(paper))
    quiet = round(side * _QUIET)
    code = qr_mask(easel.scene.link, side - 2 * quiet)
    stamp(easel.canvas, code, (left + quiet, top + quiet), Fill(modules))


def _lightness(tint: Tint) -> float:
    """Readers of codes want dark on light."""
    return luminance(tint.rgb)
