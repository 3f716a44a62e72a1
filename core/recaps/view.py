"""What the photos of an evening look like to a person, as one value."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.insights.metrics import of_post
from core.posts.media import SURFACES
from core.posts.model import Post, PostStatus
from core.posts.queries import latest_metrics
from core.recaps.ask import get_recap
from core.recaps.collect import numbers_of
from core.recaps.consent import stamp
from core.recaps.worked import Shown, Worked, what_worked
from core.workspaces.model import Member


@dataclass(frozen=True)
class RecapView:
    """photos: how many came in; picked: their numbers on the sheet, in order; stamp: stands for exactly these."""

    id: UUID
    campaign_id: UUID
    event: str
    photos: int
    picked: tuple[int, ...]
    sheet_key: str | None
    stamp: int
    consent_by: str = ""
    consent_local: datetime | None = None
    made: bool = False
    worked: tuple[Worked, ...] = ()


async def recap_view(session: AsyncSession, workspace_id: UUID, recap_id: UUID) -> RecapView:
    """Raises NotFound."""
    recap = await get_recap(session, workspace_id, recap_id)
    found = await session.execute(
        select(Campaign, Event)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == workspace_id, Campaign.id == recap.campaign_id)
    )
    campaign, event = found.one()
    local = recap.consent_at.astimezone(ZoneInfo(event.time_zone)).replace(tzinfo=None) if recap.consent_at else None
    by = await session.execute(
        select(Member.name).where(Member.workspace_id == workspace_id, Member.id == recap.consent_by_id)
    )
    return RecapView(
        id=recap.id,
        campaign_id=campaign.id,
        event=event.name,
        photos=len(recap.photos),
        picked=numbers_of(recap.photos, recap.picked),
        sheet_key=recap.sheet_key,
        stamp=stamp(recap),
        consent_by=by.scalar_one_or_none() or "",
        consent_local=local,
        made=recap.post_id is not None,
        worked=what_worked(await shown_of(session, campaign, event)),
    )


async def shown_of(session: AsyncSession, campaign: Campaign, event: Event) -> list[Shown]:
    """A campaign's live posts with what they reached, as far as Instagram has said."""
    posts = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == campaign.workspace_id,
            Post.campaign_id == campaign.id,
            Post.status == PostStatus.PUBLISHED,
        )
        .order_by(Post.published_at)
    )
    shown = []
    for post in posts.scalars():
        reach = of_post("reach", SURFACES[post.format], await latest_metrics(session, post))
        if reach:
            local = (post.published_at or post.due_at).astimezone(ZoneInfo(event.time_zone))
            title = title_of(campaign.cadence, post.phase, post.format)
            design = "" if post.media else post.template
            shown.append(Shown(title, local.hour, post.format.value, design, reach))
    return shown
