"""Pictures for posts."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.posts import render, unprepared


@body_of(tasks.render_post, given_up=unprepared.say_not_painted)
async def render_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    await render.render_post(parts, workspace_id, post_id)
