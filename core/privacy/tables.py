"""Where in the tables teams, people and files are named, worked out from the models: new columns are found as well."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, ColumnElement, FromClause, String, Table, Text, Uuid, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.installs.model import SlackBot, SlackInstallation, SlackRotation, SlackTeam
from core.models import Base
from core.outbox import TaskRow
from core.privacy.rules import RULES, Owner
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member, Workspace

KEY = re.compile(r"\b[0-9a-f]{64}\.[a-z0-9]{1,5}\b")
"""How the media store names a file."""
SHORTEST_KEY = 66
AT_ONCE = 500

SLACK_COLUMNS: dict[FromClause, str] = {
    SlackBot.__table__: "team_id",
    SlackInstallation.__table__: "team_id",
    SlackTeam.__table__: "team",
}


def tables() -> list[Table]:
    """All of them, those that refer to others last."""
    return list(Base.metadata.sorted_tables)


def rows_of_team(table: Table, workspace_id: UUID, slack_team: str | None) -> ColumnElement[bool] | None:
    """The condition that finds a team's rows in a table; None where none can be a team's."""
    owner = RULES[table.name].owner
    if table is Workspace.__table__:
        return table.c.id == workspace_id
    if owner is Owner.TEAM:
        return table.c.workspace_id == workspace_id
    if owner is Owner.TASK:
        return cast(TaskRow.__table__.c.arguments, Text).like(f"%{workspace_id}%")
    if owner is Owner.SLACK_TEAM and slack_team:
        if table is SlackRotation.__table__:
            return table.c.installation.contains(slack_team, autoescape=True)
        return table.c[SLACK_COLUMNS[table]] == slack_team
    return None


def of_person(table: Table) -> Iterator[Column[Any]]:
    """Columns that refer to a member, in whatever way the database knows of."""
    for column in table.columns:
        if any(key.column is Member.__table__.c.id for key in column.foreign_keys):
            yield column


def ids_of_anybody(table: Table) -> Iterator[Column[Any]]:
    """Columns with ids the database does not follow: one of them may be a member's."""
    for column in table.columns:
        if isinstance(column.type, Uuid) and not column.foreign_keys and not column.primary_key:
            yield column


def wordy(table: Table, *, room_for: int = 1) -> list[Column[Any]]:
    """Columns with text or JSON long enough to hold so many characters."""
    return [column for column in table.columns if _holds(column, room_for)]


def _holds(column: Column[Any], characters: int) -> bool:
    if isinstance(column.type, JSON):
        return True
    if not isinstance(column.type, String) or hasattr(column.type, "enums"):
        return False
    return column.type.length is None or column.type.length >= characters


def says(columns: Iterable[Column[Any]], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether one of the columns says one of the words."""
    texts = [cast(column, Text) for column in columns]
    return or_(*(text.contains(word, autoescape=True) for text in texts for word in words))


async def keys_in(session: AsyncSession, table: Table, where: ColumnElement[bool] | None = None) -> set[str]:
    """Every file that a table's rows name, wherever in them that is."""
    columns = wordy(table, room_for=SHORTEST_KEY)
    if not columns:
        return set()
    query = select(*(cast(column, Text) for column in columns))
    query = query if where is None else query.where(where)
    found: set[str] = set()
    rows = await session.stream(query, execution_options={**ACROSS_WORKSPACES, "yield_per": AT_ONCE})
    async for row in rows:
        for text in row:
            if text and len(text) >= SHORTEST_KEY:
                found.update(KEY.findall(text))
    return found


async def keys_of_team(session: AsyncSession, workspace_id: UUID, slack_team: str | None) -> set[str]:
    """Every file that a team's rows name."""
    found: set[str] = set()
    for table in tables():
        where = rows_of_team(table, workspace_id, slack_team)
        if where is not None:
            found |= await keys_in(session, table, where)
    return found


async def keys_of_all(session: AsyncSession, *, but: type[Base] | None = None) -> set[str]:
    """Every file that anything names, except for one table's rows."""
    found: set[str] = set()
    for table in tables():
        if but is None or table is not but.__table__:
            found |= await keys_in(session, table)
    return found
