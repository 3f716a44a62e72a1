"""Teams with an account each, as they are once people have arrived and signed in; nobody is told anything in chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus, token_place
from core.campaigns.model import Campaign, CampaignStatus
from core.duties import DutyRow
from core.events.model import Event, EventStatus
from core.notices.model import Conversation
from core.ports.vault import Vault
from core.workspaces.model import Member, Platform, Role, Workspace
from jobs.clock import DUTIES

TOGETHER = 500
HOURLY = timedelta(hours=1)
SignedIn = Mapping[str, Any]
"""What a login would have told: user_id, id, access_token, permissions."""
NOBODY: SignedIn = {"user_id": "17841400000000001", "id": "1", "access_token": "none", "permissions": []}


@dataclass(frozen=True)
class Team:
    """The rows a post refers to."""

    workspace_id: UUID
    member_id: UUID
    account_id: UUID
    campaign_id: UUID


async def settle_in(session: AsyncSession, vault: Vault, people: Sequence[SignedIn], now: datetime) -> list[Team]:
    """One workspace for each account: owner, conversation, event, campaign."""
    teams: list[Team] = []
    for start in range(0, len(people), TOGETHER):
        some = list(enumerate(people))[start : start + TOGETHER]
        teams += await _settle_some(session, vault, some, now)
    return teams


async def _settle_some(
    session: AsyncSession, vault: Vault, people: Sequence[tuple[int, SignedIn]], now: datetime
) -> list[Team]:
    """In the order in which the rows refer to each other."""
    teams = [(number, signed_in, Team(uuid4(), uuid4(), uuid4(), uuid4())) for number, signed_in in people]
    session.add_all(
        Workspace(id=team.workspace_id, name=f"Team {number}", time_zone="UTC", created_at=now)
        for number, _, team in teams
    )
    await session.flush()
    campaigns = []
    for number, signed_in, team in teams:
        event, place = event_of(team, number, now), _conversation(team, number, now)
        session.add_all([_owner(team, now), _account(team, vault, signed_in, number, now), event, place])
        campaigns.append(campaign_of(team, event.id, place.id, now))
    await session.flush()
    session.add_all(campaigns)
    await session.flush()
    session.expunge_all()
    return [team for _, _, team in teams]


async def rest_from_duties(session: AsyncSession, now: datetime) -> None:
    """What a clock does by the hour was done just now: a day's numbers of hundreds of accounts belong to no post."""
    hourly = [duty for duty in DUTIES if duty.every >= HOURLY]
    session.add_all([DutyRow(name=duty.name, next_at=now + duty.every, ran_at=now) for duty in hourly])


def _owner(team: Team, now: datetime) -> Member:
    return Member(
        id=team.member_id, workspace_id=team.workspace_id, name="Ada", role=Role.OWNER, active=True, created_at=now
    )


def _account(team: Team, vault: Vault, signed_in: SignedIn, number: int, now: datetime) -> Account:
    return Account(
        id=team.account_id,
        workspace_id=team.workspace_id,
        instagram_id=str(signed_in["user_id"]),
        app_scoped_id=str(signed_in["id"]),
        username=f"account.{number}",
        is_default=True,
        status=AccountStatus.CONNECTED,
        token_sealed=vault.seal(signed_in["access_token"], token_place(team.account_id, team.workspace_id)),
        token_expires_at=now + timedelta(days=60),
        token_refreshed_at=now,
        scopes=list(signed_in["permissions"]),
        connected_at=now,
    )


def _conversation(team: Team, number: int, now: datetime) -> Conversation:
    """A place that cannot be reached any more: what telling people costs is measured by a benchmark of its own."""
    return Conversation(
        id=uuid4(),
        workspace_id=team.workspace_id,
        platform=Platform.SLACK,
        team="T1",
        address=f"C{number}",
        reachable=False,
        follows=False,
        created_at=now,
    )


def event_of(team: Team, number: int, now: datetime) -> Event:
    starts = now + timedelta(days=7)
    return Event(
        id=uuid4(),
        workspace_id=team.workspace_id,
        name=f"Night {number}",
        starts_local=starts.replace(tzinfo=None),
        time_zone="UTC",
        starts_at=starts,
        venue="Halle 7",
        status=EventStatus.PLANNED,
        created_at=now,
    )


def campaign_of(team: Team, event_id: UUID, conversation_id: UUID, now: datetime) -> Campaign:
    return Campaign(
        id=team.campaign_id,
        workspace_id=team.workspace_id,
        event_id=event_id,
        account_id=team.account_id,
        conversation_id=conversation_id,
        cadence="club_night",
        status=CampaignStatus.ACTIVE,
        created_at=now,
    )
