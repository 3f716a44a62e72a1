"""Painting the marks of others: logos, seen and never bent, and QR codes that can be scanned."""

from core.adapters.pillow_painter.easel import Easel, whole
from core.adapters.pillow_painter.effects import Fill, stamp
from core.adapters.pillow_painter.legible import ground
from core.adapters.pillow_painter.mark import drowns, fitted_logo, one_coloured, qr_mask, recoloured
from core.adapters.pillow_painter.outlines import outline
from core.templates.colours import Tint, most_readable
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed
from core.templates.model import LogoLayer, QrLayer

_QUIET = 0.1
"""Share of a code's side that stays empty around it."""


def paint_logo(easel: Easel, placed: Placed, layer: LogoLayer) -> None:
    data = easel.scene.logo or easel.brand.logo
    if not data:
        return
    left, top, width, height = whole(placed.box.grown(-layer.clear))
    logo = fitted_logo(data, width, height)
    spare = width - logo.width
    side = layer.anchor.split("-")[1]
    if placed.mirrored and side != "center":
        side = "left" if side == "right" else "right"
    x = left + {"left": 0, "center": spare // 2, "right": spare}[side]
    y = top + (height - logo.height) // 2
    behind = ground(easel.canvas, Box(x, y, logo.width, logo.height))
    if drowns(logo, behind.mean):
        if one_coloured(logo):
            logo = recoloured(logo, most_readable(behind.mean, easel.palette.rgb(layer.colour)))
            easel.notes.append("The logo was recoloured so that it can be seen on this background.")
        else:
            _plate(easel, Box(x, y, logo.width, logo.height).grown(layer.clear), most_readable(behind.mean))
            easel.notes.append("The logo was put on a plate so that it can be seen on this background.")
    easel.canvas.paste(logo.convert("RGB"), (x, y), logo.getchannel("A"))


def _plate(easel: Easel, box: Box, colour: tuple[int, int, int]) -> None:
    left, top, width, height = whole(box)
    stamp(easel.canvas, outline("rect", width, height, 12), (left, top), Fill(Tint(colour)))


def paint_qr(easel: Easel, placed: Placed, layer: QrLayer) -> None:
    left, top, width, height = whole(placed.box)
    side = min(width, height)
    stamp(easel.canvas, outline("rect", side, side, layer.corner), (left, top), Fill(easel.palette.tint(layer.fill)))
    quiet = round(side * _QUIET)
    code = qr_mask(easel.scene.link, side - 2 * quiet)
    stamp(easel.canvas, code, (left + quiet, top + quiet), Fill(easel.palette.tint(layer.colour)))
