"""Who may say yes: owners name approvers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotNow
from core.workspaces.members import get_member
from core.workspaces.model import Member, Role


def check_may_name_approvers(member: Member) -> None:
    """Raise NotAllowed for everybody but owners."""
    check(member, Right.NAME_APPROVERS)


async def nameable(session: AsyncSession, workspace_id: UUID) -> Sequence[Member]:
    """Who could become an approver: editors, by name. Guests see and comment."""
    found = await session.execute(
        select(Member)
        .where(Member.workspace_id == workspace_id, Member.active, Member.role == Role.EDITOR)
        .order_by(Member.name, Member.id)
    )
    return found.scalars().all()


async def name_approver(session: AsyncSession, owner: Member, member_id: UUID) -> Member:
    """From now on their yes counts. Raises NotAllowed, NotNow."""
    check_may_name_approvers(owner)
    member = await get_member(session, owner.workspace_id, member_id)
    if member.role.may_approve:
        raise NotNow(f"{member.name} may say yes already.")
    if member.role is not Role.EDITOR:
        raise NotNow(f"{member.name} is a guest here: guests see and comment.")
    audit(session, owner, Deed.CHANGED_ROLE, about=member.id, role="editor -> approver")
    member.role = Role.APPROVER
    return member
