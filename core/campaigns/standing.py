"""A campaign as it stands, for posts that are to be made anew although no fact of its event changed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.effects import Effect, Ripple
from core.campaigns.model import Campaign
from core.events.model import Event
from core.workspaces.brand import kit_of


async def standing(session: AsyncSession, campaign: Campaign, event: Event, effects: Sequence[Effect] = ()) -> Ripple:
    """Before and after are the same."""
    found = await session.execute(
        select(Account).where(Account.workspace_id == campaign.workspace_id, Account.id == campaign.account_id)
    )
    kit = await kit_of(session, campaign.workspace_id)
    return Ripple(campaign, event, event, found.scalar_one_or_none(), kit, tuple(effects))
