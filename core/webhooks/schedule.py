"""When a delivery is tried again, and when an endpoint is given up."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.tenancy import ACROSS_WORKSPACES
from core.webhooks.model import WebhookDelivery

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After each attempt in vain; as Standard Webhooks recommends."""
RUNG_AGAIN_AFTER = timedelta(minutes=5)
"""A run takes seconds: a delivery that was rung for and is still to be tried was forgotten."""
GIVEN_UP_AFTER = timedelta(days=5)
AT_ONCE = 200


async def ring_for_webhooks(session: AsyncSession, now: datetime) -> None:
    """Have what is due tried again; each attempt is rung for once."""
    due = await session.execute(
        select(WebhookDelivery)
        .where(WebhookDelivery.next_at <= now)
        .order_by(WebhookDelivery.next_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    for delivery in due.scalars():
        delivery.next_at = now + RUNG_AGAIN_AFTER
        tasks.deliver_webhook.enqueue(session, delivery.workspace_id, delivery.id, delivery.attempt)
