"""Where something was told of late: whatever changes a card writes a notice in the transaction that changes it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Notice
from core.tenancy import ACROSS_WORKSPACES


async def told_since(
    session: AsyncSession, workspaces: Collection[UUID], since: datetime
) -> Sequence[tuple[UUID, UUID]]:
    """(notice, workspace); one question, however many workspaces and whatever they have told before."""
    found = await session.execute(
        select(Notice.id, Notice.workspace_id)
        .where(Notice.created_at >= since, Notice.workspace_id.in_(workspaces))
        .execution_options(**ACROSS_WORKSPACES)  # all those whose pages are open, at once
    )
    return [(notice_id, workspace_id) for notice_id, workspace_id in found.all()]
