"""A flyer from arranged layers: the ground baked once, veiled as far as the words on it need, the words on top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PIL import Image

from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.kept import Kept, Key, weight
from core.adapters.pillow_painter.layers import paint_layer
from core.adapters.pillow_painter.legible import all_stand_out, needed, stands_out
from core.adapters.pillow_painter.prints import print_of
from core.templates.colours import Palette, Tint
from core.templates.layout.arrange import Arranged
from core.templates.layout.placed import Placed, PlacedLine
from core.templates.model import GridLayer, ImageLayer, ShapeLayer, TextLayer
from core.templates.scene import Layout

_SMALL = 4
_VEILS = (0.25, 0.5, 0.75)
"""How much scrims are strengthened, tried in this order."""


class Grounds:
    """Grounds and veils found before; a ground of a story takes 8 MB."""

    def __init__(self) -> None:
        self.pictures: Kept[Image.Image] = Kept("grounds", 18_000_000, weight)
        self.small: Kept[Image.Image] = Kept("grounds, small", 2_000_000, weight)
        """Grounds at a quarter of the size, to look for the veil a new text needs."""
        self.veils: Kept[float] = Kept("veils", 1_000_000, lambda veil: 4_000)


Watch = Callable[[Easel, Placed | None], None]
"""Told of the finished ground (None), then of each layer as it has just been painted."""


def _nobody(_: Easel, __: Placed | None) -> None:
    """Nobody watches."""


def compose(easel: Easel, arranged: Arranged, layout: Layout, grounds: Grounds, watch: Watch | None = None) -> None:
    """Paint all layers onto the easel's canvas."""
    watch = watch or _nobody
    split = next(
        (n for n, each in enumerate(arranged.placed) if not isinstance(each.layer, (ShapeLayer, ImageLayer))),
        len(arranged.placed),
    )
    below, above = arranged.placed[:split], arranged.placed[split:]
    key = _key(easel, below, layout)
    lines = list(_on_photo(below, above))

    def baked(veil: float) -> Image.Image:
        room = 4 * layout.size[0] * layout.size[1]
        return grounds.pictures.get((*key, veil), lambda: _baked(easel, below, layout, veil), room)

    def at(veil: float) -> Image.Image:
        return grounds.small.get((*key, veil), lambda: baked(veil).reduce(_SMALL))

    if lines:
        easel.veil = grounds.veils.get((*key, *lines), lambda: _least_veil(lines, easel.palette, at))
    easel.canvas = baked(easel.veil).copy()
    watch(easel, None)
    for placed in above:
        paint_layer(easel, placed)
        watch(easel, placed)


def _least_veil(lines: list[PlacedLine], palette: Palette, at: Callable[[float], Image.Image]) -> float:
    """The least veil over the photo with which every line is readable that any veil could make so."""
    tints = dict.fromkeys(line.colour for line in lines)
    if all(
        _all_readable([line for line in lines if line.colour == tint], palette.tint(tint), at(0.0)) for tint in tints
    ):
        return 0.0
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


def _all_readable(lines: Sequence[PlacedLine], tint: Tint, small: Image.Image) -> bool:
    """Whether lines in one colour reach even the contrast the smallest of them needs: mostly so, and found at once."""
    boxes = [line.ink.scaled(1 / _SMALL) for line in lines]
    return all_stand_out(small, boxes, tint, max(needed(line.size) for line in lines))


def _unreadable(lines: Sequence[PlacedLine], palette: Palette, small: Image.Image) -> list[PlacedLine]:
    """Lines that miss their contrast on a ground shown at a quarter of its size."""
    return [
        line
        for line in lines
        if not stands_out(small, line.ink.scaled(1 / _SMALL), palette.tint(line.colour), needed(line.size))
    ]


def _key(easel: Easel, below: Sequence[Placed], layout: Layout) -> Key:
    """What a ground depends on; a photo counts by its bytes."""
    photo = easel.scene.photo if any(isinstance(each.layer, ImageLayer) for each in below) else None
    return (_Once((tuple(below), layout, tuple(sorted(easel.palette.colours.items())), print_of(photo))),)


class _Once:
    """A long key that is hashed once, however many stores are asked for it."""

    def __init__(self, key: Key) -> None:
        self._key, self._hash = key, hash(key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self._key == other._key

    def __hash__(self) -> int:
        return self._hash


def _baked(easel: Easel, below: Sequence[Placed], layout: Layout, veil: float) -> Image.Image:
    canvas = Image.new("RGB", layout.size, easel.palette.rgb("background"))
    fresh = replace(easel, canvas=canvas, veil=veil)
    for placed in below:
        paint_layer(fresh, placed)
    return fresh.canvas
