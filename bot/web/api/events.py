"""Events: list, look, create from facts or a sentence, amend, cancel."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from bot.cards.change import answer, foreseen_card
from bot.language import tr
from bot.tokens import NOBODY
from bot.web.api import shapes
from bot.web.api.event_bodies import AmendEvent, Created, CreateEvent, amended, created
from bot.web.api.paging import page_of
from bot.web.api.routing import ONCE, USUAL_LIMIT, Asks, Cursor, Limit, router
from bot.web.dashboard.presses import SPOKEN, in_words
from core.campaigns.model import Campaign
from core.errors import NotFound
from core.events.amend import Changes
from core.events.change import change_event, foresee
from core.events.create import create_event as make_event
from core.events.model import Event, Turn
from core.events.told import as_foreseen, change_view

events = router("events")
GONE = "That event is not here any more."


@events.get("/events", operation_id="listEvents")
async def list_events(
    asks: Asks,
    since: Annotated[shapes.Moment | None, Query(description="Only events that start at this moment or later.")] = None,
    cursor: Cursor = "",
    limit: Limit = USUAL_LIMIT,
) -> shapes.Page[shapes.Event]:
    """Events in the order in which they start."""

    async def look(session: AsyncSession) -> shapes.Page[shapes.Event]:
        query = select(Event, Campaign.id.label("campaign_id")).join(Campaign, Campaign.event_id == Event.id)
        query = query.where(Event.workspace_id == asks.workspace_id)
        if since is not None:
            query = query.where(Event.starts_at >= since)
        rows, following = await page_of(session, query, Event.starts_at, Event.id, cursor, limit)
        return shapes.Page(items=[shown(row.Event, row.campaign_id) for row in rows], next=following)

    return await asks.read(look)


@events.get("/events/{event_id}", operation_id="getEvent")
async def get_event(asks: Asks, event_id: UUID) -> shapes.Event:
    """One event with all its facts."""
    return await asks.read(lambda session: event_shape(session, asks.workspace_id, event_id))


@events.post("/events", operation_id="createEvent", status_code=201, dependencies=ONCE, response_model=shapes.EventDone)
async def create_event(asks: Asks, body: CreateEvent) -> Response:
    """Set up an event, its campaign and its posts: from facts, from a sentence, or from both, where facts win."""
    told = await created(asks, body)
    return await asks.once(lambda session: _create(asks, session, told), 201)


async def _create(asks: Asks, session: AsyncSession, told: Created) -> shapes.EventDone:
    facts = await told.facts(session)
    now = asks.services.clock.now()
    campaign = await make_event(session, asks.holder.member, asks.holder.conversation, facts, now)
    event = await event_shape(session, asks.workspace_id, campaign.event_id)
    return shapes.EventDone(said=tr(SPOKEN["event.new"]), event=event, understood=dict(told.understood))


@events.post("/events/{event_id}/amend", operation_id="amendEvent", dependencies=ONCE, response_model=shapes.EventDone)
async def amend_event(asks: Asks, event_id: UUID, body: AmendEvent) -> Response:
    """Change facts. What was made of the old ones is held, written anew and waits for a yes; `preview` only tells."""

    async def change(session: AsyncSession) -> shapes.EventDone:
        event = await _event(session, asks.workspace_id, event_id)
        return await _changed(asks, session, event, Changes(facts=amended(asks, event, body)), preview=body.preview)

    return await asks.once(change)


@events.post(
    "/events/{event_id}/cancel", operation_id="cancelEvent", dependencies=ONCE, response_model=shapes.EventDone
)
async def cancel_event(asks: Asks, event_id: UUID) -> Response:
    """Call it off: nothing of it goes out any more, but for a post that says so, if somebody approves one."""

    async def cancel(session: AsyncSession) -> shapes.EventDone:
        event = await _event(session, asks.workspace_id, event_id)
        return await _changed(asks, session, event, Changes(Turn.CANCELLED))

    return await asks.once(cancel)


async def _changed(
    asks: Asks, session: AsyncSession, event: Event, changes: Changes, *, preview: bool = False
) -> shapes.EventDone:
    member, now = asks.holder.member, asks.services.clock.now()
    if preview:
        seen = as_foreseen(await foresee(session, member, event.id, changes, now))
        said = in_words(foreseen_card(seen, NOBODY))
    else:
        record = await change_event(session, member, event.id, changes, now)
        said = answer(await change_view(session, asks.workspace_id, record.id))
    return shapes.EventDone(said=said, event=await event_shape(session, asks.workspace_id, event.id))


async def _event(session: AsyncSession, workspace_id: UUID, event_id: UUID) -> Event:
    found = await session.execute(select(Event).where(Event.workspace_id == workspace_id, Event.id == event_id))
    event: Event | None = found.scalar_one_or_none()
    if event is None:
        raise NotFound(GONE)
    return event


async def event_shape(session: AsyncSession, workspace_id: UUID, event_id: UUID) -> shapes.Event:
    """Raises NotFound."""
    found = await session.execute(
        select(Event, Campaign.id)
        .join(Campaign, Campaign.event_id == Event.id)
        .where(Event.workspace_id == workspace_id, Event.id == event_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound(GONE)
    return shown(row[0], row[1])


def shown(event: Event, campaign_id: UUID) -> shapes.Event:
    facts: dict[str, Any] = {name: getattr(event, name) for name in shapes.Event.model_fields if name != "campaign_id"}
    return shapes.Event(**facts, campaign_id=campaign_id)
