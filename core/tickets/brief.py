"""What captions may say of tickets: the record as it is when they are written."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.ports.copywriter import Brief, TicketFacts
from core.tickets.queries import tickets_of
from core.tickets.state import Tickets


async def with_tickets(session: AsyncSession, workspace_id: UUID, event_id: UUID, brief: Brief) -> Brief:
    """The brief with how the event's tickets stand; once it is sold out, nobody is sent to buy one."""
    facts = facts_of(await tickets_of(session, workspace_id, event_id))
    facts = replace(facts, sold_out=facts.sold_out or brief.tickets.sold_out)  # the event itself may say so
    if facts.sold_out:
        return replace(brief, tickets=facts, ticket_link="", price="")
    return replace(brief, tickets=facts)


def facts_of(tickets: Tickets) -> TicketFacts:
    return TicketFacts(
        sold=tickets.sold,
        capacity=tickets.capacity,
        left=tickets.left,
        percent=tickets.percent,
        at_most=tickets.at_most,
        over=tickets.over[-1] if tickets.over else "",
        sold_out=tickets.sold_out,
    )
