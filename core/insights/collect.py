"""Ask Instagram how one published post is doing, and keep what it says (core/insights/rhythm.py knows when)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import access_to, get_account
from core.errors import RiteError
from core.insights.model import Insight
from core.insights.newest import keep_newest
from core.insights.rhythm import STORY_LIVES
from core.ports.access import Access
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.contents import slides_of
from core.posts.first_comment import want_first_comment
from core.posts.match import matching
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus
from core.posts.revision import current_revision, get_post

log = structlog.get_logger(__name__)

MOST_RECENT = timedelta(days=1)
"""When a post of unknown hour is taken to have gone out at the earliest."""


async def read_again(parts: Parts, workspace_id: UUID, since: datetime) -> None:
    """Fresh numbers for all a workspace published since; what Instagram does not tell now keeps its last ones."""
    async with parts.db.reading() as session:
        found = await session.execute(
            select(Post.id).where(
                Post.workspace_id == workspace_id, Post.status == PostStatus.PUBLISHED, Post.published_at >= since
            )
        )
        live = found.scalars().all()
    for post_id in live:
        try:
            await read_insights(parts, workspace_id, post_id)
        except RiteError as error:
            log.info("numbers not read", post=str(post_id), reason=error.message)


async def read_insights(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """One reading of one post; also finds the link of a post whose id was not known."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if post.account_id is None or not has_numbers(post, parts.clock.now()):
            return
        access = access_to(await get_account(session, workspace_id, post.account_id), parts.vault)
    media_id = post.media_id or await _find_medium(parts, access, workspace_id, post_id)
    if media_id is None:
        return
    if post.permalink is None:
        await _add_link(parts, access, workspace_id, post_id, media_id)
    metrics = await parts.insights.of_medium(access, media_id, SURFACES[post.format])
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        post.numbers_asked_at = parts.clock.now()
        if metrics is None:
            post.unmeasured = True
        elif metrics:
            await add_reading(session, post, metrics, parts.clock.now())


def has_numbers(post: Post, now: datetime) -> bool:
    """Whether it is worth asking: live, still to be seen, and not known to have none."""
    if post.status is not PostStatus.PUBLISHED or post.unmeasured:
        return False
    return post.format is not Format.STORY or post.published_at is None or now < post.published_at + STORY_LIVES


async def add_reading(session: AsyncSession, post: Post, metrics: Mapping[str, int], now: datetime) -> None:
    """Keep what Instagram said beside what it said before; the same numbers again only confirm the last reading."""
    found = await session.execute(
        select(Insight)
        .where(Insight.workspace_id == post.workspace_id, Insight.post_id == post.id)
        .order_by(Insight.reading.desc())
        .limit(1)
    )
    last = found.scalar_one_or_none()
    if last is not None and last.metrics == dict(metrics):
        last.confirmed_at = now
        return
    session.add(
        Insight(
            id=uuid4(),
            workspace_id=post.workspace_id,
            post_id=post.id,
            reading=last.reading + 1 if last else 1,
            metrics=dict(metrics),
            taken_at=now,
        )
    )
    await keep_newest(session, post, metrics, now)
    await session.flush()
    await post_changed(session, post)


async def _find_medium(parts: Parts, access: Access, workspace_id: UUID, post_id: UUID) -> str | None:
    """A post that a person or the container told us is live: which one is it?"""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        revision = await current_revision(session, post)
        others = await session.execute(
            select(Post.media_id).where(Post.workspace_id == workspace_id, Post.account_id == post.account_id)
        )
        taken = {media_id for media_id in others.scalars() if media_id}
    found = matching(
        await parts.publisher.newest(access, story=post.format is Format.STORY),
        caption=revision.caption,
        surface=SURFACES[post.format],
        slides=len(slides_of(post, revision)),
        sent_at=post.sent_at or parts.clock.now() - MOST_RECENT,
        baseline=post.baseline,
        taken=taken,
    )
    return found[0].id if len(found) == 1 else None


async def _add_link(parts: Parts, access: Access, workspace_id: UUID, post_id: UUID, media_id: str) -> None:
    medium = await parts.publisher.medium(access, media_id)
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        post.media_id = media_id
        post.permalink = medium.permalink
        await want_first_comment(session, post)
        await post_changed(session, post)
