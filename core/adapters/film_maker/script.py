"""Who enters when, and how: read from the layers themselves, so that every design makes a film."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.adapters.film_maker.actors import Actor
from core.adapters.film_maker.easing import breath
from core.adapters.film_maker.motions import (
    Motion,
    Pose,
    appear,
    flicker,
    lift,
    pose,
    put_down,
    rise,
    swell,
    tick,
)
from core.templates.layout.placed import Placed
from core.templates.model import (
    BadgeLayer,
    CountdownLayer,
    GridLayer,
    ImageLayer,
    Lettering,
    ShapeLayer,
    Template,
    TextLayer,
)

SHORTEST, LONGEST = 6.0, 15.0
"""Seconds."""
OPENING = 0.25
"""The ground alone."""
READING = 2.4
"""At least this long everything stands, to be read."""
TICK = 0.46
"""How long one number of a countdown is seen."""
_NAMES = 2.6
"""Seconds a whole line-up takes at most, however many names it has."""
_BREATH = 1.8
_DIMMER = 0.2
"""How much light a lamp loses when it breathes."""


@dataclass(frozen=True)
class Cue:
    """One actor's part: when it enters, in how many seconds and how; whether it breathes afterwards."""

    actor: Actor
    start: float
    lasts: float
    motion: Motion
    lit: bool = False

    @property
    def end(self) -> float:
        return self.start + (len(self.actor.looks) - 1) * TICK + self.lasts


@dataclass(frozen=True)
class Script:
    """Cues in the order in which they are painted, and the seconds of the whole film."""

    cues: tuple[Cue, ...]
    seconds: float
    settled: float
    """When the last one has entered."""

    def pose(self, cue: Cue, second: float) -> Pose | None:
        """How the actor is shown then; None before it has entered."""
        since = second - cue.start
        if since <= 0:
            return None
        passing = len(cue.actor.looks) - 1
        if since < passing * TICK:
            number = int(since / TICK)
            shown = (tick if number else put_down)((since - number * TICK) / TICK)
            return Pose(shown.alpha, shown.down, shown.scale, number)
        if since < passing * TICK + cue.lasts:
            return cue.motion((since - passing * TICK) / cue.lasts)
        return pose(1 - _DIMMER * self._breath(second)) if cue.lit else Pose()

    def _breath(self, second: float) -> float:
        """Whole breaths between the last entrance and the end, so that the film ends in full light."""
        room = self.seconds - 0.5 - self.settled
        breaths = int(room / _BREATH)
        share = (second - self.settled) / room if room > 0 else 1.0
        return breath(share * breaths) if breaths and 0 < share < 1 else 0.0


def script_for(template: Template, actors: Sequence[Actor]) -> Script:
    """The film of one flyer."""
    times = _times(actors)
    last = max((time + _length(actor) for actor, time in zip(actors, times, strict=True)), default=0.0)
    squeeze = min(1.0, (LONGEST - READING - OPENING) / last) if last else 1.0
    neon = template.theme == "neon"
    cues = tuple(
        Cue(actor, OPENING + time * squeeze, _lasts(actor), _motion(actor, neon), _is_lit(actor.placed))
        for actor, time in zip(actors, times, strict=True)
    )
    settled = max((cue.end for cue in cues), default=0.0)
    seconds = min(LONGEST, max(SHORTEST, round(settled + READING, 1)))
    return Script(cues, seconds, settled)


def _times(actors: Sequence[Actor]) -> list[float]:
    """When each enters, counted from the opening: ornaments first, then from top to bottom, as one reads."""
    order = sorted(range(len(actors)), key=lambda place: (not _is_ornament(actors[place]), _top(actors[place]), place))
    times = [0.0] * len(actors)
    clock, free = 0.0, 0.0
    for place in order:
        actor = actors[place]
        if _is_ornament(actor):
            continue
        clock = max(clock, free)
        times[place] = clock
        clock += _stagger(actor, actors)
        if isinstance(actor.placed.layer, CountdownLayer):
            free = times[place] + _length(actor) * 0.8  # nobody reads on while numbers run
    return times


def _top(actor: Actor) -> tuple[float, float]:
    """Lines of one layer stay together."""
    return actor.placed.box.top, actor.number


def _length(actor: Actor) -> float:
    return (len(actor.looks) - 1) * TICK + _lasts(actor)


def _stagger(actor: Actor, actors: Sequence[Actor]) -> float:
    """How soon the next one follows."""
    if not isinstance(actor.placed.layer, GridLayer):
        return 0.24
    names = sum(other.placed is actor.placed for other in actors)
    return min(0.32, _NAMES / names)


def _is_ornament(actor: Actor) -> bool:
    layer = actor.placed.layer
    return isinstance(layer, (ShapeLayer, ImageLayer)) or (isinstance(layer, TextLayer) and layer.decor)


def _is_lit(placed: Placed) -> bool:
    layer = placed.layer
    return isinstance(layer, Lettering) and not isinstance(layer, BadgeLayer) and layer.glow is not None


def _lasts(actor: Actor) -> float:
    if _is_ornament(actor):
        return 0.9
    return 0.45 if isinstance(actor.placed.layer, GridLayer) else 0.7


def _motion(actor: Actor, neon: bool) -> Motion:
    layer = actor.placed.layer
    if isinstance(layer, CountdownLayer):
        return tick if len(actor.looks) > 1 else put_down
    if isinstance(layer, BadgeLayer):
        return swell
    if isinstance(layer, GridLayer):
        return lift
    if isinstance(layer, TextLayer) and not layer.decor:
        return flicker if neon and layer.glow else rise
    return appear
