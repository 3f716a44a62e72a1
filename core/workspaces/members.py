"""People: found by their chat identity, made when they first appear, joined by a one-time link."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import found_or_added
from core.errors import NotAllowed, NotFound
from core.tenancy import ACROSS_WORKSPACES
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
    """The active member behind a chat identity. Looks across workspaces: the identity is what names one."""
    found = await session.execute(
        select(Member)
        .join(Identity, Identity.member_id == Member.id)
        .where(
            Identity.platform == identity.platform,
            Identity.team == identity.team,
            Identity.external_id == identity.external_id,
            Member.active,
        )
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
    """Make a member and tie the chat identity to them."""
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
    await session.flush()
    return member


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
    """Active members, oldest first."""
    found = await session.execute(
        select(Member).where(Member.workspace_id == workspace_id, Member.active).order_by(Member.created_at, Member.id)
    )
    return found.scalars().all()


async def identity_of(session: AsyncSession, workspace_id: UUID, member_id: UUID, platform: Platform) -> str | None:
    """A member's id on a platform, None when they are not there."""
    found = await session.execute(
        select(Identity.external_id).where(
            Identity.workspace_id == workspace_id, Identity.member_id == member_id, Identity.platform == platform
        )
    )
    return found.scalars().first()


async def invite(
    session: AsyncSession, workspace_id: UUID, role: Role, now: datetime, *, member_id: UUID | None = None
) -> str:
    """Make a one-time token (usable as Telegram start payload). Only its hash is stored."""
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
    return token


async def join(session: AsyncSession, token: str, identity: ChatIdentity, *, name: str, now: datetime) -> Member:
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
            known.role = role
        return known
    if member_id is not None:
        session.add(_identity(workspace_id, member_id, identity))
        return await get_member(session, workspace_id, member_id)
    return await add_member(session, workspace_id, identity, name=name, role=role, now=now)


async def workspace_for_team(
    session: AsyncSession, team: str, name: str, now: datetime, *, time_zone: str = "UTC"
) -> Workspace:
    """The workspace that lives in a Slack team, made when it is new.

    A workspace that so far has no Slack (an operator invited people to Telegram first) moves in.
    """

    async def add() -> Workspace:
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
    return workspace
