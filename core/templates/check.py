"""What types cannot say about a template: names that must exist, limits, and no layer waiting for itself."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Any

from core.templates.bind import FACTS, WORDS, names_in
from core.templates.colours import Palette, palette_of
from core.templates.fonts.faces import FACES
from core.templates.layout.order import Waiting, in_order
from core.templates.model import Colour, FaceRole, Layer, Lettering, Template
from core.templates.parse import TemplateProblem, fields_of
from core.templates.scene import Layout

MOST_LAYERS = 60
LARGEST = 4000
"""No length on a canvas of 1080 px has a reason to be larger."""
_NO_LAYER = "there is no layer named {!r}"

NEEDED_COLOURS = ("background", "ink", "primary", "accent")
NEEDED_FONTS = ("display", "text")


def check(template: Template, file: str) -> Template:
    """Return the template if it can be painted; raises TemplateProblem naming file, layer and field."""
    palette = _head(template, file)
    for layout in Layout:
        layers = template.layers[layout]
        for layer in layers:
            where = f"layer '{layer.id}' ({layout})"
            for field, problem in _problems(layer, layers, template, palette):
                raise TemplateProblem(file, where, field, problem)
        try:
            in_order(layers)
        except Waiting as circle:
            raise TemplateProblem(file, f"layer '{circle.layer_id}' ({layout})", "after", "waits for itself") from None
    return template


def _head(template: Template, file: str) -> Palette:
    for name in NEEDED_COLOURS:
        if name not in template.colours:
            raise TemplateProblem(file, "the head", "colours", f"needs a colour named '{name}'")
    for name in NEEDED_FONTS:
        if name not in template.fonts:
            raise TemplateProblem(file, "the head", "fonts", f"needs a face named '{name}'")
    for name, key in template.fonts.items():
        if not isinstance(key, str) or key not in FACES:
            raise TemplateProblem(file, "the head", f"fonts.{name}", f"there is no face named {key!r}")
    if len(template.layers[Layout.PORTRAIT]) > MOST_LAYERS:
        raise TemplateProblem(file, "the head", "layers", f"more than {MOST_LAYERS} layers")
    try:
        return palette_of(template.colours)
    except KeyError as error:
        problem = f"{error.args[0]!r} should come before the colours that are made of it"
        raise TemplateProblem(file, "the head", "colours", problem) from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise TemplateProblem(file, "the head", "colours", str(error)[:120]) from error


def _problems(
    layer: Layer, layers: tuple[Layer, ...], template: Template, palette: Palette
) -> Iterator[tuple[str, str]]:
    """(field, problem) of everything wrong with a layer."""
    ids = [each.id for each in layers]
    if ids.count(layer.id) > 1:
        yield "id", "two layers have the same name"
    for field in ("after", "before", "until"):
        yield from ((field, _NO_LAYER.format(other)) for other in getattr(layer, field) if other not in ids)
    if layer.level and layer.level not in ids:
        yield "level", _NO_LAYER.format(layer.level)
    if layer.group and layer.group not in template.groups:
        yield "group", f"there is no group named {layer.group!r}"
    for name in layer.when:
        if name.removeprefix("!") not in FACTS:
            yield "when", f"there is no scene field named {name!r}"
    yield from _wrong_values(layer, template, palette)
    if isinstance(layer, Lettering):
        yield from _wrong_lettering(layer)


def _wrong_values(layer: Any, template: Template, palette: Palette) -> Iterator[tuple[str, str]]:
    kind: Any = type(layer)
    for name, hint in fields_of(kind)[1].items():
        if name == "kind":
            continue
        value = getattr(layer, name)
        if hint is Colour and value:
            try:
                alpha = palette.tint(value).alpha
            except (ValueError, RecursionError) as error:
                yield name, str(error)[:120]
            else:
                if not 0 <= alpha <= 1:
                    yield name, "how much of a colour there is goes from 0 to 1"
        elif hint is FaceRole and value and value not in template.fonts and value not in FACES:
            yield name, f"there is no face named {value!r}"
        elif hint in (int, float) and not abs(value) <= LARGEST:
            yield name, f"should be at most {LARGEST}"
        elif is_dataclass(value):
            yield from ((f"{name}.{inner}", problem) for inner, problem in _wrong_values(value, template, palette))


def _wrong_lettering(layer: Lettering) -> Iterator[tuple[str, str]]:
    if not layer.text:
        yield "text", "is missing"
    if not 0 < layer.floor <= layer.size:
        yield "floor", "should be above 0 and not above 'size'"
    if not 1 <= layer.lines <= 20:
        yield "lines", "should be between 1 and 20"
    for piece in layer.text:
        try:
            unknown = [name for name in names_in(piece) if name not in WORDS]
        except ValueError:
            yield "text", f"the braces in {piece[:60]!r} do not match, or hold more than the name of a field"
            continue
        if unknown:
            yield "text", f"there is no scene field named {unknown[0]!r}"
