"""Whom captions may mention, with their accounts."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from core.events.model import Event
from core.people.remember import people_of
from core.ports.copywriter import Brief
from core.posts.limits import MOST_MENTIONS


async def with_people(session: AsyncSession, event: Event, brief: Brief) -> Brief:
    """The brief with everybody whose account is known and not known to be wrong; no more than Instagram takes."""
    people = [one for one in await people_of(session, event) if not one.wrong]
    known = tuple((one.name, f"@{one.handle}") for one in people)[: MOST_MENTIONS - 1]
    return replace(brief, people=known)
