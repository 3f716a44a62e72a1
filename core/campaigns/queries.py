"""What a campaign, and the list of campaigns, look like to a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.accounts.pause import PausedAccount, paused_account
from core.accounts.queries import accounts_to_choose
from core.approvals.model import ApprovalRule
from core.approvals.policy import Policy
from core.approvals.rules import DEFAULT, nearest, rules_of
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.plan_of import cadence_of
from core.campaigns.record import Record, get_campaign, record_of
from core.errors import Cure, NotFound
from core.events.model import Event, EventStatus
from core.imports.model import LaterDraft
from core.posts.model import Format, Post, PostStatus
from core.tickets.queries import tickets_of_events
from core.tickets.state import UNKNOWN, Tickets

UNMADE = (PostStatus.DRAFT, PostStatus.CHANGES_REQUESTED)


@dataclass(frozen=True)
class PlannedPost:
    """One line of a plan; the local time is wall time at the venue."""

    id: UUID
    title: str
    phase: str
    format: Format
    status: PostStatus
    due_local: datetime
    due_at: datetime
    permalink: str | None
    policy: Policy = Policy.ONE
    """How many people let it through."""
    given_up: bool = False
    """Its words or its picture could not be made; its own card has the way out."""


@dataclass(frozen=True)
class CampaignView:
    """An event with its plan. Local times are wall time at the venue, in `zone`."""

    id: UUID
    status: CampaignStatus
    name: str
    starts_local: datetime
    starts_at: datetime
    zone: str
    venue: str
    city: str
    lineup: tuple[str, ...]
    price: str
    ticket_link: str
    account: str
    other_accounts: int
    """How many the team could publish it from instead."""
    cadence: str
    posts: tuple[PlannedPost, ...]
    paused: PausedAccount | None = None
    over: bool = False
    """It has begun, so the next one can be thought of."""
    record: Record | None = None
    """Only where one campaign is looked at."""
    tickets: Tickets = UNKNOWN
    drafted_from: datetime | None = None
    """When its posts are written and drawn, where that waits for its time (core/imports/later.py); local."""
    event_status: EventStatus = EventStatus.PLANNED
    sold_out: bool = False
    announce_local: datetime | None = None
    """Nothing goes out before; None once it may."""

    @property
    def waiting(self) -> int:
        """How many posts wait for a yes."""
        return sum(post.status is PostStatus.IN_REVIEW for post in self.posts)


async def campaign_view(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> CampaignView:
    """Read one campaign; raises NotFound."""
    views = await _views(session, workspace_id, campaign_id)
    if not views:
        raise NotFound("That campaign is not here any more.")
    campaign = await get_campaign(session, workspace_id, campaign_id)
    posts = await session.execute(
        select(Post)
        .where(Post.workspace_id == workspace_id, Post.campaign_id == campaign_id)
        .order_by(Post.due_at, Post.id)
    )
    record = await record_of(session, campaign, posts.scalars().all(), ZoneInfo(views[0].zone))
    return replace(views[0], record=record, over=views[0].starts_at <= session.info["clock"].now())


async def campaigns(session: AsyncSession, workspace_id: UUID, *, since: datetime) -> Sequence[CampaignView]:
    """Campaigns of events that start after `since`, the next event first."""
    return [view for view in await _views(session, workspace_id, None) if view.starts_at >= since]


async def _views(session: AsyncSession, workspace_id: UUID, campaign_id: UUID | None) -> list[CampaignView]:
    query = (
        select(Campaign, Event, Account, LaterDraft.draft_at)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Campaign.account_id)
        .outerjoin(LaterDraft, LaterDraft.campaign_id == Campaign.id)
        .where(Campaign.workspace_id == workspace_id)
        .order_by(Event.starts_at)
    )
    posts_query = select(Post).where(Post.workspace_id == workspace_id).order_by(Post.due_at)
    if campaign_id is not None:
        query = query.where(Campaign.id == campaign_id)
        posts_query = posts_query.where(Post.campaign_id == campaign_id)
    rows = (await session.execute(query)).all()
    posts: dict[UUID, list[Post]] = {}
    for post in (await session.execute(posts_query)).scalars():
        posts.setdefault(post.campaign_id, []).append(post)
    choices = {account.id for account in await accounts_to_choose(session, workspace_id)}
    rules = await rules_of(session, workspace_id)
    tickets = await tickets_of_events(session, workspace_id, [event.id for _, event, _, _ in rows])
    return [
        replace(
            _view(campaign, event, account, choices, posts.get(campaign.id, []), rules, draft_at),
            tickets=tickets.get(event.id, UNKNOWN),
        )
        for campaign, event, account, draft_at in rows
    ]


def _view(
    campaign: Campaign,
    event: Event,
    account: Account | None,
    choices: set[UUID],
    posts: Sequence[Post],
    rules: Sequence[ApprovalRule],
    draft_at: datetime | None,
) -> CampaignView:
    zone = ZoneInfo(event.time_zone)
    return CampaignView(
        id=campaign.id,
        status=campaign.status,
        name=event.name,
        starts_local=event.starts_local,
        starts_at=event.starts_at,
        zone=event.time_zone,
        venue=event.venue,
        city=event.city,
        lineup=tuple(event.lineup),
        price=event.price,
        ticket_link=event.ticket_link,
        account=f"@{account.username}" if account else "",
        other_accounts=len(choices - {campaign.account_id}),
        cadence=cadence_of(campaign).title,
        posts=tuple(
            PlannedPost(
                id=post.id,
                title=title_of(campaign.cadence, post.phase, post.format, post.about),
                phase=post.phase,
                format=post.format,
                status=post.status,
                due_local=post.due_at.astimezone(zone).replace(tzinfo=None),
                due_at=post.due_at,
                permalink=post.permalink,
                given_up=post.status in UNMADE and post.cure is Cure.AGAIN,
                policy=rule.policy if (rule := nearest(rules, campaign.id, post.phase)) else DEFAULT,
            )
            for post in posts
        ),
        paused=paused_account(account, zone),
        drafted_from=draft_at.astimezone(zone).replace(tzinfo=None) if draft_at else None,
        event_status=event.status,
        sold_out=event.sold_out,
        announce_local=event.announce_at.astimezone(zone).replace(tzinfo=None) if event.announce_at else None,
    )
