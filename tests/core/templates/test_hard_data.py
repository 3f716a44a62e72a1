"""Every design in every format with every awkward event: nothing overlaps, leaves its room or is cut in silence."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flyer_scenes import HARD

from core.adapters.pillow_painter.ruler import Ruler
from core.templates.catalog import all_templates, sample
from core.templates.fonts.faces import SYSTEM_FONTS
from core.templates.layout.arrange import Arranged, arrange
from core.templates.layout.boxes import Box
from core.templates.layout.placed import Placed
from core.templates.model import BadgeLayer, GridLayer, Lettering, LogoLayer, QrLayer, ShapeLayer, Template, TextLayer
from core.templates.scene import Brand, Layout, Scene

BARE, FULL = Ruler(Path("/nonexistent")), Ruler(SYSTEM_FONTS)
"""A machine without the fonts that are too large to ship, and this one."""
NEEDS_FONTS = ("japanese", "korean", "chinese", "emoji", "mixed directions")
CROWDED = (
    "long words", "a compound", "arabic", "forty names", "long names",
    "a long price", "a long venue", "a long call", "a code",
)  # fmt: skip
"""Cases also tried with photo and logo, which take room away."""
TOUCH = 60.0
"""Square pixels two inks may share: the hang of a comma."""
EDGE = 20
ACROSS = 4.0
"""Pixels of a letter's hang that may reach over the edge of an area."""
TURNED_ENOUGH = 15
SMALLEST = 26
"""Pixels of a 1080 px wide flyer: what a phone still shows readably."""


def scenes(template: Template, case: str) -> Iterator[Scene]:
    plain = HARD[case](sample(template.id))
    yield plain
    if case in CROWDED:
        yield replace(plain, photo=b"a picture", logo=b"a logo")


def to_read(arranged: Arranged) -> list[Placed]:
    """What must be readable where it stands: words that are no ornament, logos and codes."""
    return [
        each
        for each in arranged.placed
        if abs(each.turn) < TURNED_ENOUGH
        and (each.lines or isinstance(each.layer, (LogoLayer, QrLayer)) or is_rule(each))
        and not (isinstance(each.layer, TextLayer) and each.layer.decor)
    ]


def is_rule(each: Placed) -> bool:
    """A line between two texts: one that runs through them is as bad as a word that does."""
    return isinstance(each.layer, ShapeLayer) and each.layer.area == "safe" and 0 < each.layer.height <= 8


def is_band(each: Placed) -> bool:
    """A full-width area of one colour."""
    layer = each.layer
    plain = isinstance(layer, ShapeLayer) and layer.figure == "rect" and not layer.blur and not layer.fade
    return plain and layer.opacity == 1 and "@" not in layer.colour and each.box.width >= 1000 and each.box.height > 60


def covered(each: Placed) -> list[Box]:
    """Where the layer is: its lines with the strips behind them, or the whole of a badge."""
    if isinstance(each.layer, BadgeLayer) or not each.lines:
        return [each.box]
    plate = each.layer.plate if isinstance(each.layer, (TextLayer, GridLayer)) else None
    boxes = [line.ink for line in each.lines]
    if plate:
        boxes = [
            Box(box.left - plate.x, box.top - plate.y, box.width + 2 * plate.x, box.height + 2 * plate.y)
            for box in boxes
        ]
    return boxes


def problems(layout: Layout, arranged: Arranged) -> Iterator[str]:
    top, bottom = layout.safe
    shown = to_read(arranged)
    for place, each in enumerate(shown):
        layer = each.layer
        for line in each.lines:
            if line.ink.left < EDGE or line.ink.right > layout.size[0] - EDGE:
                yield f"{layer.id} leaves the canvas sideways: {line.text}"
            if line.ink.top < top - 2 or line.ink.bottom > bottom + 2:
                yield f"{layer.id} leaves the safe area: {line.text}"
            if isinstance(layer, Lettering) and line.size < layer.floor - 0.01:
                yield f"{layer.id} is smaller than its floor, {line.size:.0f} < {layer.floor:.0f}: {line.text}"
        for other in shown[place + 1 :]:
            shared = sum(one.overlap(two) for one in covered(each) for two in covered(other))
            if shared > TOUCH:
                yield f"{layer.id} lies on {other.layer.id}, {shared:.0f} px"
    for band in (each for each in arranged.placed if is_band(each)):
        for each in shown:
            for line in each.lines:
                if line.ink.top + ACROSS < band.box.top < line.ink.bottom - ACROSS:
                    yield f"{each.layer.id} stands across the edge of {band.layer.id}: {line.text}"
    cut = [line.text for each in shown for line in each.lines if line.text.endswith("…")]
    if cut and not arranged.notes:
        yield f"cut in silence: {cut}"


@pytest.mark.parametrize("template", all_templates(), ids=lambda each: each.id)
def test_no_words_overlap_or_leave_their_room_or_get_lost(template: Template) -> None:
    found = [
        f"{case}, {layout}, {'with' if scene.logo else 'without'} photo and logo: {problem}"
        for case in HARD
        for layout in Layout
        for scene in scenes(template, case)
        for ruler in ((BARE, FULL) if case in NEEDS_FONTS else (BARE,))
        for problem in problems(layout, arrange(template, layout, scene, Brand(), ruler))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("template", all_templates(), ids=lambda each: each.id)
def test_a_made_up_event_is_shown_whole(template: Template) -> None:
    for layout in Layout:
        assert not arrange(template, layout, sample(template.id), Brand(), BARE).notes


@pytest.mark.parametrize("template", all_templates(), ids=lambda each: each.id)
def test_no_text_can_become_too_small_for_a_phone(template: Template) -> None:
    for layout in Layout:
        small = [
            layer.id for layer in template.layers[layout] if isinstance(layer, Lettering) and layer.floor < SMALLEST
        ]
        assert not small, layout
