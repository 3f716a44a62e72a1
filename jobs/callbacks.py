"""What Instagram tells us by itself."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.callbacks import handle, subscribe
from core.ports.parts import Parts


@body_of(tasks.handle_deliveries)
async def handle_deliveries(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    await handle.handle_deliveries(parts, workspace_id, account_id)


@body_of(tasks.subscribe_account, given_up=subscribe.say_not_subscribed)
async def subscribe_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    await subscribe.subscribe_account(parts, workspace_id, account_id)
