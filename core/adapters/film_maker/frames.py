"""The pictures of a film one after the other, and which part of each is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from PIL import Image

from core.adapters.film_maker.actors import Actor, Cutout
from core.adapters.film_maker.motions import Pose
from core.adapters.film_maker.script import Cue, Script

Area = tuple[int, int, int, int]
FPS = 30
_GRID = 2
"""Colours of a film are kept for two by two pixels, so areas begin and end on even ones."""
_APART = 1.25
"""Areas are repainted together when that takes at most this much more than painting both."""


@dataclass(frozen=True)
class Patch:
    """A part of the picture that changed, as it looks now."""

    picture: Image.Image
    corner: tuple[int, int]


def patches(ground: Image.Image, script: Script) -> Iterator[list[Patch]]:
    """What changes with every picture of the film; the first begins on the ground, the last is all at rest."""
    shown: list[Pose | None] = [None] * len(script.cues)
    count = round(script.seconds * FPS)
    for number in range(count):
        second = script.seconds if number == count - 1 else number / FPS
        poses = [script.pose(cue, second) for cue in script.cues]
        dirty: list[Area] = []
        for cue, before, now in zip(script.cues, shown, poses, strict=True):
            if before != now:
                dirty += [_reach(cue.actor, each, ground.size) for each in (before, now) if each is not None]
        shown = poses
        yield [_repainted(ground, area, script.cues, poses) for area in _together(dirty)]


def _reach(actor: Actor, posed: Pose, size: tuple[int, int]) -> Area:
    """Everything the actor covers in this pose, on even pixels."""
    box = actor.looks[posed.look].box
    spread_x, spread_y = box.width * abs(posed.scale - 1) / 2, box.height * abs(posed.scale - 1) / 2
    left, top = box.left - spread_x - 1, box.top - spread_y - 1 + min(0, posed.down)
    right, bottom = box.right + spread_x + 1, box.bottom + spread_y + 1 + max(0, posed.down)
    return (
        max(0, floor(left / _GRID) * _GRID),
        max(0, floor(top / _GRID) * _GRID),
        min(size[0], ceil(right / _GRID) * _GRID),
        min(size[1], ceil(bottom / _GRID) * _GRID),
    )


def _together(areas: Sequence[Area]) -> list[Area]:
    """Areas that meet, or nearly so, as one."""
    kept: list[Area] = []
    for area in areas:
        joined = area
        while (near := next((other for other in kept if _worth_joining(joined, other)), None)) is not None:
            kept.remove(near)
            joined = _around(joined, near)
        kept.append(joined)
    return [area for area in kept if area[2] > area[0] and area[3] > area[1]]


def _worth_joining(one: Area, other: Area) -> bool:
    meet = one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    return meet or _pixels(_around(one, other)) <= _APART * (_pixels(one) + _pixels(other))


def _around(one: Area, other: Area) -> Area:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _pixels(area: Area) -> int:
    return (area[2] - area[0]) * (area[3] - area[1])


def _repainted(ground: Image.Image, area: Area, cues: Sequence[Cue], poses: Sequence[Pose | None]) -> Patch:
    picture = ground.crop(area)
    for cue, posed in zip(cues, poses, strict=True):
        if posed is not None and _meets(_reach(cue.actor, posed, ground.size), area):
            _put(picture, cue.actor.looks[posed.look], posed, area)
    return Patch(picture, area[:2])


def _meets(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _put(picture: Image.Image, look: Cutout, posed: Pose, area: Area) -> None:
    """One cut-out in its pose: exact when it rests, with soft edges while it moves."""
    cut, mask = look.picture, look.matte if posed.down == 0 and posed.scale == 1 else look.soft
    left, top = look.corner[0] - area[0], look.corner[1] - area[1] + posed.down
    if posed.scale != 1:
        size = (max(1, round(cut.width * posed.scale)), max(1, round(cut.height * posed.scale)))
        left, top = left + (cut.width - size[0]) // 2, top + (cut.height - size[1]) // 2
        cut, mask = (each.resize(size, Image.Resampling.BILINEAR) for each in (cut, mask))
    if posed.alpha < 255:
        mask = mask.point([value * posed.alpha // 255 for value in range(256)])
    picture.paste(cut, (left, top), mask)
