"""What an account has planned and published around some time: one query, however many campaigns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.events.moments import evening_of
from core.posts.model import Format, Post, PostStatus
from core.timing.gaps import DAY, Gaps, Placed
from core.timing.room import REACH, Room, room_for
from core.workspaces.model import Workspace

S = PostStatus
TAKES_ROOM = (
    S.DRAFT,
    S.IN_REVIEW,
    S.CHANGES_REQUESTED,
    S.APPROVED,
    S.SCHEDULED,
    S.PUBLISHING,
    S.UNCONFIRMED,
    S.PUBLISHED,
)
"""Stopped, dropped and failed posts stand in nobody's way."""
MOST_SEEN = 2000
"""Posts looked at around one moment, or for a whole workspace; more is no plan of people."""


@dataclass(frozen=True)
class Neighbour:
    """A post among others, with what is said of it. due_at: when it goes out, or when it went."""

    id: UUID
    campaign_id: UUID
    account_id: UUID
    status: PostStatus
    format: Format
    phase: str
    about: str
    cadence: str
    event: str
    genre: str
    zone: str
    starts_local: datetime
    due_at: datetime
    not_after: datetime
    beside: bool
    """It is the story of another post and goes with it."""

    @property
    def title(self) -> str:
        return title_of(self.cadence, self.phase, self.format, self.about)

    @cached_property
    def due_local(self) -> datetime:
        return self.at_venue(self.due_at)

    def at_venue(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    @property
    def story(self) -> bool:
        return self.format is Format.STORY

    @cached_property
    def placed(self) -> Placed:
        day_of = self.due_local.date() == evening_of(self.starts_local)
        return Placed(self.id, self.campaign_id, self.due_at, self.story, day_of)

    def room(self, others: Sequence["Neighbour"], now: datetime) -> Room:
        """Where it may be moved to; `others` are all that stand around it."""
        siblings = [
            other.due_at
            for other in others
            if other.campaign_id == self.campaign_id and other.id != self.id and not other.beside
        ]
        return room_for(
            self.due_at,
            self.not_after,
            siblings,
            zone=self.zone,
            evening=evening_of(self.starts_local),
            now=now,
            phase=self.phase,
        )


async def gaps_by_account(session: AsyncSession, workspace_id: UUID) -> dict[UUID | None, Gaps]:
    """The team's gaps, with what Instagram told about each account's day; under None, of no account."""
    found = await session.execute(
        select(Workspace.gap_of_event_hours, Workspace.gap_of_account_hours, Account.id, Account.posts_a_day)
        .outerjoin(Account, Account.workspace_id == Workspace.id)
        .where(Workspace.id == workspace_id, or_(Account.workspace_id == workspace_id, Account.id.is_(None)))
    )
    gaps: dict[UUID | None, Gaps] = {}
    for of_event, of_account, account_id, a_day in found.all():
        usual = Gaps(timedelta(hours=of_event), timedelta(hours=of_account))
        gaps |= {None: usual, account_id: replace(usual, a_day=a_day)}
    return gaps


def margin(gaps: Gaps) -> timedelta:
    """How far from a post another one may stand and still decide where it can go."""
    return REACH + max(gaps.of_event, gaps.of_account, DAY)


async def neighbours(
    session: AsyncSession, workspace_id: UUID, account_ids: Collection[UUID | None], since: datetime, until: datetime
) -> list[Neighbour]:
    """Everything on these accounts that takes room then, in order of time."""
    found = await session.execute(
        select(*_COLUMNS)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Post.workspace_id == workspace_id,
            Post.account_id.in_(account_ids),
            Post.status.in_(TAKES_ROOM),
            Post.due_at.between(since, until),
        )
        .order_by(Post.due_at, Post.id)
        .limit(MOST_SEEN)
    )
    return [_neighbour(row._mapping) for row in found.all()]


_COLUMNS = (
    Post.id,
    Post.campaign_id,
    Post.account_id,
    Post.status,
    Post.format,
    Post.phase,
    Post.about,
    Post.due_at,
    Post.published_at,
    Post.not_after,
    Post.story_of_id,
    Campaign.cadence,
    Event.name.label("event"),
    Event.genre,
    Event.time_zone.label("zone"),
    Event.starts_local,
)


def _neighbour(row: RowMapping) -> Neighbour:
    known = dict(row)
    published_at, beside = known.pop("published_at"), known.pop("story_of_id") is not None
    return Neighbour(**{**known, "due_at": published_at or known["due_at"], "beside": beside})
