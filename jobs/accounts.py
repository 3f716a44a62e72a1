"""Accounts kept signed in."""

from uuid import UUID

from core import tasks
from core.accounts import refresh
from core.bodies import body_of
from core.ports.parts import Parts


@body_of(tasks.refresh_account)
async def refresh_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    await refresh.refresh_account(parts, workspace_id, account_id)
