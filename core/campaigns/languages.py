"""In which languages a campaign speaks, chosen anew: what is not out yet is written in these, and asks for a yes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.campaigns.carry_out import carry_out
from core.campaigns.effects import Effect, Fate
from core.campaigns.locked_posts import open_posts
from core.campaigns.record import get_campaign
from core.campaigns.standing import standing
from core.events.find import event_of_campaign
from core.workspaces.model import Member


async def set_languages(
    session: AsyncSession, member: Member, campaign_id: UUID, languages: Sequence[str], now: datetime
) -> int:
    """The first one stands on top; returns how many posts are made anew."""
    check_may_edit(member)
    campaign = await get_campaign(session, member.workspace_id, campaign_id, lock=True)
    if tuple(languages) == (campaign.language, *(campaign.also_in or ())):
        return 0
    campaign.language, campaign.also_in = languages[0], list(languages[1:])
    await session.flush()
    event = await event_of_campaign(session, member.workspace_id, campaign_id)
    ripple = await standing(session, campaign, event)
    effects = [
        Effect(post, revision, Fate.REWRITTEN if revision.caption else Fate.REPAINTED, around=ripple.around(post, None))
        for post, revision in await open_posts(session, member.workspace_id, campaign.id)
        if revision is not None and (revision.caption or not post.media)  # a story of somebody's own file has no words
    ]
    if effects:
        await carry_out(session, member, await standing(session, campaign, event, effects), (), now)
    return len(effects)
