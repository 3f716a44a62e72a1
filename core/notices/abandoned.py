"""Cards that were being drawn when the only process ended."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import MessageRef
from core.tenancy import ACROSS_WORKSPACES


async def forget_drawings(session: AsyncSession) -> None:
    """Whoever was drawing is known to be gone: every card may be drawn now."""
    await session.execute(
        update(MessageRef)
        .where(MessageRef.busy_until.is_not(None))
        .values(busy_until=None)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
