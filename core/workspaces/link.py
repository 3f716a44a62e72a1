"""One person, one member, in however many houses: a code made in one of them is used in the other.

Whoever is known in both as two members becomes one. Whatever either of them did was done by that one: what they wrote
they may not approve alone, wherever they wrote it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.configure import look_at_posts
from core.approvals.rules import rules_of
from core.audit.model import Deed
from core.audit.note import audit
from core.errors import NotAllowed
from core.take_over import take_over
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member, invite, token_hash
from core.workspaces.model import Invite, Member, Role

USED = "This code was used already or is older than a week. Get a new one with link, in the other chat."
ANOTHER_TEAM = "That code is of another team. Leave your team here first."
STRENGTH = list(Role)


@dataclass(frozen=True)
class Found:
    """Whose code it is."""

    invite_id: UUID
    owner: Member


async def make_code(session: AsyncSession, member: Member, now: datetime) -> str:
    """A code of this person's; it works once, for a week."""
    return await invite(session, member.workspace_id, member.role, now, member_id=member.id, by=member)


async def find_code(session: AsyncSession, member: Member, code: str, now: datetime) -> Found | None:
    """Whose code somebody we know has got; None for their own, and for an invitation of nobody's. Raises NotAllowed."""
    found = await session.execute(
        select(Invite)
        .where(Invite.token_hash == token_hash(code), Invite.used_at.is_(None), Invite.expires_at > now)
        .execution_options(**ACROSS_WORKSPACES)
    )
    row = found.scalar_one_or_none()
    if row is None:
        raise NotAllowed(USED)
    if row.workspace_id != member.workspace_id:
        raise NotAllowed(ANOTHER_TEAM)
    if row.member_id is None or row.member_id == member.id:
        return None
    return Found(row.id, await get_member(session, row.workspace_id, row.member_id))


async def become_one(session: AsyncSession, member: Member, invite_id: UUID, now: datetime) -> Member:
    """The one who made the code stays, with the stronger role of the two. Raises NotAllowed for a used code.

    What was approved by two who are one waits for another yes.
    """
    used = await session.execute(
        update(Invite)
        .where(
            Invite.workspace_id == member.workspace_id,
            Invite.id == invite_id,
            Invite.used_at.is_(None),
            Invite.expires_at > now,
        )
        .values(used_at=now)
        .returning(Invite.member_id)
        .execution_options(synchronize_session=False)
    )
    keeper_id = used.scalar_one_or_none()
    if keeper_id is None or keeper_id == member.id:
        raise NotAllowed(USED)
    keeper = await get_member(session, member.workspace_id, keeper_id)
    gone = await get_member(session, member.workspace_id, member.id)
    audit(session, keeper, Deed.BECAME_ONE, about=gone.id, role=gone.role.value)
    keeper.role = min(keeper.role, gone.role, key=STRENGTH.index)
    keeper.time_zone = keeper.time_zone or gone.time_zone
    if keeper.deputy_id == gone.id or gone.deputy_id == keeper.id:
        keeper.deputy_id = None  # nobody stands in for themselves
    await take_over(session, Member.__table__, keeper.id, gone.id)
    await session.delete(gone)
    await session.flush()
    await look_at_posts(session, keeper.workspace_id, await rules_of(session, keeper.workspace_id))
    return keeper
