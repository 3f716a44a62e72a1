"""Have a campaign's posts about the next event tell of the one that comes next by now, and add them where none did.

Called when an event is made, moved or given up: the campaign before it may speak of another one from then on. Done
twice, the second time changes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.carry_out import carry_out
from core.campaigns.effects import Effect, Fate
from core.campaigns.elsewhere import LOOKS_BACK, design_of
from core.campaigns.locked_posts import open_posts
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.next_event import GOES_ON, campaigns_before, event_after
from core.campaigns.next_told import events_told, next_effect, tells_another, waits_for_next
from core.campaigns.replan import add_the_next
from core.campaigns.standing import standing
from core.events.model import Event, EventStatus
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.model import Post


async def tell_before(session: AsyncSession, event: Event, now: datetime) -> None:
    """The campaign before this event speaks of it, where it is what comes next."""
    for campaign in await campaigns_before(session, event, now - LOOKS_BACK):
        await tell_next(session, campaign, now)


async def tell_next(session: AsyncSession, campaign: Campaign, now: datetime) -> None:
    """Nothing of a campaign that is over, or whose event does not take place."""
    found = await session.execute(
        select(Event).where(Event.workspace_id == campaign.workspace_id, Event.id == campaign.event_id)
    )
    event = found.scalar_one()
    if campaign.status not in GOES_ON or event.status is not EventStatus.PLANNED:
        return
    effects = await _effects(session, campaign, event)
    if effects:
        await carry_out(session, None, await standing(session, campaign, event, effects), (), now)
    told = await add_the_next(session, campaign, now) or effects
    if told and campaign.status is not CampaignStatus.DRAFT:
        await tell_everywhere(
            session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id
        )


async def _effects(session: AsyncSession, campaign: Campaign, event: Event) -> Sequence[Effect]:
    about_another = await open_posts(session, campaign.workspace_id, campaign.id, Post.about != "")
    rows = [(post, revision) for post, revision in about_another if tells_another(post) is not None]
    if not rows:
        return ()
    following = await event_after(session, event)
    told = await events_told(session, campaign.workspace_id, [post for post, _ in rows])
    found, own = [], await standing(session, campaign, event)
    for post, revision in rows:
        other = told.get(tells_another(post) or event.id, event)
        ripple = replace(own, before=other, after=other)
        template = await design_of(session, post.workspace_id, post.template)
        effect = next_effect(ripple, post, revision, template, following)
        done = following is None and waits_for_next(post)
        if effect is not None and not done and (effect.fate is not Fate.KEPT or effect.about):
            found.append(effect)
    return found
