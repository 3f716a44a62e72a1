"""Questions over all workspaces at once, as reports ask them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute

from core.telemetry.model import AnalyticsEvent
from core.telemetry.report import Period
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Workspace

ALWAYS = datetime.min.replace(tzinfo=UTC)
MAKING_TAKES = timedelta(minutes=1)
"""At most so long from the moment a workspace says it was made at to the one at which that is tracked."""


def within(column: QueryableAttribute[Any], period: Period) -> tuple[ColumnElement[bool], ...]:
    return column >= period.starts_at, column < period.ends_at


async def everywhere(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    return (await session.execute(query.execution_options(**ACROSS_WORKSPACES))).all()


async def count(session: AsyncSession, query: Select[*tuple[Any, ...]]) -> int:
    """Of a query that answers with one number."""
    return int((await everywhere(session, query))[0][0])


async def events_known_since(session: AsyncSession) -> datetime | None:
    """From when on events are known: before, nobody counted, and that is not the same as nothing happened.

    ALWAYS where the first workspace itself was tracked, so there is no before; None: nothing is known.
    """
    [(first,)] = await everywhere(session, select(func.min(AnalyticsEvent.at, type_=AnalyticsEvent.at.type)))
    [(oldest,)] = await everywhere(session, select(func.min(Workspace.created_at, type_=Workspace.created_at.type)))
    return ALWAYS if first is not None and oldest is not None and first <= oldest + MAKING_TAKES else first
