"""What a column holds, named so that another database, or an older schema, takes it back: kind -> JSON and type."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Uuid,
)
from sqlalchemy import Enum as ChoiceType
from sqlalchemy.types import TypeEngine

from core.columns import Instant


@dataclass(frozen=True)
class Kind:
    """How a value is written as JSON and read again, and the type that binds it."""

    name: str
    holds: tuple[type[Any], ...]
    type: TypeEngine[Any]
    write: Callable[[Any], Any] = lambda value: value
    read: Callable[[Any], Any] = lambda value: value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


KINDS = (
    Kind("instant", (Instant,), Instant(), lambda at: at.astimezone(UTC).isoformat(), _moment),
    Kind("naive", (DateTime,), DateTime(), lambda at: at.replace(tzinfo=None).isoformat(), datetime.fromisoformat),
    Kind("day", (Date,), Date(), lambda day: day.isoformat(), date.fromisoformat),
    Kind("id", (Uuid,), Uuid(), str, UUID),
    Kind("json", (JSON,), JSON(none_as_null=True)),
    Kind("choice", (ChoiceType,), String(), lambda value: value.value if isinstance(value, Enum) else value),
    Kind("text", (String,), String()),
    Kind("yes", (Boolean,), Boolean()),
    Kind("number", (BigInteger, Integer), BigInteger()),
    Kind("bytes", (LargeBinary,), LargeBinary(), lambda data: base64.b64encode(data).decode(), base64.b64decode),
    Kind("float", (Float,), Float()),
    Kind("decimal", (Numeric,), Numeric(), str),
)
"""The first that fits counts; a column of none of these fails a test."""
BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(type_: TypeEngine[Any]) -> Kind:
    """Raises LookupError for a type nobody has thought of."""
    for kind in KINDS:
        if isinstance(type_, kind.holds) or isinstance(getattr(type_, "impl", None), kind.holds):
            return kind
    raise LookupError(f"Nobody has said how a backup holds {type_!r}.")
