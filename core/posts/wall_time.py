"""Keep a post at its hour on the wall when a country changes the rules of its clocks.

A yes is to an hour at the venue, not to an instant: when newer time zone data gives another instant for the same hour,
the post goes there and keeps its yes. Looked at every hour for what goes out next, and once more before it is sent.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.model import Approval
from core.campaigns.model import Campaign
from core.events.model import Event
from core.events.moments import evening_of, known_zone
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus, Revision
from core.posts.queue import AHEAD
from core.posts.revision import current_revision, fingerprint, get_post
from core.posts.wall_slot import wall_slot
from core.tenancy import ACROSS_WORKSPACES

COMING = timedelta(days=3)
TO_COME = (
    PostStatus.DRAFT,
    PostStatus.IN_REVIEW,
    PostStatus.CHANGES_REQUESTED,
    PostStatus.APPROVED,
    PostStatus.SCHEDULED,
    PostStatus.HELD,
)


async def evening_and_zone(session: AsyncSession, post: Post) -> tuple[date, str]:
    """Of the event a post belongs to: the day its night counts for, and the venue's zone."""
    found = await session.execute(
        select(Event.starts_local, Event.time_zone)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Event.workspace_id == post.workspace_id, Campaign.id == post.campaign_id)
    )
    starts_local, zone = found.one()
    return evening_of(starts_local), zone


def is_off(post: Post) -> bool:
    """Whether its hour on the wall is another instant by now than the one it is due at.

    A post whose due time was set otherwise than by its slot is left where it is.
    """
    return _is_off(post.slot, post.due_at)


def _is_off(stored: Mapping[str, Any], due_at: datetime) -> bool:
    kept = wall_slot(stored)
    if kept is None or kept.at != due_at or not known_zone(kept.zone):
        return False
    return kept.now_at.at != kept.at


async def put_right(session: AsyncSession, post: Post, now: datetime) -> None:
    """Move it to the instant its hour is now, with the yes it has. The post must be locked."""
    kept = wall_slot(post.slot)
    if kept is None:
        return
    seen = kept.now_at
    shift = seen.at - post.due_at
    yes_to = (await current_revision(session, post)).fingerprint if post.revision else None
    post.slot = {**post.slot, "at": seen.at.isoformat(), "note": seen.note}
    post.due_at, post.not_after = seen.at, post.not_after + shift
    if post.next_at is not None and post.status is PostStatus.SCHEDULED:
        post.next_at = max(now, post.due_at - AHEAD[post.format])
    if yes_to is not None:
        await _say_the_same(session, post, yes_to)
    await session.flush()


async def _say_the_same(session: AsyncSession, post: Post, before: str) -> None:
    """What was frozen and said yes to is the same; only its instant, which is part of the fingerprint, is another."""
    revision = await current_revision(session, post)
    after = fingerprint(post, revision)
    for row in (Revision, Approval):
        await session.execute(
            update(row)
            .where(row.workspace_id == post.workspace_id, row.post_id == post.id, row.fingerprint == before)
            .values(fingerprint=after)
        )


async def keep_wall_times(session: AsyncSession, now: datetime) -> int:
    """Put right what goes out in the coming days; returns how many posts that were. Usually none."""
    off = await _coming(session, now)
    for workspace_id, post_id in off:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if post.status in TO_COME and is_off(post):
            await put_right(session, post, now)
            await post_changed(session, post)
    return len(off)


async def _coming(session: AsyncSession, now: datetime) -> list[tuple[UUID, UUID]]:
    found = await session.execute(
        select(Post.workspace_id, Post.id, Post.slot, Post.due_at)
        .where(Post.status.in_(TO_COME), Post.due_at > now - timedelta(hours=3), Post.due_at < now + COMING)
        .order_by(Post.due_at, Post.id)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return [(workspace_id, post_id) for workspace_id, post_id, slot, due_at in found.all() if _is_off(slot, due_at)]
