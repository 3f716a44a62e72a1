"""Publish a campaign from another account: what was not sent yet moves along, and is judged anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.queries import get_account
from core.approvals.decide import reopen
from core.approvals.given import withdraw_approvals
from core.approvals.policy import check_may_edit
from core.campaigns.model import Campaign
from core.errors import InvalidAnswer, NotFound
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.carry_on import carry_on
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision, same_again
from core.workspaces.model import Member

SENT = (PostStatus.PUBLISHING, PostStatus.PUBLISHED, PostStatus.UNCONFIRMED)
RESTING = (PostStatus.HELD, PostStatus.CANCELLED, PostStatus.EXPIRED)
"""They stay as they are; whoever takes them up again is asked for a fresh yes."""


async def choose_account(
    session: AsyncSession, member: Member, campaign_id: UUID, account_id: UUID, now: datetime
) -> Account:
    """The account is part of what a yes is about, so those that were given no longer count."""
    check_may_edit(member)
    campaign = await _campaign(session, member.workspace_id, campaign_id)
    account = await get_account(session, member.workspace_id, account_id)
    if account.status is AccountStatus.DISCONNECTED:
        raise InvalidAnswer(f"@{account.username} is disconnected. Reconnect it first.", field="account")
    if campaign.account_id == account.id:
        raise InvalidAnswer(f"It publishes to @{account.username} already.", field="account")
    campaign.account_id = account.id
    posts = await session.execute(
        select(Post)
        .where(Post.workspace_id == member.workspace_id, Post.campaign_id == campaign_id, Post.status.not_in(SENT))
        .order_by(Post.due_at)
        .with_for_update()
    )
    for post in posts.scalars().all():
        await _move_along(session, member, post, account.id, now)
        await tell_everywhere(session, post.workspace_id, campaign.conversation_id, NoticeKind.POST, post.id)
    await tell_everywhere(session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id)
    return account


async def _campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> Campaign:
    found = await session.execute(
        select(Campaign).where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id).with_for_update()
    )
    campaign = found.scalar_one_or_none()
    if campaign is None:
        raise NotFound("That campaign is not here any more.")
    return campaign


async def _move_along(session: AsyncSession, member: Member, post: Post, account_id: UUID, now: datetime) -> None:
    resting = post.status in RESTING
    if resting:
        await withdraw_approvals(session, post)
    else:
        await reopen(session, post)
    post.account_id = account_id
    if post.revision:
        author = (await current_revision(session, post)).author_id
        await same_again(session, post, author, now, made_by=member.id)
        await session.flush()
    if not resting:
        await carry_on(session, post)
