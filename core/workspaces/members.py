"""People: found by their chat identity, made when they first appear, joined by a one-time link."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.database import found_or_added
from core.errors import NotAllowed, NotFound
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.absences import note_absences
from core.workspaces.model import Identity, Invite, Member, Platform, Role, Workspace

INVITE_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class ChatIdentity:
    """Who somebody is on a platform: Slack's team and user id, or Telegram's user id."""

    platform: Platform
    external_id: str
    team: str = ""


def token_hash(token: str) -> str:
    """What is kept of a one-time token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def find_member(session: AsyncSession, identity: ChatIdentity) -> Member | None:
    """The active member behind a chat identity; None also for somebody who left."""
    member = await member_behind(session, identity)
    return member if member is not None and member.active else None


async def member_behind(session: AsyncSession, identity: ChatIdentity) -> Member | None:
    """Active or not. Looks across workspaces: the identity is what names one."""
    found = await session.execute(
        select(Member)
        .join(Identity, Identity.member_id == Member.id)
        .where(*_is(identity))
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one_or_none()


async def add_member(
    session: AsyncSession,
    workspace_id: UUID,
    identity: ChatIdentity,
    *,
    name: str,
    role: Role,
    now: datetime,
    time_zone: str | None = None,
    language: str = "en",
) -> Member:
    """Make a member and tie the chat identity to them.

    Until an owner says otherwise, the team's language is its first person's.
    """
    if not await members(session, workspace_id):
        (await get_workspace(session, workspace_id)).language = language
    member = Member(
        id=uuid4(),
        workspace_id=workspace_id,
        name=name[:120] or "Somebody",
        role=role,
        time_zone=time_zone,
        language=language,
        active=True,
        created_at=now,
    )
    session.add(member)
    await session.flush()
    session.add(_identity(workspace_id, member.id, identity))
    track(session, Tracked.MEMBER_JOINED, workspace_id, member.id, role=role, platform=identity.platform)
    await session.flush()
    house = identity.platform.value
    audit(session, member, Deed.JOINED, about=member.id, role=role.value, house=house)
    return member


def _is(identity: ChatIdentity) -> tuple[ColumnElement[bool], ...]:
    return (
        Identity.platform == identity.platform,
        Identity.team == identity.team,
        Identity.external_id == identity.external_id,
    )


def _identity(workspace_id: UUID, member_id: UUID, identity: ChatIdentity) -> Identity:
    return Identity(
        id=uuid4(),
        workspace_id=workspace_id,
        member_id=member_id,
        platform=identity.platform,
        team=identity.team,
        external_id=identity.external_id,
    )


async def get_workspace(session: AsyncSession, workspace_id: UUID) -> Workspace:
    return (await session.execute(select(Workspace).where(Workspace.id == workspace_id))).scalar_one()


async def get_member(session: AsyncSession, workspace_id: UUID, member_id: UUID) -> Member:
    """A member of this workspace; raises NotFound."""
    found = await session.execute(select(Member).where(Member.workspace_id == workspace_id, Member.id == member_id))
    member = found.scalar_one_or_none()
    if member is None:
        raise NotFound("I don't know that person in this workspace.")
    return member


async def members(session: AsyncSession, workspace_id: UUID) -> Sequence[Member]:
    """Active members, oldest first, knowing who of them is away and who stands in for those."""
    found = await session.execute(
        select(Member).where(Member.workspace_id == workspace_id, Member.active).order_by(Member.created_at, Member.id)
    )
    people = found.scalars().all()
    note_absences(people, session.info["clock"].now())
    return people


async def identity_of(session: AsyncSession, workspace_id: UUID, member_id: UUID, platform: Platform) -> str | None:
    """A member's id on a platform, None when they are not there."""
    found = await session.execute(
        select(Identity.external_id).where(
            Identity.workspace_id == workspace_id, Identity.member_id == member_id, Identity.platform == platform
        )
    )
    return found.scalars().first()


async def invite(
    session: AsyncSession,
    workspace_id: UUID,
    role: Role,
    now: datetime,
    *,
    member_id: UUID | None = None,
    by: Member | None = None,
) -> str:
    """Make a one-time token (usable as Telegram start payload). Only its hash is stored. by: None for the operator."""
    token = secrets.token_urlsafe(24)
    session.add(
        Invite(
            id=uuid4(),
            workspace_id=workspace_id,
            token_hash=token_hash(token),
            role=role,
            member_id=member_id,
            expires_at=now + INVITE_LASTS,
            created_at=now,
        )
    )
    audit(session, by, Deed.INVITED, about=member_id, workspace_id=workspace_id, role=role.value)
    return token


async def join(
    session: AsyncSession, token: str, identity: ChatIdentity, *, name: str, now: datetime, language: str = "en"
) -> Member:
    """Use a one-time link; raises NotAllowed when it is unknown, used or too old."""
    used = await session.execute(
        update(Invite)
        .where(Invite.token_hash == token_hash(token), Invite.used_at.is_(None), Invite.expires_at > now)
        .values(used_at=now)
        .returning(Invite.workspace_id, Invite.role, Invite.member_id)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    row = used.first()
    if row is None:
        raise NotAllowed("This link was used already or is older than a week. Ask for a new one.")
    workspace_id, role, member_id = row
    known = await find_member(session, identity)
    if known is not None:
        if known.workspace_id != workspace_id:
            raise NotAllowed("You already work with another team here. Leave it first, then open the link again.")
        if role.value != known.role.value and role is Role.OWNER:
            audit(session, known, Deed.CHANGED_ROLE, about=known.id, role=f"{known.role.value} -> {role.value}")
            known.role = role
        return known
    former = await member_behind(session, identity)
    if former is not None and former.workspace_id == workspace_id:
        return _let_in_again(session, former, role)
    if former is not None:  # of a team they left: from now on they are somebody here
        await session.execute(
            delete(Identity)
            .where(Identity.workspace_id == former.workspace_id, Identity.member_id == former.id, *_is(identity))
            .execution_options(synchronize_session=False)
        )
    if member_id is not None:
        session.add(_identity(workspace_id, member_id, identity))
        return await get_member(session, workspace_id, member_id)
    return await add_member(session, workspace_id, identity, name=name, role=role, now=now, language=language)


def _let_in_again(session: AsyncSession, former: Member, role: Role) -> Member:
    """Somebody who left opens a new link: the same person as before, with the role of the link."""
    former.active, former.deactivated_in_slack, former.role = True, False, role
    audit(session, former, Deed.JOINED, about=former.id, role=role.value)
    return former


async def workspace_for_team(
    session: AsyncSession, team: str, name: str, now: datetime, *, moves_in: bool, time_zone: str = "UTC"
) -> Workspace:
    """The workspace that lives in a Slack team, made when it is new.

    moves_in: a workspace that so far has no Slack (an operator invited people to Telegram first) moves in. Only for
    the operator's own team: whoever installs Rite somewhere else must not find himself in it.
    """

    async def add() -> Workspace:
        if not moves_in:
            return await add_workspace(session, name, now, slack_team=team, time_zone=time_zone)
        homeless = await session.execute(select(Workspace).where(Workspace.slack_team.is_(None)).limit(2))
        without = homeless.scalars().all()
        if len(without) == 1:
            without[0].slack_team = team
            return without[0]
        return await add_workspace(session, name, now, slack_team=team, time_zone=time_zone)

    return await found_or_added(session, lambda: workspace_of_team(session, team), add)


async def workspace_of_team(session: AsyncSession, team: str) -> Workspace | None:
    """The workspace that lives in a Slack team."""
    return (await session.execute(select(Workspace).where(Workspace.slack_team == team))).scalar_one_or_none()


async def first_workspace(session: AsyncSession) -> Workspace | None:
    """The oldest workspace of this installation, for the operator's commands."""
    found = await session.execute(select(Workspace).order_by(Workspace.created_at).limit(1))
    return found.scalar_one_or_none()


async def workspaces_named(session: AsyncSession, name: str) -> Sequence[Workspace]:
    """For the operator's commands: all, or those of this name or id, the oldest first."""
    found = (await session.execute(select(Workspace).order_by(Workspace.created_at))).scalars().all()
    return [one for one in found if not name or name.casefold() in (one.name.casefold(), str(one.id))]


async def add_workspace(
    session: AsyncSession, name: str, now: datetime, *, slack_team: str | None = None, time_zone: str = "UTC"
) -> Workspace:
    workspace = Workspace(
        id=uuid4(),
        name=name[:120],
        slack_team=slack_team,
        time_zone=time_zone,
        language="en",
        digest_hour=9,
        created_at=now,
    )
    session.add(workspace)
    await session.flush()
    track(session, Tracked.WORKSPACE_CREATED, workspace.id)
    return workspace
