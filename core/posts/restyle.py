"""Give a post another design: the same words, a new picture, and a new yes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import phase as phase_of
from core.campaigns.model import Campaign
from core.errors import NotNow
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, get_post
from core.posts.same_words import with_same_words
from core.posts.transitions import IN_WORDS
from core.templates.find import keep_template
from core.templates.fitting import nearest
from core.templates.library import Search, list_templates, listed
from core.workspaces.model import Member

OWN_FILES = "This post shows your own files. Remove them under Details first, then I can paint a flyer."
FOLLOWS = "This story shows the flyer of its post. Give the post another design, and the story follows."
UNAPPROVED = (PostStatus.DRAFT, PostStatus.IN_REVIEW, PostStatus.CHANGES_REQUESTED)


async def restyle(
    session: AsyncSession,
    member: Member,
    post_id: UUID,
    template_id: str,
    now: datetime,
    *,
    revision_number: int | None = None,
) -> Post:
    """A new revision with the same words, painted from this design, that waits for a yes of its own.

    Raises NotFound for a design that is gone, NotNow when the post was approved or dropped meanwhile, moved on from
    `revision_number`, or shows files of its own.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if revision_number not in (None, post.revision):
        raise NotNow(STALE)
    if post.status not in UNAPPROVED:
        raise NotNow(f"This post is {IN_WORDS[post.status]}. Only one that waits for a yes gets another design.")
    if not post.revision:
        raise NotNow("Its words are still being written. Pick a design in a moment.")
    if post.media:
        raise NotNow(OWN_FILES)
    if post.story_of_id:
        raise NotNow(FOLLOWS)
    kept = await keep_template(session, member.workspace_id, template_id, now)
    if kept == post.template:
        raise NotNow("It has that design already.")
    old = await current_revision(session, post)
    await reopen(session, post)
    post.template = kept
    return await with_same_words(session, post, old, now, made_by=member.id)


async def restyle_all(
    session: AsyncSession, member: Member, campaign_id: UUID, template_id: str, now: datetime
) -> dict[UUID, str]:
    """Match a campaign's unapproved posts; returns the name of the design each one was given.

    Where the design does not serve a post's kind (a countdown, set times), the one most like it does.
    """
    check_may_edit(member)
    like = await listed(session, member.workspace_id, template_id)
    shelf = await list_templates(session, member.workspace_id, Search())
    given = {}
    for post, campaign in await _unapproved(session, member.workspace_id, campaign_id):
        design = nearest(shelf, like, phase_of(campaign.cadence, post.phase).category)
        if post.revision and post.template != design.ref:
            await restyle(session, member, post.id, design.ref, now)
            given[post.id] = design.name
        elif not post.revision:
            post.template = await keep_template(session, member.workspace_id, design.ref, now)
            given[post.id] = design.name
    return given


async def _unapproved(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> list[tuple[Post, Campaign]]:
    found = await session.execute(
        select(Post, Campaign)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .where(
            Post.workspace_id == workspace_id,
            Post.campaign_id == campaign_id,
            Post.status.in_(UNAPPROVED),
            Post.story_of_id.is_(None),
        )
        .order_by(Post.due_at, Post.id)
    )
    return [(post, campaign) for post, campaign in found.all() if not post.media]
