"""Better hours for what is planned."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.timing import optimize


@body_of(tasks.optimize_schedule)
async def optimize_schedule(parts: Parts, workspace_id: UUID, week: str) -> None:
    await optimize.optimize_schedule(parts, workspace_id, week)
