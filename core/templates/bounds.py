"""How far a template that was sent may go, number by number, so that none costs more than a flyer is worth."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from core.templates.model import Layer, Template
from core.templates.parse import TemplateProblem

MOST_LAYERS = 48
MOST_VALUES = 6000
DEEPEST = 6
LONGEST_TEXT = 300
LONGEST_LIST = 200
USUAL = (-2200.0, 2200.0)
"""Lengths on a canvas of 1080 px; no layout is higher than 1920."""

_BOUNDS: dict[str, tuple[float, float]] = {
    "angle": (-720, 720),
    "blur": (0, 200),
    "columns": (1, 10),
    "corner": (0, 1000),
    "count": (1, 120),
    "floor": (10, 1000),
    "heads": (0, 40),
    "height": (0, 2200),
    "lean": (0, 1),
    "leading": (0.5, 3),
    "lines": (1, 20),
    "opacity": (0, 1),
    "pad_x": (0, 400),
    "pad_y": (0, 400),
    "radius": (0, 120),
    "reach": (0, 2),
    "rim": (0, 100),
    "rotate": (-360, 360),
    "rule": (0, 100),
    "seed": (0, 1_000_000),
    "size": (10, 1000),
    "spacing": (0, 400),
    "step": (4, 1000),
    "strength": (0, 4),
    "stroke": (0, 200),
    "thickness": (1, 300),
    "tracking": (-0.2, 1.5),
    "width": (0, 2200),
}
"""(least, most) of a field, wherever it stands; any other number is a length."""
_NARROWER = {("Lettering", "stroke"): (0.0, 30.0), ("Echo", "count"): (1.0, 8.0), ("Echo", "stroke"): (0.0, 30.0)}
MOST_POINTS = 120
FARTHEST_POINT = 2.0
MOST_BLURRED = 12
"""Layers with a blur, a glow or a soft shadow."""


def check_table(table: Mapping[str, Any], file: str) -> None:
    """Refuse a table that is no template whatever it says: too deep, too long, or of values no template has."""
    for number, (where, value) in enumerate(_values(table, file, ())):
        if number > MOST_VALUES:
            raise TemplateProblem(file, "the file", "", f"has more than {MOST_VALUES:,} values; leave some out")
        problem = _unfit(value)
        if problem:
            raise TemplateProblem(file, _place(where), where[-1] if where else "", problem)


def _values(value: Any, file: str, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if len(where) > DEEPEST:
        raise TemplateProblem(file, _place(where), "", f"is nested more than {DEEPEST} deep")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*where, key), key
            yield from _values(inner, file, (*where, key))
    elif isinstance(value, list):
        if len(value) > LONGEST_LIST:
            raise TemplateProblem(file, _place(where), where[-1], f"has more than {LONGEST_LIST} entries")
        for inner in value:
            yield from _values(inner, file, where)
    else:
        yield where, value


def _place(where: tuple[str, ...]) -> str:
    return f"[{'.'.join(key[:30] for key in where[:-1])}]" if len(where) > 1 else "the head"


def _unfit(value: Any) -> str:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return f"is {len(value):,} characters long; up to {LONGEST_TEXT} are fine"
        return "has a control character in it" if any(ord(letter) < 32 for letter in value) else ""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return "" if math.isfinite(value) and abs(value) < 1e9 else "should be a number of ordinary size"
    return "should be text, a number, true or false, not a date or a time"


def check_bounds(template: Template, file: str) -> None:
    """Refuse a template that would be slow or large to paint; raises TemplateProblem with the cure."""
    for layout, layers in template.layers.items():
        if len(layers) > MOST_LAYERS:
            raise TemplateProblem(file, "the head", "layers", f"more than {MOST_LAYERS} layers; join some")
        blurred = 0
        for layer in layers:
            where = f"layer '{layer.id}' ({layout})"
            for field, problem in _too_far(layer):
                raise TemplateProblem(file, where, field, problem)
            blurred += _is_soft(layer)
        if blurred > MOST_BLURRED:
            problem = f"{blurred} layers have a blur, a glow or a soft shadow; up to {MOST_BLURRED} are fine"
            raise TemplateProblem(file, f"the layers ({layout})", "", problem)
    for name, group in template.groups.items():
        for field, problem in _too_far(group):
            raise TemplateProblem(file, f"group '{name[:30]}'", field, problem)


def _too_far(record: Any) -> Iterator[tuple[str, str]]:
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            yield from ((f"{field.name}.{inner}", problem) for inner, problem in _too_far(value))
        elif field.name == "points":
            yield from _points(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            least, most = _bounds(record, field.name)
            if not least <= value <= most:
                yield field.name, f"should be between {least:g} and {most:g}, not {value:g}"


def _bounds(record: Any, name: str) -> tuple[float, float]:
    kinds = (kind.__name__ for kind in type(record).__mro__)
    return next((_NARROWER[kind, name] for kind in kinds if (kind, name) in _NARROWER), _BOUNDS.get(name, USUAL))


def _points(points: tuple[float, ...]) -> Iterator[tuple[str, str]]:
    if len(points) > MOST_POINTS or len(points) % 2:
        yield "points", f"should be pairs of x and y, up to {MOST_POINTS // 2} of them"
    if any(not abs(point) <= FARTHEST_POINT for point in points):
        yield "points", "should be shares of the box, 0 to 1"


def _is_soft(layer: Layer) -> bool:
    shadow = getattr(layer, "shadow", None)
    return bool(getattr(layer, "blur", 0) or getattr(layer, "glow", None) or (shadow and shadow.radius))
