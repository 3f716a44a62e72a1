"""Watch the painter at work, and cut every layer out of the picture as it comes."""

from dataclasses import replace

from PIL import Image

from core.adapters.film_maker.actors import Actor, Cutout, by_line, cut_out
from core.adapters.pillow_painter.easel import Easel
from core.adapters.pillow_painter.layers import paint_layer
from core.templates.layout.arrange import arrange
from core.templates.layout.countdown import LONGEST_RING_DAYS
from core.templates.layout.placed import Placed
from core.templates.model import CountdownLayer, GridLayer, Template, TextLayer
from core.templates.scene import Brand, Layout, Scene

TICKS = 4
"""How many numbers a countdown runs through before it comes to its own."""


class Casting:
    """Handed to the painter as its watcher; afterwards it holds the ground, the actors and the finished picture."""

    def __init__(self, template: Template, scene: Scene, brand: Brand) -> None:
        self._template, self._scene, self._brand = template, scene, brand
        self._before = Image.new("RGB", (1, 1))
        self.ground = self._before
        self.actors: list[Actor] = []

    @property
    def finished(self) -> Image.Image:
        return self._before

    def __call__(self, easel: Easel, placed: Placed | None) -> None:
        if placed is None:
            self.ground = self._before = easel.canvas.copy()
            return
        before, self._before = self._before, easel.canvas.copy()
        whole = cut_out(before, self._before)
        if whole is None:
            return
        if isinstance(placed.layer, CountdownLayer):
            self.actors.append(Actor(placed, (*self._ticks(easel, placed, before), whole)))
        elif isinstance(placed.layer, GridLayer) or (isinstance(placed.layer, TextLayer) and not placed.layer.decor):
            self.actors += by_line(placed, whole)
        else:
            self.actors.append(Actor(placed, (whole,)))

    def _ticks(self, easel: Easel, placed: Placed, before: Image.Image) -> tuple[Cutout, ...]:
        """The same layer with more days to go, each number where the last one will stand."""
        days = self._scene.days_left
        if days is None:
            return ()
        first = min(days + TICKS, max(LONGEST_RING_DAYS, days))
        looks = [self._with(days_left, easel, placed, before) for days_left in range(first, days, -1)]
        return tuple(look for look in looks if look is not None)

    def _with(self, days_left: int, easel: Easel, placed: Placed, before: Image.Image) -> Cutout | None:
        scene = replace(self._scene, days_left=days_left)
        arranged = arrange(self._template, Layout.STORY, scene, self._brand, easel.ruler)
        other = next((each for each in arranged.placed if each.layer.id == placed.layer.id), None)
        if other is None:
            return None
        (x, y), (there_x, there_y) = placed.box.centre, other.box.centre
        aside = replace(easel, canvas=before.copy(), notes=[], mended=[])
        paint_layer(aside, other.moved(x - there_x, y - there_y))
        return cut_out(before, aside.canvas)
