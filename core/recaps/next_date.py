"""The next date a recap may name: of the same place first, else the team's next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.events.model import Event, EventStatus
from core.ports.copywriter import Brief, NextDate
from core.posts.model import Post

PHASE = "recap"
MOST = 50


async def with_next_date(session: AsyncSession, post: Post, event: Event, brief: Brief) -> Brief:
    """The brief of a recap with the next event, if one is known and may be spoken of; any other as it is."""
    if post.phase != PHASE:
        return brief
    return with_date(brief, event, await dates_ahead(session, event, post.due_at), post.due_at)


async def dates_ahead(session: AsyncSession, event: Event, due_at: datetime) -> Sequence[Event]:
    """What the team has planned after an event and its thanks, the next first."""
    found = await session.execute(
        select(Event)
        .where(
            Event.workspace_id == event.workspace_id,
            Event.id != event.id,
            Event.starts_at > max(event.starts_at, due_at),
            Event.status == EventStatus.PLANNED,
        )
        .order_by(Event.starts_at, Event.id)
        .limit(MOST)
    )
    return found.scalars().all()


def with_date(brief: Brief, event: Event, ahead: Sequence[Event], due_at: datetime) -> Brief:
    """The brief with the date to name, of those that lie ahead; as it is where there is none. Pure."""
    since = max(event.starts_at, due_at)
    coming = [one for one in ahead if one.status is EventStatus.PLANNED and one.starts_at > since]
    next_ = next_of(event, sorted(coming, key=lambda one: (one.starts_at, one.id)))
    return replace(brief, next=NextDate(next_.name, next_.starts_local, next_.venue)) if next_ else brief


def next_of(event: Event, coming: Sequence[Event]) -> Event | None:
    """Called the same at best, at the same venue else, otherwise whatever is next. Pure."""
    alike = [one for one in coming if one.name.casefold() == event.name.casefold()]
    here = [one for one in coming if one.venue.casefold() == event.venue.casefold()]
    return next(iter([*alike, *here, *coming]), None)
