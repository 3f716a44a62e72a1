"""Text and badges laid out for themselves."""

from dataclasses import dataclass, replace
from math import hypot

from core.templates.layout.boxes import Box
from core.templates.layout.fit import Block, Setting, fit
from core.templates.layout.measure import Measure
from core.templates.layout.placed import Draft, PlacedLine, place_line
from core.templates.model import BadgeLayer, Colour, Lettering, TextLayer

_ROUND = ("ellipse", "burst")
_INSCRIBED = {"ellipse": 0.84, "burst": 0.8}
"""Share of a round badge's diameter its words may cover, measured along the diagonal of their box."""


@dataclass(frozen=True)
class Hand:
    """What every composer needs: the ruler, and the faces behind the template's roles."""

    measure: Measure
    faces: dict[str, str]

    def face(self, role: str) -> str:
        return self.faces.get(role, role)

    def setting(self, layer: Lettering, role: str = "") -> Setting:
        return Setting(
            self.face(role or layer.face), layer.size, layer.floor, layer.lines, layer.leading, layer.tracking
        )


def place_block(block: Block, setting: Setting, box: Box, align: str, colour: Colour) -> tuple[PlacedLine, ...]:
    """Stand a block's lines in a box."""
    return tuple(place_line(line, setting.face, setting.tracking, box, align, colour) for line in block.lines)


def cut_note(text: str) -> tuple[str, ...]:
    return (f"Shortened to fit: “{text}”.",)


def compose_text(layer: TextLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    """A text as high as its lines, in a box as wide as its room."""
    pad_x, pad_y = (layer.plate.x, layer.plate.y) if layer.plate else (0.0, 0.0)
    setting = replace(hand.setting(layer), mode=layer.mode)
    block = fit(text, width - 2 * pad_x, height - 2 * pad_y, setting, hand.measure)
    box = Box(pad_x, pad_y, width - 2 * pad_x, block.height)
    lines = place_block(block, setting, box, layer.align, layer.colour)
    notes = cut_note(text) if block.cut and not layer.decor else ()
    return Draft(width, block.height + 2 * pad_y, lines, overhang=block.overhang, notes=notes)


def compose_badge(layer: BadgeLayer, text: str, width: float, height: float, hand: Hand) -> Draft:
    """A badge as large as its words and padding; a round one with a width is exactly that wide."""
    setting = hand.setting(layer)
    if layer.outline in _ROUND:
        return _round_badge(layer, text, width, hand)
    block = fit(text, width - 2 * layer.pad_x, height - 2 * layer.pad_y, setting, hand.measure)
    wide, tall = block.width + 2 * layer.pad_x, block.height + 2 * layer.pad_y
    box = Box(layer.pad_x, layer.pad_y, block.width, block.height)
    lines = place_block(block, setting, box, "center" if layer.lines > 1 else layer.align, layer.colour)
    return Draft(wide, tall, lines, notes=cut_note(text) if block.cut else ())


def _round_badge(layer: BadgeLayer, text: str, width: float, hand: Hand) -> Draft:
    setting = hand.setting(layer)
    diagonal = width * _INSCRIBED[layer.outline] - layer.pad_x
    block = Block()
    for share in (0.86, 0.8, 0.72, 0.64):
        tried = fit(text, diagonal * share, diagonal * (1 - share**2) ** 0.5, setting, hand.measure)
        if not block.lines or (block.cut and not tried.cut) or tried.lines[0].size > block.lines[0].size:
            block = tried
    side = width if layer.width else (hypot(block.width, block.height) + layer.pad_x) / _INSCRIBED[layer.outline]
    box = Box(0, (side - block.height) / 2, side, block.height)
    lines = place_block(block, setting, box, "center", layer.colour)
    return Draft(side, side, lines, notes=cut_note(text) if block.cut else ())
