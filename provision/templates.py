"""An expression of core's that makes a text -> the templates of all it can say.

f"Up to {MOST} photos." is "Up to {most} photos."; a condition makes two templates, and the parts of a date one place.
"""

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_DATE_PARTS = re.compile(r"[ ,]+")
_MOST_WAYS = 16
LIST, LISTED = "list", ("spoken_list", "join")
"""What a place is called that holds a list of names, and what makes such a list (bot/retold.py tells it again)."""


@dataclass
class Places:
    """The names of a template's places: the same expression has the same name, another one never."""

    lists: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)

    def name(self, expression: ast.expr, form: str = "") -> str:
        written = f"{ast.unparse(expression)}:{form}"
        if written not in self.names:
            taken = set(self.names.values())
            self.names[written] = next(free for free in _numbered(self._place(expression, form)) if free not in taken)
        return self.names[written]

    def _place(self, expression: ast.expr, form: str) -> str:
        is_list = name_of(expression) in (*self.lists, *LISTED)
        return LIST if is_list else _place(expression, form)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}{number}" for number in itertools.count(2))


def _place(expression: ast.expr, form: str) -> str:
    if "%" in form:
        return "clock" if form == "%H:%M" else "moment" if "%H" in form else "day"
    match expression:
        case ast.Call(func=func, args=[ast.expr() as only]) if name_of(func) in ("str", "len", "min", "max", "city_of"):
            return _place(only, "")
        case ast.Subscript(value=value, slice=ast.Slice() | ast.Constant()):
            return _place(value, "")
        case ast.Subscript(slice=key):
            return _place(key, "")
    return (name_of(expression) or "value").strip("_").lower()


def name_of(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=func):
            return name_of(func)
    return ""


def templates_of(expression: ast.expr, lists: frozenset[str] = frozenset()) -> Iterable[str]:
    """All it can say: one template for each way that its conditions can go."""
    ways = itertools.islice(_ways(expression, Places(lists)), _MOST_WAYS)
    return dict.fromkeys(" ".join(way.split(" ")) for way in ways)


def _ways(expression: ast.expr, places: Places) -> Iterator[str]:
    match expression:
        case ast.Constant(value=str(text)):
            yield _with_named_places(text)
        case ast.JoinedStr(values=values):
            parts = [list(_ways_of_part(part, places)) for part in _dates_joined(values)]
            yield from ("".join(way) for way in itertools.product(*parts))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            pairs = itertools.product(_ways(left, places), list(_ways(right, places)))
            yield from ("".join(pair) for pair in pairs)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _ways(body, places)
            yield from _ways(orelse, places)
        case _:
            yield "{" + places.name(expression) + "}"


def _ways_of_part(part: ast.expr | list[ast.expr], places: Places) -> Iterator[str]:
    match part:
        case list():
            forms = "".join(_form(one) for one in part)
            yield "{" + places.name(part[0], forms) + "}"
        case ast.Constant(value=str(text)):
            yield text.replace("{", "{{").replace("}", "}}")
        case ast.FormattedValue(value=ast.IfExp() as choice):
            yield from _ways(choice, places)
        case ast.FormattedValue(value=value):
            yield "{" + places.name(value, _form(part)) + "}"


def _dates_joined(values: Iterable[ast.expr]) -> list[ast.expr | list[ast.expr]]:
    """The parts of an f-string; those that make up one day or moment are one place: "{day:%a} {day.day} {day:%b}"."""
    joined: list[ast.expr | list[ast.expr]] = []
    for value in values:
        before = joined[-2:]
        if (
            _is_date(value)
            and len(before) == 2
            and isinstance(before[0], list)
            and isinstance(before[1], ast.Constant)
            and _DATE_PARTS.fullmatch(str(before[1].value))
        ):
            joined[-2:] = [[*before[0], value]]
        else:
            joined.append([value] if _is_date(value) else value)
    return joined


def _is_date(part: ast.expr) -> bool:
    match part:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(form))])) if "%" in form:
            return True
        case ast.FormattedValue(value=ast.Attribute(attr="day" | "year")):
            return True
    return False


def _form(part: ast.expr) -> str:
    match part:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(form))])):
            return form if "%" in form else ""
        case ast.FormattedValue(value=ast.Attribute(attr="day" | "year")):
            return "%d"
    return ""


def _with_named_places(text: str) -> str:
    """The one place without a name in core's own templates holds a list: "the model got {} wrong"."""
    return text.replace("{}", "{list}") if text.count("{}") == 1 else text
