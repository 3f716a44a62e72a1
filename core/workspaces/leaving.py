"""People who leave a team, are removed from it, or come back; and what their role becomes."""

from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.api_tokens.model import ApiToken
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right, Role
from core.errors import NotNow
from core.notices.model import Conversation
from core.workspaces.members import ChatIdentity, get_member, member_behind, members
from core.workspaces.model import Invite, Member


async def remove_member(session: AsyncSession, owner: Member, member_id: UUID) -> Member:
    """From now on they can do nothing here, in any house. What they made stays. Raises NotAllowed, NotNow."""
    check(owner, Right.MEMBERS)
    person = await _present(session, owner.workspace_id, member_id)
    await _keep_an_owner(session, person)
    await _end(session, person)
    audit(session, owner, Deed.REMOVED, about=person.id, role=person.role.value)
    return person


async def change_role(session: AsyncSession, owner: Member, member_id: UUID, role: Role) -> Member:
    """What somebody may do from now on. Raises NotAllowed, and NotNow where nobody would be left to decide."""
    check(owner, Right.MEMBERS)
    person = await _present(session, owner.workspace_id, member_id)
    if person.role is role:
        raise NotNow("That is how it is already.")
    if role is not Role.OWNER:
        await _keep_an_owner(session, person)
    before, person.role = person.role, role
    await session.flush()
    audit(session, owner, Deed.CHANGED_ROLE, about=person.id, role=f"{before.value} -> {role.value}")
    return person


async def left_slack(session: AsyncSession, identity: ChatIdentity) -> None:
    """Slack has deactivated somebody: their rights end everywhere, in Telegram, too. The last owner's as well."""
    person = await member_behind(session, identity)
    if person is None or not person.active:
        return
    await _end(session, person)
    person.deactivated_in_slack = True
    audit(session, None, Deed.LEFT_SLACK, about=person.id, workspace_id=person.workspace_id)


async def back_in_slack(session: AsyncSession, identity: ChatIdentity) -> None:
    """Slack lets somebody in again whom it had deactivated; whom an owner removed stays removed."""
    person = await member_behind(session, identity)
    if person is None or not person.deactivated_in_slack:
        return
    person.active, person.deactivated_in_slack = True, False
    audit(session, None, Deed.BACK_IN_SLACK, about=person.id, workspace_id=person.workspace_id)


async def became_guest_in_slack(session: AsyncSession, identity: ChatIdentity) -> None:
    """Whom Slack restricts may only look and comment here, whatever they were."""
    person = await member_behind(session, identity)
    if person is None or not person.active or person.role is Role.GUEST:
        return
    before, person.role = person.role, Role.GUEST
    change = f"{before.value} -> {person.role.value}"
    audit(session, None, Deed.CHANGED_ROLE, about=person.id, workspace_id=person.workspace_id, role=change)


async def has_left(session: AsyncSession, identity: ChatIdentity) -> bool:
    """Whether somebody was a member and is none any more."""
    person = await member_behind(session, identity)
    return person is not None and not person.active


async def _present(session: AsyncSession, workspace_id: UUID, member_id: UUID) -> Member:
    person = await get_member(session, workspace_id, member_id)
    if not person.active:
        raise NotNow(f"{person.name} is not in the team any more.")
    return person


async def _keep_an_owner(session: AsyncSession, person: Member) -> None:
    others = [one for one in await members(session, person.workspace_id) if one.id != person.id]
    if person.role is Role.OWNER and all(one.role is not Role.OWNER for one in others):
        raise NotNow("A team needs an owner. Make somebody else one first.")


async def _end(session: AsyncSession, person: Member) -> None:
    """No right, no deputy's yes, no message to them alone, no link that joins to them, no token."""
    person.active, person.away_until, person.deputy_id = False, None, None
    await session.flush()
    workspace_id = person.workspace_id
    for ending in (
        update(Member).where(Member.workspace_id == workspace_id, Member.deputy_id == person.id).values(deputy_id=None),
        update(Conversation)
        .where(Conversation.workspace_id == workspace_id, Conversation.member_id == person.id)
        .values(follows=False, reachable=False),
        delete(Invite).where(
            Invite.workspace_id == workspace_id, Invite.member_id == person.id, Invite.used_at.is_(None)
        ),
        update(ApiToken)
        .where(ApiToken.workspace_id == workspace_id, ApiToken.member_id == person.id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=session.info["clock"].now()),
    ):
        await session.execute(ending.execution_options(synchronize_session=False))
