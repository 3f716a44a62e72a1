"""Words for posts."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.posts import draft, options, unprepared


@body_of(tasks.draft_campaign, given_up=unprepared.say_campaign_not_begun)
async def draft_campaign(parts: Parts, workspace_id: UUID, campaign_id: UUID) -> None:
    await draft.draft_campaign(parts, workspace_id, campaign_id)


@body_of(tasks.draft_post, given_up=unprepared.say_not_drafted)
async def draft_post(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    await draft.draft_post(parts, workspace_id, post_id)


@body_of(tasks.write_options, given_up=options.say_not_written)
async def write_options(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    await options.write_options(parts, workspace_id, sheet_id)
