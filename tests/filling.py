"""A row in every table for one team, made from the models alone: a table that comes later is filled as well."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    String,
    Table,
    Uuid,
    insert,
)
from sqlalchemy.ext.asyncio import AsyncSession

from core.columns import Instant, WallTime
from core.models import Base
from core.privacy.rules import RULES, Owner
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PRIMITIVES: Mapping[type, Any] = {Boolean: True, BigInteger: 1, Integer: 1, Float: 1.0, Date: date(2026, 11, 22)}


@dataclass
class Filled:
    """A team and its one member, with a file that only they use and one that others use as well."""

    services: Services
    slack_team: str
    own_key: str
    shared_key: str
    ids: dict[str, Any] = field(default_factory=lambda: {"workspaces": uuid4(), "members": uuid4()})
    """Table -> id of its row."""

    @property
    def workspace_id(self) -> UUID:
        found: UUID = self.ids["workspaces"]
        return found

    @property
    def member_id(self) -> UUID:
        found: UUID = self.ids["members"]
        return found

    @property
    def slack_id(self) -> str:
        """The member's in Slack."""
        return f"U{self.slack_team[1:]}"

    def value(self, table: Table, column: Column[Any]) -> Any:
        """Everything says whose it is, as often as its type allows."""
        if (given := self._given(table, column)) is not None:
            return given
        for key in column.foreign_keys:
            return self.ids.get(key.column.table.name)
        kind = column.type
        if isinstance(kind, Uuid):
            return self.ids.get(table.name, uuid4()) if column.primary_key else self.member_id
        if isinstance(kind, Enum):
            chosen: enum.Enum = next(iter(kind.enum_class))
            return chosen
        if isinstance(kind, JSON):
            return {
                "of": str(self.member_id),
                "whom": self.slack_id,
                "team": str(self.workspace_id),
                "key": self.own_key,
            }
        if isinstance(kind, Instant | WallTime | DateTime):
            return AT if isinstance(kind, Instant) else AT.replace(tzinfo=None)
        if isinstance(kind, String):
            return "sealed" if table.name.startswith("slack_") else self._text(kind.length)
        return next(value for one, value in PRIMITIVES.items() if isinstance(kind, one))

    def _given(self, table: Table, column: Column[Any]) -> Any:
        if table.name == "workspaces" and column.name == "name":
            return "Twins"
        return {
            "team": self.slack_team,
            "team_id": self.slack_team,
            "slack_team": self.slack_team,
            "external_id": self.slack_id,
            "user_id": self.slack_id,
            "person": self.slack_id,
            "direct": True,
            "time_zone": "Europe/Berlin",
            "installation": f"x-{self.slack_team}",
            "photo_key": self.shared_key,
            "lease_owner": uuid4(),
        }.get(column.name)

    def _text(self, length: int | None) -> str:
        if length is None or length > 200:
            return f"Ada <@{self.slack_id}> wrote {self.own_key} {self.workspace_id}"
        return uuid4().hex[:length]


async def fill(services: Services, slack_team: str, shared: bytes) -> Filled:
    """Write a row into every table there is."""
    own = await services.media.put(f"the picture of {slack_team}".encode(), kind="png")
    filled = Filled(services, slack_team, own, await services.media.put(shared))
    async with services.db.transaction() as session:
        for table in Base.metadata.sorted_tables:
            await _row(session, table, filled)
    return filled


async def _row(session: AsyncSession, table: Table, filled: Filled) -> None:
    if RULES[table.name].owner is Owner.NOBODY:
        return
    # of references among rows of one table only the first row's own id is known, and it is not there yet
    later = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    numbered = [c.name for c in table.primary_key if isinstance(c.type, Integer)]
    values = {
        column.name: filled.value(table, column) for column in table.columns if column.name not in (*later, *numbered)
    }
    await session.execute(insert(table).values(values), execution_options=ACROSS_WORKSPACES)
    if "id" in values:
        filled.ids[table.name] = values["id"]
