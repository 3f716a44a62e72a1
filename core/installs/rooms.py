"""A room is archived, deleted, or we were put out of it: what lived there goes on where owners read it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.show import show_open_campaigns
from core.installs.tell import tell_owners
from core.notices.model import Conversation
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform

GONE = "I can't write in one of your channels any more: it was archived, or I was removed."
WHAT_NOW = "What is planned goes on; what waits for a yes is on my Home tab. Invite me again any time."


async def leave_room(session: AsyncSession, team: str, address: str) -> bool:
    """False for a room we never spoke in, or know to be gone."""
    room = await _room(session, team, address)
    if room is None or not room.reachable:
        return False
    room.reachable = False
    await tell_of_lost_room(session, room)
    return True


async def tell_of_lost_room(session: AsyncSession, room: Conversation) -> None:
    """Owners hear it where they are spoken to; a conversation with one person is nobody else's business."""
    if not room.direct:
        await tell_owners(session, room.workspace_id, f"{GONE} {WHAT_NOW}")


async def room_is_back(session: AsyncSession, team: str, address: str, now: datetime) -> bool:
    """It can be written in again: what is open is shown there."""
    room = await _room(session, team, address)
    if room is None or room.reachable:
        return False
    room.reachable = True
    await show_open_campaigns(session, room, now)
    return True


async def _room(session: AsyncSession, team: str, address: str) -> Conversation | None:
    found = await session.execute(
        select(Conversation)
        .where(Conversation.platform == Platform.SLACK, Conversation.team == team, Conversation.address == address)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()
