"""The fields parameter: `id,children{id,media_url},comments.limit(3){text}`, and its answer."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.instagram.calls import Json
from sandbox.instagram.errors import GraphError

ABSENT = object()
"""What a reader answers for a field that this node does not have just now: it is left out."""

WORD = re.compile(r"[A-Za-z_0-9]+")
ABOUT = re.compile(r"\.username\(([^()]*)\)")
LIMIT = re.compile(r"\.limit\((\d+)\)")


@dataclass(frozen=True)
class Field:
    """One asked field; inner are the fields asked of what it leads to."""

    name: str
    inner: "tuple[Field, ...]" = ()
    limit: int | None = None
    about: str = ""
    """Whom it asks about: `business_discovery.username(x)`."""


Reader = Callable[[Any, Field], Any]


def asked(text: str, default: Iterable[str] = ("id",)) -> tuple[Field, ...]:
    """Read the parameter; an empty one means the default fields. Raises GraphError invalid."""
    if not text.strip():
        return tuple(Field(name) for name in default)
    fields, rest = _fields(text.replace(" ", ""))
    if rest:
        raise GraphError("invalid", why=f"Syntax error in fields near {rest[:20]!r}")
    return fields


def _fields(text: str) -> tuple[tuple[Field, ...], str]:
    found: list[Field] = []
    while match := WORD.match(text):
        name, text = match.group(), text[match.end() :]
        limit: int | None = None
        inner: tuple[Field, ...] = ()
        about = ""
        if whom := ABOUT.match(text):
            about, text = whom.group(1), text[whom.end() :]
        if bound := LIMIT.match(text):
            limit, text = int(bound.group(1)), text[bound.end() :]
        if text.startswith("{"):
            inner, text = _inside(text[1:])
        found.append(Field(name, inner, limit, about))
        if not text.startswith(","):
            break
        text = text[1:]
    return tuple(found), text


def _inside(text: str) -> tuple[tuple[Field, ...], str]:
    inner, rest = _fields(text)
    if not rest.startswith("}"):
        raise GraphError("invalid", why="Syntax error in fields: a brace is not closed")
    return inner, rest[1:]


def insist_known(fields: Iterable[Field], readers: Mapping[str, Reader], kind: str) -> None:
    """Raises GraphError unknown_field for a field that nodes of this kind never have."""
    for field in fields:
        if field.name not in readers:
            raise GraphError("unknown_field", field=field.name, node=kind)


def drawn(node: Any, fields: Sequence[Field], readers: Mapping[str, Reader], kind: str) -> Json:
    """The node as JSON: what was asked, and always its id.

    Raises GraphError unknown_field.
    """
    insist_known(fields, readers, kind)
    answer: Json = {}
    for field in fields:
        if (value := readers[field.name](node, field)) is not ABSENT:
            answer[field.name] = value
    return answer | {"id": readers["id"](node, Field("id"))}
