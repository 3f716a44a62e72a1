"""Somebody who may approve goes away for a while and names who says yes meanwhile."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check, may
from core.authorization.table import Right
from core.errors import InvalidAnswer, NotNow
from core.workspaces.members import get_member
from core.workspaces.model import Member

LONGEST = timedelta(days=100)


def check_may_go(member: Member) -> None:
    """Raise NotAllowed for those nobody waits for."""
    check(member, Right.GO_AWAY)


async def go_away(
    session: AsyncSession, member: Member, until: datetime, deputy_id: UUID | None, now: datetime
) -> Member:
    """From now until then the deputy's yes counts as theirs; without one nobody is named. Returns the member's row."""
    check_may_go(member)
    if until <= now:
        raise InvalidAnswer("That moment has passed. Until when are you away?", field="until")
    if until > now + LONGEST:
        raise InvalidAnswer("That is very long. Up to a hundred days are fine.", field="until")
    person = await get_member(session, member.workspace_id, member.id)
    if deputy_id is not None:
        deputy = await get_member(session, member.workspace_id, deputy_id)
        if deputy.id == person.id or not may(deputy, Right.EDIT):
            raise InvalidAnswer("Pick somebody else of the team who is no guest.", field="deputy")
    person.away_until, person.deputy_id = until, deputy_id
    audit(session, member, Deed.WENT_AWAY, about=deputy_id, until=until.isoformat())
    await session.flush()
    return person


async def come_back(session: AsyncSession, member: Member) -> None:
    """What their deputy may do ends with it."""
    check(member, Right.COME_BACK, own=True)
    person = await get_member(session, member.workspace_id, member.id)
    if person.away_until is None:
        raise NotNow("You are here already.")
    person.away_until = person.deputy_id = None
    audit(session, member, Deed.CAME_BACK)
    await session.flush()
