"""The next date a recap may name: of the same place first, else the team's next."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.events.model import Event, EventStatus
from core.ports.copywriter import Brief, NextDate
from core.posts.model import Post

PHASE = "recap"


async def with_next_date(session: AsyncSession, post: Post, event: Event, brief: Brief) -> Brief:
    """The brief of a recap with the next event, if one is known and may be spoken of; any other as it is."""
    if post.phase != PHASE:
        return brief
    found = await session.execute(
        select(Event)
        .where(
            Event.workspace_id == event.workspace_id,
            Event.id != event.id,
            Event.starts_at > max(event.starts_at, post.due_at),
            Event.status == EventStatus.PLANNED,
        )
        .order_by(Event.starts_at, Event.id)
        .limit(50)
    )
    coming = next_of(event, found.scalars().all())
    return replace(brief, next=NextDate(coming.name, coming.starts_local, coming.venue)) if coming else brief


def next_of(event: Event, coming: Sequence[Event]) -> Event | None:
    """Called the same at best, at the same venue else, otherwise whatever is next. Pure."""
    alike = [one for one in coming if one.name.casefold() == event.name.casefold()]
    here = [one for one in coming if one.venue.casefold() == event.venue.casefold()]
    return next(iter([*alike, *here, *coming]), None)
