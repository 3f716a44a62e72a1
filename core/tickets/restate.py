"""Captions that say how tickets sell are written anew when the numbers become others."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.carry_out import carry_out
from core.campaigns.effects import Effect, Fate
from core.campaigns.locked_posts import open_posts
from core.campaigns.model import Campaign
from core.campaigns.replan import APPROVED
from core.campaigns.standing import standing
from core.copy.scarcity import overstates, scarcity
from core.events.model import Event
from core.ports.copywriter import TicketFacts
from core.posts.model import Post, Revision
from core.tickets.brief import facts_of
from core.tickets.state import Tickets
from core.workspaces.model import Member


async def restate(
    session: AsyncSession,
    campaign: Campaign,
    event: Event,
    member: Member | None,
    before: Tickets,
    tickets: Tickets,
    now: datetime,
) -> None:
    """What was approved is left alone as long as it says no more than is so: "the last 50" while 37 are left."""
    old, new = facts_of(before), facts_of(tickets)
    touched = [
        (post, revision)
        for post, revision in await open_posts(session, campaign.workspace_id, campaign.id)
        if revision is not None and revision.caption and _is_old(post, revision, old, new)
    ]
    if not touched:
        return
    ripple = await standing(session, campaign, event)
    effects = [Effect(post, revision, Fate.REWRITTEN, around=ripple.around(post, None)) for post, revision in touched]
    await carry_out(session, member, await standing(session, campaign, event, effects), (), now)


def _is_old(post: Post, revision: Revision, old: TicketFacts, new: TicketFacts) -> bool:
    """What was wrong before already, somebody wanted so."""
    if post.status in APPROVED:
        return overstates(revision.caption, new) and not overstates(revision.caption, old)
    return bool(set(scarcity(revision.caption, new)) - set(scarcity(revision.caption, old)))
