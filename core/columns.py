"""Column types and column shorthands every model uses."""

import enum
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, DateTime, Enum, ForeignKey, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=enum.Enum)


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment. SQLite drops zones, so the zone is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment without a zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(TypeDecorator[datetime]):
    """A local time at the venue, on purpose without a zone; the row keeps the zone's name beside it."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"A wall time has no zone: {value!r}")
        return value


Json = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value; JSONB on PostgreSQL."""

OrderedJson = JSON()
"""A JSON value whose keys keep their order, which JSONB does not."""


def choice(kind: type[E]) -> Enum:
    """A column for a Python enum, stored as its value and readable with plain SQL."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda k: [member.value for member in k])


def row_id() -> Mapped[UUID]:
    return mapped_column(Uuid, primary_key=True, default=uuid4)


def of_workspace() -> Mapped[UUID]:
    """Every tenant row names its workspace; a query without it is a bug (core.tenancy checks)."""
    return mapped_column(Uuid, ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)


def link(target: str, **options: Any) -> Mapped[UUID]:
    """A required reference to `table.id`."""
    return mapped_column(Uuid, ForeignKey(target, ondelete="CASCADE"), index=True, **options)
