"""How the tickets of events stand."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.tickets.model import TicketReport
from core.tickets.state import UNKNOWN, Tickets, Told, told_so_far


async def tickets_of(session: AsyncSession, workspace_id: UUID, event_id: UUID) -> Tickets:
    """One event's, as it is known now."""
    return (await tickets_of_events(session, workspace_id, [event_id])).get(event_id, UNKNOWN)


async def tickets_of_events(
    session: AsyncSession, workspace_id: UUID, event_ids: Iterable[UUID]
) -> Mapping[UUID, Tickets]:
    """Event -> its tickets; events of which nothing was told are left out."""
    found = await session.execute(
        select(TicketReport)
        .where(TicketReport.workspace_id == workspace_id, TicketReport.event_id.in_(list(event_ids)))
        .order_by(TicketReport.as_of, TicketReport.created_at, TicketReport.id)
    )
    told: dict[UUID, list[tuple[Told, datetime]]] = {}
    for report in found.scalars():
        told.setdefault(report.event_id, []).append((report.told, report.as_of))
    return {event_id: told_so_far(reports) for event_id, reports in told.items()}
