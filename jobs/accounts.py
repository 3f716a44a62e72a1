"""Accounts kept signed in."""

from uuid import UUID

import structlog

from core import tasks
from core.accounts import refresh
from core.bodies import body_of
from core.errors import ReconnectNeeded
from core.ports.parts import Parts

log = structlog.get_logger(__name__)


@body_of(tasks.refresh_account)
async def refresh_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    try:
        await refresh.refresh_account(parts, workspace_id, account_id)
    except ReconnectNeeded as error:
        log.info("an access has ended, and people were told", account=str(account_id), reason=error.message)
