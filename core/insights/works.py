"""What makes a difference to a team's posts, with designs by the names people know them by."""

import asyncio
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.insights.compare import Group, Trait, stand_out
from core.insights.past import outcomes
from core.ports.parts import Parts
from core.templates.find import find_template


@dataclass(frozen=True)
class Works:
    """groups: all that stands out, the greatest difference first; measured: posts that were compared."""

    groups: tuple[Group, ...]
    measured: int


async def what_works(parts: Parts, workspace_id: UUID) -> Works:
    async with parts.db.reading() as session:
        past = await outcomes(session, workspace_id, parts.clock.now())
    found = await asyncio.to_thread(stand_out, past)
    async with parts.db.reading() as session:
        named = [await _named(session, workspace_id, group) for group in found]
    return Works(tuple(group for group in named if group is not None), len(past))


async def _named(session: AsyncSession, workspace_id: UUID, group: Group) -> Group | None:
    """None for a design nobody can look at any more: there is nothing to be done with it."""
    if group.trait is not Trait.TEMPLATE:
        return group
    try:
        return replace(group, key=(await find_template(session, workspace_id, group.key)).name)
    except NotFound:
        return None
