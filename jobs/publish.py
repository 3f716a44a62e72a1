"""What follows when a post is live."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.posts import first_comment


@body_of(tasks.add_first_comment, given_up=first_comment.say_not_commented)
async def add_first_comment(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    await first_comment.add_first_comment(parts, workspace_id, post_id)
