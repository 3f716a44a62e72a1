"""A post that goes out as a story, too: a post of its own beside it, said yes to by the same yes, and never twice.

The story begins to exist with the yes. From then on it is a post like any other, with its own run to Instagram; only
what happens to the yes of the post it stands beside happens to it as well.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import standing, withdraw_approvals
from core.posts.changed import post_changed
from core.posts.details import details_from
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.revision import fingerprint, freeze
from core.posts.transitions import move
from core.posts.variants import Variant, variant_in
from core.templates.scene import Layout

AFTER = timedelta(minutes=2)
"""An account publishes one thing at a time, and the post itself goes first."""
WITH_STORY = (Format.FEED, Format.CAROUSEL)
"""Formats that can be shown as a story, too, when their flyer is painted."""
SENT = (PostStatus.PUBLISHING, PostStatus.PUBLISHED, PostStatus.UNCONFIRMED)
STOPPED = (PostStatus.HELD, PostStatus.CANCELLED)
QUEUED = (PostStatus.APPROVED, PostStatus.SCHEDULED)


async def story_of(session: AsyncSession, post: Post) -> Post | None:
    """The story beside a post, locked; None before its first yes."""
    found = await session.execute(
        select(Post).where(Post.workspace_id == post.workspace_id, Post.story_of_id == post.id).with_for_update()
    )
    return found.scalar_one_or_none()


async def story_beside(
    session: AsyncSession, post: Post, revision: Revision, now: datetime
) -> tuple[Post, Revision] | None:
    """The story and its frozen content, ready for the yes just given to `revision`.

    None when none is wanted, when it was sent already, and when a person stopped it: that counts more than the wish.
    """
    picture = variant_in(revision.variants, Layout.STORY)
    if not details_from(revision.details).as_story or picture is None:
        return None
    story = await story_of(session, post)
    if story is None:
        story = await _new_story(session, post)
    elif story.status in SENT or await _stopped_by_hand(session, story):
        return None
    story.account_id, story.template = post.account_id, post.template
    story.due_at, story.not_after = post.due_at + AFTER, post.not_after + AFTER
    story.reminded = 0
    if story.status is not PostStatus.IN_REVIEW:
        move(story, PostStatus.IN_REVIEW)
    return story, await _frozen(session, story, revision, picture, now)


async def put_story_away(session: AsyncSession, post: Post) -> None:
    """The yes to a post does not count any more, so its story has none either; what was sent is not undone."""
    story = await story_of(session, post)
    if story is None or story.status not in QUEUED:
        return
    await withdraw_approvals(session, story)
    move(story, PostStatus.CANCELLED)
    await post_changed(session, story)


async def want_story_again(session: AsyncSession, post: Post) -> None:
    """Somebody asks for the story anew: that it was stopped by hand before counts no longer."""
    story = await story_of(session, post)
    if story is not None and story.status in STOPPED:
        await withdraw_approvals(session, story)


async def _stopped_by_hand(session: AsyncSession, story: Post) -> bool:
    """Whoever stops a story leaves its yes where it is; we take it away when we put one away."""
    return story.status in STOPPED and bool(await standing(session, story))


async def _new_story(session: AsyncSession, post: Post) -> Post:
    story = Post(
        id=uuid4(),
        workspace_id=post.workspace_id,
        campaign_id=post.campaign_id,
        account_id=post.account_id,
        phase=post.phase,
        format=Format.STORY,
        status=PostStatus.DRAFT,
        revision=0,
        due_at=post.due_at,
        not_after=post.not_after,
        story_of_id=post.id,
        media=[],
        details={},
        baseline=[],
    )
    session.add(story)
    await session.flush()
    return story


async def _frozen(session: AsyncSession, story: Post, revision: Revision, picture: Variant, now: datetime) -> Revision:
    """The story's next revision: the picture that was looked at, and no words, as stories show none."""
    frozen = await freeze(
        session,
        story,
        caption="",
        headline=revision.headline,
        alt_text=revision.alt_text,
        writer=revision.writer,
        notes=[],
        author_id=revision.author_id,
        now=now,
    )
    frozen.variants = [variant for variant in revision.variants if variant["layout"] != picture.layout]
    frozen.picture_key, frozen.picture_hash = picture.key, picture.hash
    frozen.fingerprint = fingerprint(story, frozen)
    await session.flush()
    return frozen
