"""Work that was tried in vain: its row stays, whoever waits for it is told, and so are those who run Rite."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from core.bodies import Body
from core.errors import NotFound, PersonCanFix, RiteError
from core.operations.alert import raise_alert
from core.outbox import TaskRow, give_up
from core.ports.parts import Parts
from core.workspaces.model import Workspace

log = structlog.get_logger(__name__)

KIND = "task given up"
OURS = "Something broke on my side."
"""What a person is told of a bug: its name is nothing to them, and operators see it."""


@dataclass(frozen=True)
class Given:
    """What is given up, and why; `reason` holds no secret."""

    body: Body
    row: TaskRow
    error: Exception
    reason: str

    @property
    def workspace_id(self) -> UUID:
        return UUID(self.row.arguments["workspace_id"])


async def give_up_and_tell(parts: Parts, given: Given) -> None:
    """Settle the row and tell of it in one transaction. What fails in the telling is left out: the row is settled."""
    log.error(KIND, reason=given.reason, exc_info=given.error)
    for tell in (_tell_everybody, _tell_operators, _tell_nobody):
        try:
            async with parts.db.transaction() as session:
                ours = await give_up(session, given.row, parts.clock.now(), given.reason)
                if ours and await session.get(Workspace, given.workspace_id) is not None:
                    await tell(session, given)
        except Exception as trouble:
            log.error("a task's end could not be told", exc_info=trouble)
        else:
            return


async def _tell_everybody(session: AsyncSession, given: Given) -> None:
    await _tell_who_waits(session, given)
    await _tell_operators(session, given)


async def _tell_who_waits(session: AsyncSession, given: Given) -> None:
    body, error = given.body, given.error
    if body.given_up is None:
        return
    why = error.message if isinstance(error, RiteError) else OURS
    try:
        await body.given_up(session, why, **body.task.arguments_from(given.row.arguments))
    except NotFound:
        log.info("nobody waits for it any more")


async def _tell_operators(session: AsyncSession, given: Given) -> None:
    if isinstance(given.error, PersonCanFix):
        return  # no operator's to mend
    row = given.row
    tries = "1 try" if row.attempt == 1 else f"{row.attempt} tries"
    text = f"{row.name} was given up after {tries}: {given.reason}. `rite tasks` shows it and can run it again."
    now = session.info["clock"].now()
    await raise_alert(session, given.workspace_id, KIND, row.name, text, now, task_id=row.id)


async def _tell_nobody(_: AsyncSession, __: Given) -> None: ...
