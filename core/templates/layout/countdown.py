"""The days left, laid out: a bare number, split-flap tiles or a ring."""

from dataclasses import replace

from core.templates.layout.boxes import Box
from core.templates.layout.fit import fit
from core.templates.layout.lettering import Hand, place_block
from core.templates.layout.placed import Draft, Mark, PlacedLine
from core.templates.model import CountdownLayer

LONGEST_RING_DAYS = 30
_TILE_ASPECT = 0.74


def compose_countdown(layer: CountdownLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    return _STYLES[layer.style](layer, text, width, height, hand)


def _plain(layer: CountdownLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    setting = replace(hand.setting(layer), lines=1)
    block = fit(text, width, height, setting, hand.measure)
    box = Box(0, 0, width, block.height)
    return Draft(width, block.height, place_block(block, setting, box, layer.align, layer.colour))


def _tiles(layer: CountdownLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    digits = text.rjust(2, "0")
    wide = min((width - layer.spacing * (len(digits) - 1)) / len(digits), height * _TILE_ASPECT)
    tall = wide / _TILE_ASPECT
    setting = replace(hand.setting(layer), lines=1)
    row = wide * len(digits) + layer.spacing * (len(digits) - 1)
    left = {"start": 0.0, "center": (width - row) / 2, "end": width - row}[layer.align]
    lines: list[PlacedLine] = []
    marks: list[Mark] = []
    for place, digit in enumerate(digits):
        tile = Box(left + place * (wide + layer.spacing), 0, wide, tall)
        block = fit(digit, wide * 0.8, tall * 0.72, setting, hand.measure)
        box = Box(tile.left, (tall - block.height) / 2, wide, block.height)
        lines += place_block(block, setting, box, "center", layer.colour)
        marks.append(Mark("tile", tile))
    return Draft(width, tall, tuple(lines), tuple(marks))


def _ring(layer: CountdownLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    side = min(width, height)
    left = {"start": 0.0, "center": (width - side) / 2, "end": width - side}[layer.align]
    setting = replace(hand.setting(layer), lines=1)
    inner = side - 2 * layer.thickness
    block = fit(text, inner * 0.68, inner * 0.52, setting, hand.measure)
    box = Box(left, (side - block.height) / 2, side, block.height)
    lines = place_block(block, setting, box, "center", layer.colour)
    share = 1 - min(int(text), LONGEST_RING_DAYS) / LONGEST_RING_DAYS
    return Draft(width, side, lines, (Mark("ring", Box(left, 0, side, side), share),))


_STYLES = {"plain": _plain, "tiles": _tiles, "ring": _ring}
