"""Campaigns drafted before any account was connected publish to the first one. Nothing of them was approved yet."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.model import Campaign
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.model import Post
from core.posts.revision import current_revision, fingerprint


async def adopt_orphans(session: AsyncSession, account: Account) -> None:
    """Every campaign of the workspace without an account gets this one; cards are redrawn."""
    campaigns = await session.execute(
        select(Campaign).where(Campaign.workspace_id == account.workspace_id, Campaign.account_id.is_(None))
    )
    for campaign in campaigns.scalars():
        campaign.account_id = account.id
        posts = await session.execute(
            select(Post).where(Post.workspace_id == account.workspace_id, Post.campaign_id == campaign.id)
        )
        for post in posts.scalars():
            await _adopt(session, post, account.id)
            await tell_everywhere(session, post.workspace_id, campaign.conversation_id, NoticeKind.POST, post.id)
        await tell_everywhere(
            session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id
        )


async def _adopt(session: AsyncSession, post: Post, account_id: UUID) -> None:
    post.account_id = account_id
    if post.revision:
        revision = await current_revision(session, post)
        if revision.picture_hash:
            revision.fingerprint = fingerprint(post, revision)
