"""The one way rows of the audit log go or change: while their team, or a person of it, is erased."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import AuditEntry, AuditErasure
from core.database import touched


@asynccontextmanager
async def erasing(session: AsyncSession, workspace_id: UUID) -> AsyncIterator[None]:
    """Inside, the database lets this team's rows be changed and deleted; afterwards it does not."""
    session.add(AuditErasure(id=uuid4(), workspace_id=workspace_id))
    await session.flush()
    yield
    await session.execute(
        delete(AuditErasure)
        .where(AuditErasure.workspace_id == workspace_id)
        .execution_options(synchronize_session=False)
    )


async def erase_audit(session: AsyncSession, workspace_id: UUID) -> int:
    """Delete a team's whole log, before the team's own row goes. Returns how many rows there were."""
    async with erasing(session, workspace_id):
        gone = await session.execute(
            delete(AuditEntry)
            .where(AuditEntry.workspace_id == workspace_id)
            .execution_options(synchronize_session=False)
        )
    return touched(gone)
