"""Forward what was tracked to the services that are set up, at least once; the ids make it count once.

The clock puts waiting events into batches, and each batch is a task for each service: one that is away keeps its own
tasks waiting and nobody else's.
"""

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.database import outside_transaction
from core.ports.forwarder import Happened
from core.ports.parts import Parts
from core.telemetry.model import AnalyticsEvent
from core.telemetry.track import FORWARDED
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Workspace

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""Events in a batch."""


async def ring_for_forwards(session: AsyncSession, _: datetime) -> None:
    """Every workspace's waiting events become a batch; of those that want none forwarded, nothing waits any more."""
    found = await session.execute(
        select(AnalyticsEvent.workspace_id, Workspace.telemetry)
        .join(Workspace, Workspace.id == AnalyticsEvent.workspace_id)
        .where(AnalyticsEvent.waits)
        .distinct()
        .execution_options(**ACROSS_WORKSPACES)
    )
    for workspace_id, wanted in found.all():
        services = sorted(session.info.get(FORWARDED, ())) if wanted else []
        await _batch(session, workspace_id, services)


async def _batch(session: AsyncSession, workspace_id: UUID, services: list[str]) -> None:
    waiting = (AnalyticsEvent.workspace_id == workspace_id, AnalyticsEvent.waits)
    batch_id = uuid4()
    taken = update(AnalyticsEvent).where(*waiting).values(waits=False, batch_id=batch_id if services else None)
    if services:
        order = (AnalyticsEvent.at, AnalyticsEvent.id)
        oldest = await session.execute(select(AnalyticsEvent.id).where(*waiting).order_by(*order).limit(AT_ONCE))
        taken = taken.where(AnalyticsEvent.id.in_(oldest.scalars().all()))
    await session.execute(taken.execution_options(synchronize_session=False))
    for service in services:
        tasks.forward_analytics.enqueue(session, workspace_id, batch_id, service)


async def forward_batch(parts: Parts, workspace_id: UUID, batch_id: UUID, service: str) -> None:
    """Send a batch, unless the workspace has changed its mind or the service is set up no more."""
    forwarder = parts.forwarders.get(service)
    if forwarder is None:
        return
    async with parts.db.reading() as session:
        wanted = await session.scalar(select(Workspace.telemetry).where(Workspace.id == workspace_id))
        found = await session.execute(
            select(AnalyticsEvent)
            .where(AnalyticsEvent.workspace_id == workspace_id, AnalyticsEvent.batch_id == batch_id)
            .order_by(AnalyticsEvent.at, AnalyticsEvent.id)
        )
        events = [_as_told(row) for row in found.scalars()]
    if not wanted or not events:
        return
    outside_transaction()
    refused = await asyncio.to_thread(forwarder.send, events)
    if refused:
        log.warning("events were refused", service=service, refused=refused, of=len(events))


def _as_told(row: AnalyticsEvent) -> Happened:
    return Happened(row.id, row.event, row.workspace_id, row.member_id, row.properties, row.at)
