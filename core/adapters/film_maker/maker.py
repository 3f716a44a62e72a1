"""A scene in, a film out, in turns with the painter and the studio; whoever stops waiting stops the work."""

import asyncio
from collections.abc import Callable
from threading import Event

from core.adapters.film_maker.casting import Casting
from core.adapters.film_maker.coder import filmed
from core.adapters.film_maker.frames import patches
from core.adapters.film_maker.script import script_for
from core.adapters.pillow_painter import PillowPainter
from core.adapters.turns import Turns
from core.templates.model import Template
from core.templates.scene import Brand, Layout, Scene


class FlyerFilmMaker:
    """Implements `FilmMaker` with the painter's own hand."""

    def __init__(self, painter: PillowPainter, turns: Turns | None = None) -> None:
        self._painter = painter
        self._turns = turns or Turns()

    async def shoot(self, template: Template, scene: Scene, brand: Brand) -> bytes:
        stopped = Event()
        try:
            return await self._turns.take(self.shoot_now, template, scene, brand, stopped.is_set)
        except asyncio.CancelledError:
            stopped.set()  # the thread cannot be ended from here; it looks between two pictures
            raise

    def shoot_now(
        self, template: Template, scene: Scene, brand: Brand, stopped: Callable[[], bool] = lambda: False
    ) -> bytes:
        """Make the film in this thread; nothing comes of it once `stopped` says so."""
        casting = Casting(template, scene, brand)
        self._painter.paint_now(template, Layout.STORY, scene, brand, watch=casting)
        script = script_for(template, casting.actors)
        return filmed(casting.ground, patches(casting.ground, script), stopped)
