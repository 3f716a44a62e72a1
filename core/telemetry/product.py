"""How the product is used."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.model import Post, PublishCall
from core.telemetry.counting import count, events_known_since, everywhere, within
from core.telemetry.model import AnalyticsEvent
from core.telemetry.report import Column, Figure, Period, Section, middle, ratio, share
from core.templates.refs import is_own
from core.templates.saved import TemplateRating, TemplateUse
from core.trail.model import TrailEntry, What
from core.workspaces.model import Workspace

DAY_SECONDS = 86_400
OWN = "designs of their own"
"""All of them together: what one team made is nobody else's business."""


async def posts_per_user(session: AsyncSession, period: Period) -> Section:
    known = await events_known_since(session)
    rows: list[list[Figure]] = []
    for month in period.months:
        published = await count(session, select(func.count(Post.id)).where(*within(Post.published_at, month)))
        users: int | None = None
        if known is not None and known <= month.starts_at:
            people = select(func.count(func.distinct(AnalyticsEvent.member_id)))
            users = await count(session, people.where(*within(AnalyticsEvent.at, month)))
        rows.append([f"{month.first:%Y-%m}", published, users, ratio(published, users) if users else None])
    return Section(
        "Posts published per user per month",
        (Column("Month"), Column("Posts"), Column("Active users"), Column("Posts per user")),
        rows,
        "Active: did something in that month. A month at either end counts as far as it lies in the time asked for.",
    )


async def template_popularity(session: AsyncSession, period: Period) -> Section:
    used = select(TemplateUse.design, TemplateUse.workspace_id).where(*within(TemplateUse.used_at, period))
    uses: dict[str, list[UUID]] = defaultdict(list)
    for design, workspace_id in await everywhere(session, used):
        uses[_named(design)].append(workspace_id)
    stars: dict[str, list[int]] = defaultdict(list)
    for design, given in await everywhere(session, select(TemplateRating.design, TemplateRating.stars)):
        stars[_named(design)].append(given)
    total = sum(map(len, uses.values()))
    rows: list[list[Figure]] = [
        [name, len(by), share(len(by), total), len(set(by)), ratio(sum(stars[name]), len(stars[name]))]
        for name, by in sorted(uses.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    return Section(
        "Template usage and popularity",
        (Column("Template"), Column("Posts"), Column("Share", "%"), Column("Workspaces"), Column("Rating of 5")),
        rows,
        "A post counts once somebody said yes to it; ratings are those of all time.",
    )


async def time_to_first_post(session: AsyncSession, period: Period) -> Section:
    """Of the workspaces that began within the time: how many have published by now, and how soon they did."""
    first = (
        select(Post.workspace_id, func.min(Post.published_at, type_=Post.published_at.type).label("at"))
        .where(Post.published_at.is_not(None))
        .group_by(Post.workspace_id)
        .subquery()
    )
    begun = await everywhere(
        session,
        select(Workspace.created_at, first.c.at)
        .outerjoin(first, first.c.workspace_id == Workspace.id)
        .where(*within(Workspace.created_at, period)),
    )
    days = [(at - created_at).total_seconds() / DAY_SECONDS for created_at, at in begun if at is not None]
    published = share(len(days), len(begun))
    return Section(
        "Time to first published post",
        (
            Column("Workspaces begun in"),
            Column("Workspaces"),
            Column("Have published"),
            Column("Share", "%"),
            Column("Half of them within", "days"),
            Column("Nine of ten within", "days"),
        ),
        [[str(period), len(begun), len(days), published, middle(days), middle(days, 0.9)]],
    )


async def errors_and_retries(session: AsyncSession, period: Period) -> Section:
    steps = select(PublishCall.step, func.count()).where(*within(PublishCall.at, period)).group_by(PublishCall.step)
    by_step = {step: int(number) for step, number in await everywhere(session, steps)}
    seen_absent = TrailEntry.what == What.SAW_IT_ABSENT
    absent = select(func.count(TrailEntry.id)).where(*within(TrailEntry.at, period), seen_absent)
    published = await count(session, select(func.count(Post.id)).where(*within(Post.published_at, period)))
    failed = by_step.get("failed", 0) + await count(session, absent)
    retries, ended = by_step.get("retry", 0), published + failed
    return Section(
        "Error rates and retry frequency",
        (
            Column("Publishing in"),
            Column("Published"),
            Column("Failed"),
            Column("Error rate", "%"),
            Column("Retries"),
            Column("Retries per post"),
        ),
        [[str(period), published, failed, share(failed, ended), retries, ratio(retries, ended)]],
        "A post that failed and went out later counts as both.",
    )


def _named(design: str) -> str:
    return OWN if is_own(design) else design
