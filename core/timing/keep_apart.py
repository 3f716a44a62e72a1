"""Plan around what the account has planned already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.happening import Happening
from core.campaigns.model import Campaign
from core.campaigns.plan import Slot
from core.timing.busy import gaps_by_account, margin, neighbours
from core.timing.spread import NEW, spread


async def keep_apart(
    session: AsyncSession, campaign: Campaign, happening: Happening, slots: Sequence[Slot], now: datetime
) -> tuple[Slot, ...]:
    """A campaign's slots, shifted within their windows where they would crowd the account; two queries.

    The campaign's own posts, where it has any, are about to be planned anew and are in nobody's way.
    """
    by_account = await gaps_by_account(session, campaign.workspace_id)
    gaps = by_account.get(campaign.account_id) or by_account[None]
    around = []
    if slots and campaign.account_id is not None:
        since, until = slots[0].due_at - margin(gaps), slots[-1].due_at + margin(gaps)
        around = await neighbours(session, campaign.workspace_id, [campaign.account_id], since, until)
    busy = [one.placed for one in around if one.campaign_id != campaign.id]
    return spread(slots, busy, gaps, zone=happening.zone, evening=happening.evening, now=now)


async def keep_moved_apart(
    session: AsyncSession, campaign: Campaign, happening: Happening, moving: Mapping[UUID, Slot], now: datetime
) -> Mapping[UUID, Slot]:
    """The same for some posts of a campaign that are about to move; its others stay, and count like any."""
    ids = sorted(moving, key=lambda one: (moving[one].due_at, one))
    slots = [moving[one] for one in ids]
    if not slots or campaign.account_id is None:
        return moving
    by_account = await gaps_by_account(session, campaign.workspace_id)
    gaps = by_account.get(campaign.account_id) or by_account[None]
    since, until = slots[0].due_at - margin(gaps), slots[-1].due_at + margin(gaps)
    around = [
        one
        for one in await neighbours(session, campaign.workspace_id, [campaign.account_id], since, until)
        if one.id not in moving
    ]
    own = [one.due_at for one in around if one.campaign_id == campaign.id and not one.beside]
    busy = [replace(one.placed, campaign_id=NEW) if one.campaign_id == campaign.id else one.placed for one in around]
    spreaded = spread(slots, busy, gaps, zone=happening.zone, evening=happening.evening, now=now, beside=own)
    return dict(zip(ids, spreaded, strict=True))
