"""Pause a whole campaign and go on with it: one transaction, and every post is taken up as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.approvals.given import as_given, standing_of
from core.approvals.model import Approval, ApprovalRule
from core.approvals.policy import check_may_approve, check_may_edit, let_through
from core.approvals.remind import WHILE_PAUSED
from core.approvals.rules import DEFAULT, nearest, rules_of
from core.audit.model import Deed
from core.audit.note import audit
from core.campaigns.hold import hold_campaign, redraw_posts
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.record import get_campaign
from core.errors import Cure, NotNow
from core.posts.model import Post, PostStatus, Revision
from core.posts.queue import enter_schedule
from core.posts.revision import fingerprint
from core.posts.transitions import move
from core.workspaces.members import members
from core.workspaces.model import Member

RUNNING = (CampaignStatus.DRAFT, CampaignStatus.ACTIVE)
ON_ITS_WAY = (PostStatus.PUBLISHING, PostStatus.UNCONFIRMED)
IN_WORDS = {
    CampaignStatus.DRAFT: "being made",
    CampaignStatus.ACTIVE: "running",
    CampaignStatus.PAUSED: "paused",
    CampaignStatus.COMPLETED: "completed",
    CampaignStatus.CANCELLED: "cancelled",
}


@dataclass(frozen=True)
class Paused:
    """held: posts that would have gone out by themselves. on_their_way: too late to stop."""

    held: int
    on_their_way: int


@dataclass(frozen=True)
class Resumed:
    """going: as approved, at their hours. waiting: for a yes. passed: their hour went by meanwhile."""

    going: list[UUID] = field(default_factory=list)
    waiting: list[UUID] = field(default_factory=list)
    passed: list[UUID] = field(default_factory=list)


async def pause_campaign(session: AsyncSession, member: Member, campaign_id: UUID) -> Paused:
    """Nothing of it goes out until it is resumed; drafts can still be worked on and approved."""
    check_may_edit(member)
    campaign = await get_campaign(session, member.workspace_id, campaign_id, lock=True)
    if campaign.status not in RUNNING:
        raise NotNow(f"This campaign is {IN_WORDS[campaign.status]}; there is nothing to pause.")
    campaign.status = CampaignStatus.PAUSED
    await session.flush()
    held = await hold_campaign(session, campaign.workspace_id, campaign.id)
    await session.execute(
        update(Post)
        .where(Post.workspace_id == campaign.workspace_id, Post.id.in_(held))
        .values(paused=True)
        .execution_options(synchronize_session=False)
    )
    sending = await session.execute(
        select(func.count())
        .select_from(Post)
        .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id, Post.status.in_(ON_ITS_WAY))
    )
    audit(session, member, Deed.PAUSED, about=campaign.id, held=len(held))
    return Paused(len(held), sending.scalar_one())


async def resume_campaign(session: AsyncSession, member: Member, campaign_id: UUID, now: datetime) -> Resumed:
    """Yeses that still fit count again, so this is for people who may approve; posts held by hand stay held."""
    if not member.role.may_approve:
        check_may_approve(member, await members(session, member.workspace_id), None)
    campaign = await get_campaign(session, member.workspace_id, campaign_id, lock=True)
    if campaign.status is not CampaignStatus.PAUSED:
        raise NotNow(f"This campaign is {IN_WORDS[campaign.status]}; there is nothing to resume.")
    campaign.status = CampaignStatus.ACTIVE
    posts = await _held_with_it(session, campaign)
    fits = await _fitting(session, campaign, posts)
    resumed = Resumed()
    for post in sorted(posts, key=lambda one: one.story_of_id is not None):  # a story goes as its post does
        _take_up(post, post.id in fits, resumed, now)
    audit(session, member, Deed.WENT_ON, about=campaign.id, going=len(resumed.going), waiting=len(resumed.waiting))
    await session.flush()
    await redraw_posts(session, campaign.workspace_id, campaign.id, [post.id for post in posts])
    return resumed


def _take_up(post: Post, fits: bool, resumed: Resumed, now: datetime) -> None:
    beside = post.story_of_id
    if now > post.not_after:
        move(post, PostStatus.EXPIRED)
        post.last_error, post.cure = WHILE_PAUSED, Cure.RESCHEDULE
        resumed.passed.append(post.id)
    elif now > post.due_at:
        move(post, PostStatus.IN_REVIEW)
        resumed.passed.append(post.id)
    elif fits and beside not in (*resumed.waiting, *resumed.passed):
        enter_schedule(post, now)
        resumed.going.append(post.id)
    else:
        move(post, PostStatus.IN_REVIEW)
        resumed.waiting.append(post.id)


async def _held_with_it(session: AsyncSession, campaign: Campaign) -> Sequence[Post]:
    found = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == campaign.workspace_id,
            Post.campaign_id == campaign.id,
            Post.status == PostStatus.HELD,
            Post.paused,
        )
        .order_by(Post.due_at, Post.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.scalars().all()


async def _fitting(session: AsyncSession, campaign: Campaign, posts: Sequence[Post]) -> set[UUID]:
    """Posts that are, by the rules as they are now, as enough people approved them, and have somewhere to go."""
    ids, workspace_id = [post.id for post in posts], campaign.workspace_id
    found = await session.execute(
        select(Revision)
        .join(Post, (Post.id == Revision.post_id) & (Post.revision == Revision.number))
        .where(Revision.workspace_id == workspace_id, Revision.post_id.in_(ids))
    )
    revisions = {revision.post_id: revision for revision in found.scalars()}
    given = await standing_of(session, workspace_id, ids)
    rules = await rules_of(session, workspace_id)
    accounts = await session.execute(
        select(Account.id).where(Account.workspace_id == workspace_id, Account.status != AccountStatus.DISCONNECTED)
    )
    usable = set(accounts.scalars())
    return {
        post.id
        for post in posts
        if post.account_id in usable and _is_as_approved(post, revisions[post.id], given[post.id], rules)
    }


def _is_as_approved(post: Post, revision: Revision, given: list[Approval], rules: Sequence[ApprovalRule]) -> bool:
    rule = nearest(rules, post.campaign_id, post.phase)
    approved = let_through(rule.policy if rule else DEFAULT, as_given(given), revision.author_id)
    return approved is not None and approved == fingerprint(post, revision)
