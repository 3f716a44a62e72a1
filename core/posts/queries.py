"""What a post looks like to a person, as one value."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.pause import PausedAccount, paused_account
from core.approvals.given import approved_by
from core.approvals.policy import approvers
from core.campaigns.cadence import title_of
from core.errors import Cure
from core.insights.model import Insight
from core.posts.details import Details, details_from
from core.posts.draft import surroundings
from core.posts.looks import Look, looks_for
from core.posts.media import Item, items_from
from core.posts.model import CommentStatus, Format, Post, PostStatus
from core.posts.revision import current_revision, get_post
from core.posts.variants import Variant, variants_from
from core.workspaces.members import members


@dataclass(frozen=True)
class PostView:
    """Everything a card of one post may show. Local times are wall time at the venue, in `zone`."""

    id: UUID
    campaign_id: UUID
    revision: int
    status: PostStatus
    phase: str
    title: str
    format: Format
    event: str
    zone: str
    due_local: datetime
    overdue: bool
    too_late: bool
    account: str
    caption: str
    alt_text: str
    media: tuple[Item, ...]
    """Uploaded files as they go out; none: the picture is a painted flyer."""
    details: Details
    comment: CommentStatus
    picture_key: str | None
    writer: str
    notes: tuple[str, ...]
    approvers: tuple[str, ...]
    approved_by: str
    approved_local: datetime | None
    request: str
    permalink: str | None
    published_local: datetime | None
    error: str
    remedy: str
    metrics: dict[str, int]
    cure: Cure = Cure.NONE
    """The button that makes it good."""
    account_id: UUID | None = None
    waits_local: datetime | None = None
    """Until when it waits for its account to be usable; `error` says why."""
    paused: PausedAccount | None = None
    painted: bool = False
    """Its picture is a flyer of ours, which may have another design."""
    variants: tuple[Variant, ...] = ()
    """The flyer in its other layouts."""
    looks: tuple[Look, ...] = ()
    """What else it could be."""


async def post_view(session: AsyncSession, workspace_id: UUID, post_id: UUID, now: datetime) -> PostView:
    """Read one post with all that belongs to it; raises NotFound."""
    post = await get_post(session, workspace_id, post_id)
    campaign, event, account = await surroundings(session, post)
    revision = await current_revision(session, post) if post.revision else None
    people = await members(session, workspace_id)
    given = await approved_by(session, post) if revision else None
    zone = ZoneInfo(event.time_zone)

    has_waited = post.status is PostStatus.SCHEDULED and post.waits_until is not None
    waiting = has_waited and post.waits_until is not None and post.waits_until > now

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone).replace(tzinfo=None) if moment else None

    return PostView(
        id=post.id,
        campaign_id=post.campaign_id,
        revision=post.revision,
        status=post.status,
        phase=post.phase,
        title=title_of(campaign.cadence, post.phase, post.format),
        format=post.format,
        event=event.name,
        zone=event.time_zone,
        due_local=post.due_at.astimezone(zone).replace(tzinfo=None),
        overdue=now > post.due_at,
        too_late=now > post.not_after,
        account=f"@{account.username}" if account else "",
        caption=revision.caption if revision else "",
        alt_text=revision.alt_text if revision else "",
        media=items_from(revision.media) if revision else (),
        details=details_from(post.details),
        comment=post.comment,
        picture_key=revision.picture_key if revision else None,
        writer=revision.writer if revision else "",
        notes=tuple(revision.notes) if revision else (),
        approvers=tuple(person.name for person in approvers(people, revision.author_id if revision else None)),
        approved_by=given[1].name if given else "",
        approved_local=local(given[0].decided_at) if given else None,
        request=post.request,
        permalink=post.permalink,
        published_local=local(post.published_at),
        error="" if has_waited and not waiting else post.last_error or "",
        remedy=post.remedy or "",
        cure=post.cure,
        account_id=post.account_id,
        metrics=await known_metrics(session, post),
        waits_local=local(post.waits_until) if waiting else None,
        paused=paused_account(account, zone),
        painted=not post.media and post.revision > 0 and post.story_of_id is None,
        variants=variants_from(revision.variants) if revision else (),
        looks=looks_for(post, len(event.lineup)),
    )


async def known_metrics(session: AsyncSession, post: Post) -> dict[str, int]:
    """The newest reading, with the comments Instagram has told us of since."""
    metrics = await latest_metrics(session, post)
    if post.comments_count > metrics.get("comments", 0):
        metrics["comments"] = post.comments_count
    return metrics


async def latest_metrics(session: AsyncSession, post: Post) -> dict[str, int]:
    """The newest reading's numbers; empty before the first."""
    found = await session.execute(
        select(Insight.metrics)
        .where(Insight.workspace_id == post.workspace_id, Insight.post_id == post.id)
        .order_by(Insight.reading.desc())
        .limit(1)
    )
    return dict(found.scalar_one_or_none() or {})
