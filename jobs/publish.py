"""Posts on their way to Instagram."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.posts import first_comment, publish


@body_of(tasks.publish_post)
async def publish_post(parts: Parts, workspace_id: UUID, post_id: UUID, fence: int) -> None:
    await publish.publish_post(parts, workspace_id, post_id, fence)


@body_of(tasks.add_first_comment, given_up=first_comment.say_not_commented)
async def add_first_comment(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    await first_comment.add_first_comment(parts, workspace_id, post_id)
