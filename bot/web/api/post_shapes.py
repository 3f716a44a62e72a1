"""Posts as the API shows them: as a line of a list, and whole."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.retold import retold
from bot.web.api import shapes
from bot.web.api.asked import Asked
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.posts.model import Post, Revision
from core.posts.queries import post_view
from core.posts.revision import get_post


def post_rows(workspace_id: UUID) -> Select[*tuple[Any, ...]]:
    """Posts with what their lines say besides."""
    return (
        select(Post, Campaign.cadence, Event.name, Event.time_zone)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == workspace_id)
    )


def line(row: Any) -> dict[str, Any]:
    """What PostLine holds."""
    post: Post = row.Post
    return {
        "id": post.id,
        "campaign_id": post.campaign_id,
        "event": row.name,
        "title": retold(title_of(row.cadence, post.phase, post.format, post.about)),
        "phase": post.phase,
        "format": post.format,
        "status": post.status,
        "revision": post.revision,
        "due_at": post.due_at,
        "due_local": post.due_at.astimezone(ZoneInfo(row.time_zone)).replace(tzinfo=None),
        "time_zone": row.time_zone,
        "published_at": post.published_at,
        "permalink": post.permalink,
    }


async def post_shape(asks: Asked, session: AsyncSession, post_id: UUID) -> shapes.Post:
    """Raises NotFound."""
    workspace_id = asks.workspace_id
    view = await post_view(session, workspace_id, post_id, asks.services.clock.now())
    post = await get_post(session, workspace_id, post_id)
    return shapes.Post(
        id=view.id,
        campaign_id=view.campaign_id,
        event=view.event,
        title=retold(view.title),
        phase=view.phase,
        format=view.format,
        status=view.status,
        revision=view.revision,
        due_at=post.due_at,
        due_local=view.due_local,
        time_zone=view.zone,
        published_at=post.published_at,
        permalink=view.permalink,
        fingerprint=await fingerprint_of(session, workspace_id, post_id, view.revision),
        account=view.account,
        caption=view.caption,
        alt_text=view.alt_text,
        pictures=[asks.services.media.public_url(key) for key in view.picture_keys],
        notes=[retold(one) for one in view.notes],
        overdue=view.overdue,
        too_late=view.too_late,
        waits_for=list(view.approvers),
        approved_by=view.approved_by,
        request=view.request,
        error=retold(view.error),
        remedy=retold(view.remedy),
    )


async def fingerprint_of(session: AsyncSession, workspace_id: UUID, post_id: UUID, number: int) -> str | None:
    """Of what a yes to this revision is about; None while its picture is being painted."""
    found = await session.execute(
        select(Revision.fingerprint).where(
            Revision.workspace_id == workspace_id, Revision.post_id == post_id, Revision.number == number
        )
    )
    return found.scalar_one_or_none()
