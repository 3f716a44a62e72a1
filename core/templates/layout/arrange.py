"""The whole flyer laid out: every layer at its place, what is empty closed up, nothing overlapping that flows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.templates.bind import facts_of, fill, holds, words_of
from core.templates.brand import face_of
from core.templates.layout.bidi import is_rtl
from core.templates.layout.boxes import Box, across, down
from core.templates.layout.countdown import compose_countdown
from core.templates.layout.lettering import Hand, compose_badge, compose_text
from core.templates.layout.lineup import compose_grid
from core.templates.layout.measure import Measure
from core.templates.layout.order import in_order
from core.templates.layout.placed import Draft, Placed
from core.templates.model import BadgeLayer, CountdownLayer, GridLayer, Layer, Lettering, Template, TextLayer
from core.templates.scene import Brand, Layout, Scene

EDGE = 56.0
"""Room left free at the end of the safe area when nothing else bounds a layer."""
_INK_GAP = 0.35
"""Share of a gap that stays free below letters reaching under their baseline."""


@dataclass(frozen=True)
class Arranged:
    """All layers that show, in painting order, and sentences about what had to give."""

    placed: tuple[Placed, ...]
    notes: tuple[str, ...]


def arrange(template: Template, layout: Layout, scene: Scene, brand: Brand, measure: Measure) -> Arranged:
    """Lay out one flyer. Where the title reads from right to left the whole flyer is mirrored."""
    width, height = layout.size
    top, bottom = layout.safe
    faces = {role: face_of(template, brand, role) for role in template.fonts}
    canvas, safe = Box(0, 0, width, height), Box(0, top, width, bottom - top)
    hand = Hand(measure, faces)
    flow = _Flow(template, canvas, safe, scene, words_of(scene), facts_of(scene, brand), hand)
    layers = template.layers[layout]
    for layer in in_order(layers):
        flow.place(layer, layers)
    placed = [flow.placed[layer.id] for layer in layers if layer.id in flow.placed]
    if is_rtl(scene.title):
        placed = [each.mirror(width) for each in placed]
    return Arranged(tuple(placed), tuple(dict.fromkeys(flow.notes)))


@dataclass(frozen=True)
class _Slot:
    """The room a layer takes in the flow. An open one is empty and stands where something would have begun."""

    top: float
    bottom: float
    overhang: float = 0.0
    open: bool = False


@dataclass
class _Flow:
    """Layers placed so far. The one place in the layout that changes while it works."""

    template: Template
    canvas: Box
    safe: Box
    scene: Scene
    words: Mapping[str, str]
    facts: frozenset[str]
    hand: Hand
    placed: dict[str, Placed] = field(default_factory=dict)
    slots: dict[str, _Slot] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def place(self, layer: Layer, layers: tuple[Layer, ...]) -> None:
        draft = self._draft(layer)
        if draft is None:
            self.slots[layer.id] = self._open_slot(layer)
        else:
            self._stand(layer, draft)
            self.notes += draft.notes
        if layer.group and all(other.id in self.slots for other in layers if other.group == layer.group):
            self._centre([other.id for other in layers if other.group == layer.group], layer.group)

    def _draft(self, layer: Layer) -> Draft | None:
        """The layer laid out in its room; None when it has nothing to show."""
        if not layer.show or not holds(layer.when, self.facts):
            return None
        width, height = self._room(layer)
        if not isinstance(layer, Lettering):
            return Draft(width, height)
        text = fill(layer.text, layer.join, layer.case, self.words)
        if not text.strip():
            return None
        if layer.rotate in (90, 270):
            turned = self._compose(layer, text, height, width).stretched(width, "middle")
            return replace(turned, width=width, height=height)
        draft = self._compose(layer, text, width, height)
        return draft if layer.valign == "hug" else draft.stretched(height, layer.valign)

    def _compose(self, layer: Lettering, text: str, width: float, height: float) -> Draft:
        if isinstance(layer, TextLayer):
            return compose_text(layer, text, width, height, self.hand)
        if isinstance(layer, BadgeLayer):
            return compose_badge(layer, text, width, height, self.hand)
        if isinstance(layer, CountdownLayer):
            return compose_countdown(layer, text, width, height, self.hand)
        if isinstance(layer, GridLayer):
            return compose_grid(layer, self.scene.lineup, width, height, self.hand)
        raise TypeError(f"no composer for {layer.kind}")

    def _area(self, layer: Layer) -> Box:
        return self.canvas if layer.area == "canvas" else self.safe

    def _room(self, layer: Layer) -> tuple[float, float]:
        """Width and height at the layer's disposal."""
        area = self._area(layer)
        width = layer.width or area.width - 2 * layer.x
        start, end = self._span(layer, area)
        if not layer.height:
            return width, max(end - start, 1.0)
        bounded = layer.until or layer.after or layer.before
        return width, max(1.0, min(layer.height, end - start)) if bounded else layer.height

    def _span(self, layer: Layer, area: Box) -> tuple[float, float]:
        """Highest and lowest point the layer may reach."""
        side = layer.anchor.split("-")[0]
        inset = layer.y if not isinstance(layer, Lettering) else max(layer.y, EDGE)
        start = area.top + (layer.y if side == "top" else inset)
        end = area.bottom - (layer.y if side == "bottom" else inset)
        if layer.after:
            start = self._below(layer)
        if layer.before:
            end = self._above(layer)
        if layer.until:
            others = [self.slots[name] for name in layer.until]
            if layer.before or (side == "bottom" and not layer.after):
                start = max(other.bottom + max(layer.gap, other.overhang) for other in others)
            else:
                end = min(other.top for other in others) - layer.gap
        return start, end

    def _below(self, layer: Layer) -> float:
        """Where the layer may begin: under the lowest of those it comes after."""
        others = [self.slots[name] for name in layer.after]
        return max(
            other.bottom + (0 if other.open else max(layer.gap, other.overhang + layer.gap * _INK_GAP))
            for other in others
        )

    def _above(self, layer: Layer, overhang: float = 0.0) -> float:
        """Where the layer must end: over the highest of those it comes before."""
        gap = max(layer.gap, overhang + layer.gap * _INK_GAP)
        return min(self.slots[name].top - (0 if self.slots[name].open else gap) for name in layer.before)

    def _open_slot(self, layer: Layer) -> _Slot:
        if layer.level:
            return self.slots[layer.level]
        if layer.after:
            return max((self.slots[name] for name in layer.after), key=lambda slot: slot.bottom)
        if layer.before:
            return min((self.slots[name] for name in layer.before), key=lambda slot: slot.top)
        edge = down(self._area(layer), layer.y, 0, layer.anchor.split("-")[0])
        return _Slot(edge, edge, open=True)

    def _stand(self, layer: Layer, draft: Draft) -> None:
        """Give a draft its place on the canvas."""
        area = self._area(layer)
        vertical, horizontal = layer.anchor.split("-")
        centred = horizontal == "center" and not layer.width  # then `x` was the free space on both sides
        left = across(area, 0 if centred else layer.x, draft.width, horizontal)
        if layer.after:
            top = self._below(layer)
        elif layer.before:
            top = self._above(layer, draft.overhang) - draft.height
        elif layer.level:
            top = self.slots[layer.level].bottom - draft.height
        elif layer.until and vertical != "bottom":
            top = area.top + layer.y
        else:
            top = down(area, layer.y, draft.height, vertical)
        box = Box(left, top, draft.width, draft.height)
        placed = Placed(layer, Box(0, 0, box.width, box.height), draft.lines, draft.marks)
        self.placed[layer.id] = _upright(placed, layer).moved(box.left, box.top)
        self.slots[layer.id] = _Slot(box.top, box.bottom, draft.overhang)

    def _centre(self, names: list[str], group_id: str) -> None:
        """Move a complete group to its place in its room."""
        group = self.template.groups[group_id]
        boxes = [self.placed[name].box for name in names if name in self.placed]
        if not boxes:
            return
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        room_top, room_bottom = self.safe.top + group.top, self.safe.bottom - group.bottom
        by = room_top + (room_bottom - room_top - (bottom - top)) * group.lean - top
        for name in names:
            slot = self.slots[name]
            self.slots[name] = replace(slot, top=slot.top + by, bottom=slot.bottom + by)
            if name in self.placed:
                self.placed[name] = self.placed[name].moved(0, by)


def _upright(placed: Placed, layer: Layer) -> Placed:
    """A layer turned by a quarter was laid out lying down: centre that box on the one it will cover."""
    if layer.rotate not in (90, 270) or not placed.lines:
        return placed
    width, height = placed.box.width, placed.box.height
    shift = ((width - height) / 2, (height - width) / 2)
    return replace(placed, lines=tuple(line.moved(*shift) for line in placed.lines))
