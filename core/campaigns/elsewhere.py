"""What a change of an event does to other campaigns: to their posts that tell of it as the next one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.effects import OUT, Effect, Fate, Ripple
from core.campaigns.hold import hold_queued
from core.campaigns.model import Campaign
from core.campaigns.next_event import event_after
from core.campaigns.next_told import next_effect
from core.errors import NotFound
from core.events.model import Event
from core.posts.model import Post, PostStatus, Revision
from core.posts.touched import Around, Touch, touch_of
from core.recaps.next_date import PHASE, dates_ahead, with_date
from core.templates.find import find_template
from core.templates.model import Template
from core.workspaces.brand import kit_of

GIVEN_UP = (PostStatus.CANCELLED, PostStatus.EXPIRED)
LOOKS_BACK = timedelta(days=14)
"""So long after its event a campaign may still speak of the next one."""

Row = tuple[Post, Revision | None, Campaign, Event, Account | None]


async def hold_telling_of(session: AsyncSession, event: Event) -> list[UUID]:
    """Stop what is queued in other campaigns and tells of this event; as `hold_queued`, whatever runs elsewhere."""
    return await hold_queued(session, event.workspace_id, Post.about == str(event.id))


async def ripples_elsewhere(session: AsyncSession, before: Event, after: Event, now: datetime) -> tuple[Ripple, ...]:
    """before, after: the event as it was and as it will be. Locks the posts; nothing is written."""
    rows = await _rows(session, before, now)
    if not rows:
        return ()
    kit = await kit_of(session, before.workspace_id)
    found: dict[UUID, Ripple] = {}
    effects: dict[UUID, list[Effect]] = {}
    for post, revision, campaign, event, account in rows:
        template = await design_of(session, post.workspace_id, post.template)
        ripple = found.setdefault(campaign.id, Ripple(campaign, before, after, account, kit, of_event=event.name))
        if post.phase == PHASE:
            effect = await _recap(session, Ripple(campaign, event, event, account, kit), post, revision, before, after)
        else:
            following = await event_after(session, event, changed=after)
            effect = next_effect(ripple, post, revision, template, following)
        if effect is not None:
            effects.setdefault(campaign.id, []).append(effect)
    return tuple(replace(found[key], effects=tuple(touched)) for key, touched in effects.items())


async def _recap(
    session: AsyncSession, ripple: Ripple, post: Post, revision: Revision | None, before: Event, after: Event
) -> Effect | None:
    """Thanks for a night name the next date: written anew where what they say of it is no longer so."""
    if revision is None:
        return None
    ahead = await dates_ahead(session, ripple.before, post.due_at)
    around = ripple.around(post, None)
    old, new = (
        with_date(each.brief, ripple.before, [*(one for one in ahead if one.id != changed.id), changed], post.due_at)
        for each, changed in zip(around, (before, after), strict=True)
    )
    told = Around(old, around[0].scene), Around(new, around[1].scene)
    if old.next == new.next or touch_of(post, revision, None, *told) is not Touch.WORDS:
        return None
    return Effect(post, revision, Fate.REWRITTEN, around=told)


async def design_of(session: AsyncSession, workspace_id: UUID, ref: str) -> Template | None:
    """None for a flyer that is not painted yet, or whose design was taken back since: no event waits for that."""
    try:
        return await find_template(session, workspace_id, ref) if ref else None
    except NotFound:
        return None


async def _rows(session: AsyncSession, event: Event, now: datetime) -> Sequence[Row]:
    """Everything of other campaigns that may speak of this event."""
    found = await session.execute(
        _telling(event, now).with_for_update(of=Post).execution_options(populate_existing=True)
    )
    return [(post, revision, campaign, own, account) for post, revision, campaign, own, account in found.all()]


def _telling(event: Event, now: datetime) -> Select[Post, Revision, Campaign, Event, Account]:
    of_revision = and_(
        Revision.workspace_id == event.workspace_id, Revision.post_id == Post.id, Revision.number == Post.revision
    )
    of_account = and_(Account.workspace_id == event.workspace_id, Account.id == Campaign.account_id)
    names_it = or_(
        Post.about == str(event.id),
        and_(Post.phase == PHASE, Post.revision > 0, Post.status.not_in(OUT), Event.starts_at > now - LOOKS_BACK),
    )
    return (
        select(Post, Revision, Campaign, Event, Account)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Revision, of_revision)
        .outerjoin(Account, of_account)
        .where(
            Post.workspace_id == event.workspace_id,
            Event.id != event.id,
            Post.status.not_in(GIVEN_UP),
            Post.story_of_id.is_(None),
            names_it,
        )
        .order_by(Post.due_at, Post.id)
    )
