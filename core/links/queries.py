"""Short links with their clicks, as values: of a post, of a campaign, of a span of time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.links.follow import address_of
from core.links.model import LinkClicks, ShortLink
from core.posts.model import Format, Post, PostStatus


@dataclass(frozen=True)
class PhaseLink:
    """The link of one phase. clicks: of all its posts together; leads: whether its event sells anything by a link."""

    title: str
    address: str
    clicks: int
    leads: bool = True
    live: bool = False
    """A post of the phase is on Instagram."""


Key = tuple[UUID, str]
"""(campaign, phase)."""


async def link_of_phase(session: AsyncSession, post: Post, title: str) -> PhaseLink | None:
    """None while its phase has none."""
    found = await session.execute(
        select(ShortLink.slug, Event.ticket_link, func.coalesce(func.sum(LinkClicks.clicks), 0).label("clicks"))
        .join(Event, Event.id == ShortLink.event_id)
        .outerjoin(LinkClicks, LinkClicks.link_id == ShortLink.id)
        .where(
            ShortLink.workspace_id == post.workspace_id,
            ShortLink.campaign_id == post.campaign_id,
            ShortLink.phase == post.phase,
        )
        .group_by(ShortLink.slug, Event.ticket_link)
    )
    row = found.one_or_none()
    if row is None:
        return None
    address = address_of(str(session.info.get("public_url", "")), row.slug)
    return PhaseLink(title, address, row.clicks, bool(row.ticket_link), post.status is PostStatus.PUBLISHED)


async def links_of(session: AsyncSession, workspace_id: UUID, campaign_id: UUID) -> list[PhaseLink]:
    """In the order in which the phases go out."""
    first, live = func.min(Post.due_at), func.max(Post.published_at)
    found = await session.execute(
        select(ShortLink.slug, ShortLink.phase, Event.ticket_link, Campaign.cadence, live.label("live"))
        .join(Event, Event.id == ShortLink.event_id)
        .join(Campaign, Campaign.id == ShortLink.campaign_id)
        .join(Post, (Post.campaign_id == ShortLink.campaign_id) & (Post.phase == ShortLink.phase))
        .where(
            ShortLink.workspace_id == workspace_id,
            ShortLink.campaign_id == campaign_id,
            Post.status != PostStatus.CANCELLED,
        )
        .group_by(ShortLink.slug, ShortLink.phase, Event.ticket_link, Campaign.cadence)
        .order_by(first, ShortLink.phase)
    )
    clicks = await clicks_by_phase(session, workspace_id, [campaign_id])
    base = str(session.info.get("public_url", ""))
    return [
        PhaseLink(
            title_of(row.cadence, row.phase, Format.FEED),
            address_of(base, row.slug),
            clicks.get((campaign_id, row.phase), 0),
            bool(row.ticket_link),
            row.live is not None,
        )
        for row in found.all()
    ]


async def clicks_by_phase(
    session: AsyncSession,
    workspace_id: UUID,
    campaign_ids: Collection[UUID] | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Mapping[Key, int]:
    """Of every phase that has a link, nought where nobody followed it; since and until are full hours."""
    counted: list[ColumnElement[bool]] = [LinkClicks.link_id == ShortLink.id]
    if since is not None:
        counted.append(LinkClicks.hour >= since)
    if until is not None:
        counted.append(LinkClicks.hour < until)
    query = (
        select(
            ShortLink.campaign_id,
            ShortLink.phase,
            func.coalesce(func.sum(LinkClicks.clicks), 0).label("clicks"),
        )
        .outerjoin(LinkClicks, and_(*counted))
        .where(ShortLink.workspace_id == workspace_id)
        .group_by(ShortLink.campaign_id, ShortLink.phase)
    )
    if campaign_ids is not None:
        query = query.where(ShortLink.campaign_id.in_(campaign_ids))
    found = await session.execute(query)
    return {(row.campaign_id, row.phase): int(row.clicks) for row in found.all()}


async def clicks_between(session: AsyncSession, workspace_id: UUID, since: datetime, until: datetime) -> int | None:
    """None where the team has no link anybody could have followed by then."""
    told = await session.execute(
        select(func.count())
        .select_from(ShortLink)
        .where(ShortLink.workspace_id == workspace_id, ShortLink.created_at < until)
    )
    if not told.scalar_one():
        return None
    found = await session.execute(
        select(func.coalesce(func.sum(LinkClicks.clicks), 0)).where(
            LinkClicks.workspace_id == workspace_id, LinkClicks.hour >= since, LinkClicks.hour < until
        )
    )
    return int(found.scalar_one())
