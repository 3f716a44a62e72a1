"""A group became a supergroup: it has another address, and stays the same place.

Somebody may have spoken there before we heard of it. Then two rows stand for one place, and the older one, with its
history and its settings, takes over what the younger has.
"""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.notices.model import Conversation, MessageRef
from core.take_over import take_over
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Platform


async def chat_moved(session: AsyncSession, platform: Platform, address: str, new_address: str) -> int:
    """Returns how many places moved; heard again, none does."""
    found = await session.execute(
        select(Conversation)
        .where(Conversation.platform == platform, Conversation.address.in_((address, new_address)))
        .execution_options(**ACROSS_WORKSPACES)
    )
    places = found.scalars().all()
    newborn = {(place.team, place.topic): place for place in places if place.address == new_address}
    moved = [place for place in places if place.address == address]
    for place in moved:
        await _forget_messages(session, place)
        young = newborn.get((place.team, place.topic))
        if young is not None:
            await take_over(session, Conversation.__table__, place.id, young.id)
            await session.delete(young)
            await session.flush()
        place.address, place.reachable = new_address, True
    await session.flush()
    return len(moved)


async def _forget_messages(session: AsyncSession, place: Conversation) -> None:
    """Messages are counted anew in the other chat: under our numbers stands what somebody else wrote."""
    await session.execute(
        update(MessageRef)
        .where(MessageRef.workspace_id == place.workspace_id, MessageRef.conversation_id == place.id)
        .values(message_id=None, thread_id=None, drawn=None, extra={})
        .execution_options(synchronize_session=False)
    )
