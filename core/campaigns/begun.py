"""Whether a campaign's drafts were rung for, asked by whoever adds a post to it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign, CampaignStatus


async def has_begun(session: AsyncSession, campaign: Campaign) -> bool:
    """Asked of the row itself, and locked: it may have begun since we looked, or begin this very moment.

    False: its beginning waits for this transaction, sees the post that is added in it, and rings for it.
    """
    found = await session.execute(
        select(Campaign.status)
        .where(Campaign.workspace_id == campaign.workspace_id, Campaign.id == campaign.id)
        .with_for_update(key_share=True)
    )
    return found.scalar_one() is not CampaignStatus.DRAFT
