"""Two rows turn out to be one thing: one keeps, and takes over whatever refers to the other."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, FromClause, Table, TextClause, UniqueConstraint, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import Base
from core.tenancy import ACROSS_WORKSPACES

OPTIONS: dict[str, Any] = {**ACROSS_WORKSPACES, "synchronize_session": False}

Rule = tuple[list[str], TextClause | None]
"""Columns by which a row may be there only once, and among which rows, if not among all."""


async def take_over(session: AsyncSession, table: FromClause, keeper: UUID, gone: UUID) -> None:
    """Where only one of two rows that refer to them may stay, that of the gone one does: it is the newer."""
    await session.flush()
    for other in Base.metadata.sorted_tables:
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                await _make_room(session, other, column, keeper, gone)
                statement = update(other).where(column == gone).values({column: keeper})
                await session.execute(statement, execution_options=OPTIONS)


async def _make_room(session: AsyncSession, table: Table, column: Column[Any], keeper: UUID, gone: UUID) -> None:
    for names, among in _rules(table, column):
        theirs = table.alias()
        same = [table.c[name] == theirs.c[name] for name in names if name != column.name]
        there = select(theirs.c[column.name]).where(theirs.c[column.name] == gone, *same)
        statement = delete(table).where(column == keeper)
        if among is not None:  # its bare names mean the innermost table
            there, statement = there.where(among), statement.where(among)
        await session.execute(statement.where(there.exists()), execution_options=OPTIONS)


def _rules(table: Table, column: Column[Any]) -> list[Rule]:
    rules: list[Rule] = [
        ([part.name for part in rule.columns], None)
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint) and column.name in rule.columns
    ]
    rules += [
        ([part.name for part in index.columns], index.dialect_options["postgresql"]["where"])
        for index in table.indexes
        if index.unique and column.name in index.columns
    ]
    return rules
