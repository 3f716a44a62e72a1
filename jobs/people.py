"""Who is who on Instagram."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.people import invites, look_up
from core.ports.parts import Parts


@body_of(tasks.look_people_up)
async def look_people_up(parts: Parts, workspace_id: UUID, event_id: UUID) -> None:
    await look_up.look_people_up(parts, workspace_id, event_id)


@body_of(tasks.follow_invites)
async def follow_invites(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    await invites.follow_invites(parts, workspace_id, post_id)
