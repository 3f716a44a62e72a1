"""Photos of the morning after."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.recaps import collect


@body_of(tasks.pick_photos)
async def pick_photos(parts: Parts, workspace_id: UUID, recap_id: UUID) -> None:
    await collect.pick_photos(parts, workspace_id, recap_id)
