"""News of posts, sent to the addresses of teams."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.webhooks import deliver


@body_of(tasks.deliver_webhook)
async def deliver_webhook(parts: Parts, workspace_id: UUID, delivery_id: UUID, attempt: int) -> None:
    await deliver.deliver(parts, workspace_id, delivery_id, attempt)
