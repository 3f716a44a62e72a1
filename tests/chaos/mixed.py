"""Work beside publishing, as a day brings it: posts drafted and painted, numbers read, digests compiled."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

from chaos.posts import House
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.notices.model import Conversation
from core.outbox import TaskRow
from core.posts.model import Format, Post, PostStatus
from core.services import Services

CHAT = "chat"
FAR = timedelta(days=20)


async def bring_work(services: Services, houses: Sequence[House], every_seconds: float, luck: Random) -> Counter[str]:
    """Until cancelled; the counter is filled meanwhile. The chats' part is cleared away: nobody reads along."""
    done: Counter[str] = Counter()
    kinds = {"drafted": _draft, "numbers": _read_numbers, "digests": _compile}
    with suppress(asyncio.CancelledError):
        while True:
            await asyncio.sleep(every_seconds)
            with suppress(DBAPIError):  # the database is away
                name = luck.choice(list(kinds))
                async with services.db.transaction() as session:
                    await session.execute(delete(TaskRow).where(TaskRow.queue == CHAT))
                    done[name] += await kinds[name](services, session, luck.choice(houses), luck)
    return done


async def _draft(services: Services, session: AsyncSession, house: House, luck: Random) -> bool:
    now = services.clock.now()
    post = Post(
        id=uuid4(),
        workspace_id=house.workspace_id,
        campaign_id=house.campaign_id,
        account_id=luck.choice(house.accounts),
        phase="announcement",
        format=Format.FEED,
        status=PostStatus.DRAFT,
        revision=0,
        due_at=now + FAR,
        not_after=now + 2 * FAR,
    )
    session.add(post)
    await session.flush()
    tasks.draft_post.enqueue(session, house.workspace_id, post.id)
    return True


async def _read_numbers(_: Services, session: AsyncSession, house: House, luck: Random) -> bool:
    live = select(Post.id).where(Post.workspace_id == house.workspace_id, Post.status == PostStatus.PUBLISHED)
    found: Sequence[UUID] = (await session.execute(live.limit(50))).scalars().all()
    if not found:
        return False
    tasks.read_insights.enqueue(session, house.workspace_id, luck.choice(found))
    return True


async def _compile(services: Services, session: AsyncSession, house: House, luck: Random) -> bool:
    room = await session.execute(select(Conversation.id).where(Conversation.workspace_id == house.workspace_id))
    day = services.clock.now() + timedelta(days=luck.randint(0, 300))  # a day is told once
    tasks.compile_digest.enqueue(session, house.workspace_id, room.scalars().one(), f"{day:%Y-%m-%d}")
    return True
