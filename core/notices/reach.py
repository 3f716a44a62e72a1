"""Where we may speak: blocked or removed, welcomed back, moved.

Who cannot be reached any more does not know it: the owners hear of it where they still read.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.show import show_open_campaigns
from core.installs.tell import tell_owners
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.notices.owners import places_of_owners
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member
from core.workspaces.model import Platform

WHAT_NOW = "What is planned goes on. Invite me again any time."
UNREAD = "What waits for them does not reach them there."


async def chat_lost(session: AsyncSession, platform: Platform, address: str, *, topic: str | None = None) -> int:
    """We may not speak there, or in this topic, any more. Owners hear it once; returns how many places were lost."""
    there = await _places(session, platform, address)
    lost = [place for place in there if place.reachable and topic in (None, place.topic)]
    for place in lost:
        place.reachable = False
    await session.flush()
    told: set[UUID] = set()
    for place in lost:
        if place.workspace_id not in told:  # a forum is lost with all of its topics
            told.add(place.workspace_id)
            await _tell_of_loss(session, await _words(session, place, alone=topic is not None), place)
    return len(lost)


async def chat_back(session: AsyncSession, platform: Platform, address: str) -> None:
    """We may speak there again: what is open is shown where it belongs."""
    for place in await _places(session, platform, address):
        if not place.reachable:
            place.reachable = True
            await show_open_campaigns(session, place, session.info["clock"].now())


async def _tell_of_loss(session: AsyncSession, text: str, place: Conversation) -> None:
    """To the owners in their own conversations, else wherever the team reads everything, else to operators."""
    if await tell_owners(session, place.workspace_id, text) or place.direct:
        return  # who has blocked us is no business of a room, nor of operators
    others = await places_of_owners(session, place.workspace_id)
    for other in others:
        notify(session, place.workspace_id, other, NoticeKind.SAY, text=text)
    if not others:
        await tell_owners(session, place.workspace_id, text, or_operators=True)


async def _words(session: AsyncSession, place: Conversation, *, alone: bool) -> str:
    """alone: a topic is lost, and its group is not."""
    if alone:
        return f"I can't write in a topic of the Telegram group “{place.title}” any more: it was closed or deleted."
    if place.direct and place.member_id is not None:
        person = await get_member(session, place.workspace_id, place.member_id)
        return f"{person.name} has blocked me in Telegram. {UNREAD}"
    if place.title:
        return f"I can't write in the Telegram group “{place.title}” any more: I was removed. {WHAT_NOW}"
    return f"I can't write in one of your Telegram groups any more: I was removed. {WHAT_NOW}"


async def _places(session: AsyncSession, platform: Platform, address: str) -> Sequence[Conversation]:
    """The rows of a chat, one for each topic we know. Looks across workspaces: the address is what names one."""
    found = await session.execute(
        select(Conversation)
        .where(Conversation.platform == platform, Conversation.address == address)
        .order_by(Conversation.created_at, Conversation.id)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalars().all()
