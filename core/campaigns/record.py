"""The record of a campaign: from when to when it runs, for whom, what it may cost, its goals and how far they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.campaigns.budget import Budget
from core.campaigns.goals import Goal, Goals, Progress, progress_of_followers, progress_of_posts
from core.campaigns.model import Campaign, CampaignStatus
from core.errors import InvalidAnswer, NotFound, NotNow
from core.insights.account_model import AccountDay
from core.insights.last_reading import newest_readings
from core.insights.model import Insight
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.media import SURFACES
from core.posts.model import Post, PostStatus
from core.workspaces.model import Member

MOST = 2_000_000_000


@dataclass(frozen=True)
class Record:
    """Local times are wall time at the venue. begins, ends: first slot, and when the last may go out at the latest."""

    status: CampaignStatus
    goals: Goals = Goals()  # noqa: RUF009 - frozen
    progress: tuple[Progress, ...] = ()
    audience: str = ""
    budget: Budget | None = None
    begins_local: datetime | None = None
    ends_local: datetime | None = None


async def get_campaign(session: AsyncSession, workspace_id: UUID, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    """Raises NotFound."""
    query = select(Campaign).where(Campaign.workspace_id == workspace_id, Campaign.id == campaign_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    campaign: Campaign | None = (await session.execute(query)).scalar_one_or_none()
    if campaign is None:
        raise NotFound("That campaign is not here any more.")
    return campaign


def goals_of(campaign: Campaign) -> Goals:
    return Goals(campaign.goal_reach, campaign.goal_taps, campaign.goal_followers)


def budget_of(campaign: Campaign) -> Budget | None:
    return None if campaign.budget is None else Budget(campaign.budget, campaign.budget_currency)


async def set_record(
    session: AsyncSession,
    member: Member,
    campaign_id: UUID,
    *,
    goals: Goals,
    budget: Budget | None,
    audience: str,
) -> Campaign:
    """Keep what a campaign is to reach and what it may cost. Raises InvalidAnswer with the field's key."""
    check_may_edit(member)
    for goal in Goal:
        wanted = goals.wanted(goal)
        if wanted is not None and not 0 < wanted <= MOST:
            raise InvalidAnswer("A goal is a number above nought. Leave it empty for none.", field=goal.value)
    campaign = await get_campaign(session, member.workspace_id, campaign_id, lock=True)
    if campaign.status is CampaignStatus.CANCELLED:
        raise NotNow("This campaign was cancelled.")
    campaign.goal_reach, campaign.goal_taps, campaign.goal_followers = goals.reach, goals.taps, goals.followers
    campaign.budget, campaign.budget_currency = (budget.minor, budget.currency) if budget else (None, "")
    campaign.audience = audience
    await tell_everywhere(session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id)
    return campaign


async def record_of(session: AsyncSession, campaign: Campaign, posts: Sequence[Post], zone: ZoneInfo) -> Record:
    """As it stands now, from the numbers that were stored."""
    planned = [post for post in posts if post.status is not PostStatus.CANCELLED] or list(posts)
    return Record(
        status=campaign.status,
        goals=goals_of(campaign),
        progress=await _progress(session, campaign, [post for post in posts if post.status is PostStatus.PUBLISHED]),
        audience=campaign.audience,
        budget=budget_of(campaign),
        begins_local=_local(min((post.due_at for post in planned), default=None), zone),
        ends_local=_local(max((post.not_after for post in planned), default=None), zone),
    )


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


async def _progress(session: AsyncSession, campaign: Campaign, live: Sequence[Post]) -> tuple[Progress, ...]:
    goals = goals_of(campaign)
    metrics = await newest_metrics(session, campaign.workspace_id, live) if goals.reach or goals.taps else {}
    told = [(SURFACES[post.format], metrics.get(post.id, {})) for post in live]
    found = [
        progress_of_posts(goal, wanted, told) for goal in (Goal.REACH, Goal.TAPS) if (wanted := goals.wanted(goal))
    ]
    if goals.followers:
        first = min((post.published_at for post in live if post.published_at), default=None)
        before, now = await _followers(session, campaign, first) if first else (None, None)
        found.append(progress_of_followers(goals.followers, before, now, len(live)))
    return tuple(found)


async def newest_metrics(
    session: AsyncSession, workspace_id: UUID, posts: Sequence[Post]
) -> Mapping[UUID, Mapping[str, int]]:
    """The newest reading of each post that has one."""
    ids = [post.id for post in posts]
    newest = newest_readings(workspace_id, Insight.post_id.in_(ids))
    found = await session.execute(
        select(Insight.post_id, Insight.metrics)
        .join(newest, (newest.c.post_id == Insight.post_id) & (newest.c.reading == Insight.reading))
        .where(Insight.workspace_id == workspace_id)
    )
    return {row.post_id: dict(row.metrics) for row in found}


async def _followers(session: AsyncSession, campaign: Campaign, first: datetime) -> tuple[int | None, int | None]:
    """(the last number known on the day of the first post or before, the newest one)."""
    days = await session.execute(
        select(AccountDay.day, AccountDay.metrics)
        .where(AccountDay.workspace_id == campaign.workspace_id, AccountDay.account_id == campaign.account_id)
        .order_by(AccountDay.day.desc())
    )
    told = [(row.day, row.metrics["followers_count"]) for row in days if "followers_count" in row.metrics]
    before = next((count for day, count in told if day <= first.date()), None)
    after = next((count for day, count in told if day > first.date()), None)
    return before, after
