"""From TOML to a template: every wrong field is told by file, layer and name before anything is painted."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from core.errors import InvalidAnswer
from core.templates.model import (
    BadgeLayer,
    CountdownLayer,
    GridLayer,
    Group,
    ImageLayer,
    Layer,
    LogoLayer,
    QrLayer,
    ShapeLayer,
    Template,
    TextLayer,
)
from core.templates.scene import Layout

Record = TypeVar("Record")
Table = Mapping[str, Any]

KINDS: dict[str, type[Layer]] = {
    kind.kind: kind
    for kind in (TextLayer, ImageLayer, ShapeLayer, LogoLayer, BadgeLayer, GridLayer, CountdownLayer, QrLayer)
}


class TemplateProblem(InvalidAnswer):
    """That template cannot be used."""

    def __init__(self, file: str, where: str, field: str, problem: str) -> None:
        place = f"{file}, {where}, field '{field}'" if field else f"{file}, {where}"
        super().__init__(f"{place}: {problem}.", field=field or None)


def parse_template(table: Table, file: str) -> Template:
    """Build a template from a parsed TOML file; raises TemplateProblem naming `file`, layer and field."""
    groups = {name: _group(group, file, f"group '{name}'") for name, group in _table(table, "groups", file).items()}
    rest = {key: value for key, value in table.items() if key not in ("layers", "groups")}
    layers = {layout: _layers(table, layout, file) for layout in Layout}
    return read(Template, {**rest, "groups": groups, "layers": layers}, file, "the head")


def _table(table: Table, key: str, file: str) -> Table:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise TemplateProblem(file, "the head", key, "should be a table")
    return value


def _group(entry: Any, file: str, where: str) -> Group:
    if not isinstance(entry, dict):
        raise TemplateProblem(file, where, "", "should be a table")
    return read(Group, entry, file, where)


def _layers(table: Table, layout: Layout, file: str) -> tuple[Layer, ...]:
    written = table.get("layers")
    if not isinstance(written, list) or not written:
        raise TemplateProblem(file, "the head", "layers", "there should be at least one [[layers]]")
    return tuple(_layer(entry, layout, file, f"layer {number}") for number, entry in enumerate(written, start=1))


def _layer(entry: Any, layout: Layout, file: str, where: str) -> Layer:
    """One layer as it is in one layout: what is written for that layout goes over the rest."""
    if not isinstance(entry, dict):
        raise TemplateProblem(file, where, "", "should be a table")
    where = f"layer '{entry['id']}'" if isinstance(entry.get("id"), str) else where
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise TemplateProblem(file, where, "kind", f"should be one of {', '.join(KINDS)}, not {_short(kind)}")
    shared = {key: value for key, value in entry.items() if key not in (*Layout, "kind")}
    own = entry.get(layout.value, {})
    if not isinstance(own, dict):
        raise TemplateProblem(file, where, layout.value, "should be a table")
    return read(KINDS[kind], {**shared, **own}, file, where)


def read(record: type[Record], table: Table, file: str, where: str) -> Record:
    """Build a dataclass from a table, checking every value against its type."""
    kind: Any = record
    known, hints = fields_of(kind)
    for name in table:
        if name not in known:
            import difflib  # only who made a mistake waits for it

            near = difflib.get_close_matches(name, known, 1)
            raise TemplateProblem(file, where, name, "unknown" + (f"; did you mean '{near[0]}'?" if near else ""))
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise TemplateProblem(file, where, name, "is missing")
    return record(**{name: _value(value, hints[name], file, where, name) for name, value in table.items()})


@cache
def fields_of(record: Any) -> tuple[dict[str, Field[Any]], dict[str, Any]]:
    """Fields of a dataclass, and their resolved types."""
    return {field.name: field for field in fields(record)}, get_type_hints(record)


def _value(value: Any, hint: Any, file: str, where: str, name: str) -> Any:
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin in (UnionType, Union):
        return _value(value, next(each for each in get_args(hint) if each is not type(None)), file, where, name)
    if origin is Literal:
        options = get_args(hint)
        return value if value in options else _wrong(file, where, name, f"one of {', '.join(options)}", value)
    if origin is tuple:
        return _items(value, get_args(hint)[0], file, where, name)
    if hint in _PLAIN:
        words, accepts = _PLAIN[hint]
        return value if accepts(value) else _wrong(file, where, name, words, value)
    if not isinstance(value, dict):
        _wrong(file, where, name, "a table", value)
    return read(hint, value, file, f"{where}, '{name}'") if isinstance(hint, type) and is_dataclass(hint) else value


def _items(value: Any, hint: Any, file: str, where: str, name: str) -> tuple[Any, ...]:
    if isinstance(value, str) and hint is str:
        return (value,)
    if not isinstance(value, (list, tuple)):
        _wrong(file, where, name, "a list", value)
    return tuple(_value(each, hint, file, where, name) for each in value)


def _wrong(file: str, where: str, name: str, wanted: str, value: Any) -> Any:
    raise TemplateProblem(file, where, name, f"should be {wanted}, not {_short(value)}")


def _short(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= 80 else f"{said[:79]}…"


_PLAIN: dict[Any, tuple[str, Callable[[Any], bool]]] = {
    str: ("text", lambda value: isinstance(value, str)),
    bool: ("true or false", lambda value: isinstance(value, bool)),
    int: ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    float: ("a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)),
}
