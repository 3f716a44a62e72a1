"""A flyer from arranged layers: the ground baked once, veiled as far as the words on it need, the words on top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from PIL import Image

from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.kept import Kept, Key
from core.adapters.pillow_painter.layers import paint_layer
from core.adapters.pillow_painter.legible import ground, needed, seen
from core.templates.colours import Palette
from core.templates.layout.arrange import Arranged
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import GridLayer, ImageLayer, ShapeLayer, TextLayer
from core.templates.scene import Layout

_SMALL = 4
_VEILS = (0.25, 0.5, 0.75)
"""How much scrims are strengthened, tried in this order."""


class Grounds:
    """Grounds and veils found before; a ground of a story takes 6 MB."""

    def __init__(self) -> None:
        self.pictures: Kept[Image.Image] = Kept(most=6)
        self.small: Kept[Image.Image] = Kept(most=48)
        """Grounds at a quarter of the size, to look for the veil a new text needs."""
        self.veils: Kept[float] = Kept(most=512)


def _nobody(_: Placed | None) -> None:
    """Nobody watches."""


def compose(
    easel: Easel, arranged: Arranged, layout: Layout, grounds: Grounds, watch: Callable[[Placed | None], None] = _nobody
) -> None:
    """Paint all layers onto the easel's canvas; `watch` is told of the finished ground (None), then of each layer."""
    split = next(
        (n for n, each in enumerate(arranged.placed) if not isinstance(each.layer, (ShapeLayer, ImageLayer))),
        len(arranged.placed),
    )
    below, above = arranged.placed[:split], arranged.placed[split:]
    key = _key(easel, below, layout)
    lines = list(_on_photo(below, above))

    def at(veil: float) -> Image.Image:
        small = (*key, veil, "small")
        return grounds.small.get(small, lambda: _baked(easel, below, layout, veil).reduce(_SMALL))

    if lines:
        easel.veil = grounds.veils.get((*key, *lines), lambda: _least_veil(lines, easel.palette, at))
    baked = grounds.pictures.get((*key, easel.veil), lambda: _baked(easel, below, layout, easel.veil))
    easel.canvas = baked.copy()
    watch(None)
    for placed in above:
        paint_layer(easel, placed)
        watch(placed)


def _least_veil(lines: list[PlacedLine], palette: Palette, at: Callable[[float], Image.Image]) -> float:
    """The least veil over the photo with which every line is readable that any veil could make so."""
    plain = _unreadable(lines, palette, at(0.0))
    if not plain:
        return 0.0
    hopeless = _unreadable(plain, palette, at(1.0))
    helped = [line for line in plain if line not in hopeless]
    if not helped:
        return 0.0
    return next((veil for veil in _VEILS if not _unreadable(helped, palette, at(veil))), 1.0)


def _on_photo(below: Sequence[Placed], above: Sequence[Placed]) -> Iterator[PlacedLine]:
    """Lines of text that lie directly on a photo and must be read there."""
    photos = [each.box for each in below if isinstance(each.layer, ImageLayer) and each.layer.scrim]
    for each in above:
        layer = each.layer
        if each.turn or not isinstance(layer, (TextLayer, GridLayer)) or layer.plate:
            continue
        if not (isinstance(layer, TextLayer) and layer.decor):
            yield from (line for line in each.lines if any(line.ink.overlap(photo) > 0 for photo in photos))


def _unreadable(lines: Sequence[PlacedLine], palette: Palette, small: Image.Image) -> list[PlacedLine]:
    """Lines that miss their contrast on a ground shown at a quarter of its size."""
    found = []
    for line in lines:
        behind = ground(small, line.ink.scaled(1 / _SMALL))
        if behind.contrast(seen(palette.tint(line.colour), behind)) < needed(line.size):
            found.append(line)
    return found


def _key(easel: Easel, below: Sequence[Placed], layout: Layout) -> Key:
    """What a ground depends on; a photo counts by its bytes."""
    photo = easel.scene.photo if any(isinstance(each.layer, ImageLayer) for each in below) else None
    fingerprint = sha256(photo).digest() if photo else b""
    return (tuple(below), layout, tuple(sorted(easel.palette.colours.items())), fingerprint)


def _baked(easel: Easel, below: Sequence[Placed], layout: Layout, veil: float) -> Image.Image:
    canvas = Image.new("RGB", layout.size, easel.palette.rgb("background"))
    fresh = replace(easel, canvas=canvas, veil=veil)
    for placed in below:
        paint_layer(fresh, placed)
    return fresh.canvas
