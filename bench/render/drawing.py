"""A flyer as plain drawing orders: what every peer is told, so that all of them paint the same picture.

Peers get for free what costs us time: which words fit, how large, on which lines and where; and where to cut the photo.
"""

from functools import cache
from typing import Any

from PIL import ImageFont

from bench.render.work import LAYOUT, PHOTO_SIZE, flyer
from core.adapters.pillow_painter.interest import crop_box
from core.adapters.pillow_painter.mark import shape_of
from core.adapters.pillow_painter.photo import decoded_photo, interest
from core.adapters.pillow_painter.ruler import Ruler
from core.templates.brand import branded_palette
from core.templates.colours import Palette, Tint
from core.templates.fonts.faces import face
from core.templates.layout.arrange import arrange
from core.templates.layout.placed import Placed
from core.templates.layout.signing import with_logo
from core.templates.model import BadgeLayer, ImageLayer, Lettering, LogoLayer
from core.templates.scene import Brand, Scene

_RULER = Ruler()
_STOPS = 10
"""Straight pieces that stand for the soft run of a veil."""


def drawing(name: str, scene: Scene) -> dict[str, Any]:
    """Everything of a flyer, back to front, in pixels and CSS colours."""
    template = flyer(name)
    palette, _ = branded_palette(template, Brand())
    arranged = arrange(template, LAYOUT, scene, Brand(), _RULER)
    if scene.logo:
        arranged, _ = with_logo(arranged, LAYOUT, shape_of(scene.logo))
    orders: dict[str, Any] = {"size": LAYOUT.size, "ground": _css(palette.tint("background")), "boxes": [], "lines": []}
    for placed in arranged.placed:
        _order(orders, placed, palette, scene)
    return orders


def _order(orders: dict[str, Any], placed: Placed, palette: Palette, scene: Scene) -> None:
    layer = placed.layer
    if isinstance(layer, ImageLayer) and scene.photo:
        orders["crop"] = _crop(scene.photo)
        orders["veil"] = _veil(layer, palette)
    if isinstance(layer, LogoLayer) and scene.logo:
        box = placed.box.grown(-layer.clear)
        tall = min(box.height, box.width / shape_of(scene.logo))
        wide = tall * shape_of(scene.logo)
        orders["logo"] = [round(box.right - wide), round(box.top + (box.height - tall) / 2), round(wide), round(tall)]
    if isinstance(layer, BadgeLayer):
        box = placed.box
        radius = min(layer.corner if layer.outline == "rect" else box.height, box.height / 2)
        fill = _css(palette.tint(layer.fill))
        orders["boxes"].append({"at": [box.left, box.top, box.width, box.height], "radius": radius, "fill": fill})
    if isinstance(layer, Lettering):
        lights = {} if isinstance(layer, BadgeLayer) else _lights(layer, palette)
        orders["lines"] += [
            {
                "text": line.text, "font": line.face, "size": line.size, "x": line.x, "baseline": line.baseline,
                "spacing": line.tracking * line.size, "fill": _css(palette.tint(line.colour)), **lights,
                "rise": _rise(line.face),
            }
            for line in placed.lines
        ]  # fmt: skip


def _lights(layer: Lettering, palette: Palette) -> dict[str, Any]:
    """Shadow and glow: how far down, how blurred (the standard deviation), which colour."""
    found: dict[str, Any] = {}
    if layer.shadow:
        tint = palette.tint(layer.shadow.colour)
        found["shadow"] = [layer.shadow.dy, layer.shadow.radius, _css(Tint(tint.rgb, layer.shadow.strength))]
    if layer.glow:
        found["glow"] = [0, layer.glow.radius, _css(palette.tint(layer.glow.colour))]
    return found


def _crop(photo: bytes) -> list[int]:
    """Left, top, width and height of the part of the whole photo that is seen."""
    width, height = LAYOUT.size
    decoded = decoded_photo(photo, width, height)
    left, top, right, bottom = crop_box(PHOTO_SIZE, interest(photo, decoded), width, height)
    return [round(left), round(top), round(right - left), round(bottom - top)]


def _veil(layer: ImageLayer, palette: Palette) -> list[list[Any]]:
    """Stops of a gradient from top to bottom: share of the way, colour."""
    if layer.scrim is None:
        return []
    rgb, reach = palette.tint(layer.scrim.colour).rgb, layer.scrim.reach
    stops: list[list[Any]] = []
    for share in (step / _STOPS for step in range(_STOPS + 1)):
        alpha = layer.scrim.strength * share * share * (3 - 2 * share)
        stops.append([round(1 - reach + reach * share, 4), _css(Tint(rgb, round(alpha, 4)))])
    return stops


def _css(tint: Tint) -> str:
    return f"rgba({tint.rgb[0]},{tint.rgb[1]},{tint.rgb[2]},{tint.alpha})"


@cache
def _rise(key: str) -> float:
    """From the top of a line as high as its letters' size down to the baseline, in em, as browsers set it."""
    up, down = ImageFont.truetype(face(key).path, 1000).getmetrics()
    return (1000 - up - down) / 2000 + up / 1000
