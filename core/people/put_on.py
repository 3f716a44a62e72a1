"""Put an event's people on its posts: asked along, tagged in the pictures, within Instagram's limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.events.find import event_of_campaign
from core.people.remember import Known, people_of
from core.posts.details import Details, PlacedTag, details_from
from core.posts.extras import change_extras
from core.posts.limits import MOST_COLLABORATORS, MOST_TAGS
from core.posts.model import Format, Post, PostStatus
from core.workspaces.model import Member

SHARED_PHASES = ("announcement", "lineup")
"""Nobody wants to be asked for every post; a recap tags them, too."""
TAGGED_PHASES = (*SHARED_PHASES, "reminder", "recap", "extra")
LINE = 0.85
"""Tags stand in a row low in the picture, where no name of the flyer is covered."""
OPEN = (PostStatus.IN_REVIEW, PostStatus.SCHEDULED, PostStatus.HELD)


async def put_people_on(session: AsyncSession, member: Member, campaign_id: UUID, now: datetime) -> int:
    """On every post that is still open and has none of its own; a yes to such a post counts no longer."""
    event = await event_of_campaign(session, member.workspace_id, campaign_id)
    people = [one for one in await people_of(session, event) if not one.wrong]
    found = await session.execute(
        select(Post.id, Post.revision, Post.phase, Post.format, Post.details)
        .where(
            Post.workspace_id == member.workspace_id,
            Post.campaign_id == campaign_id,
            Post.status.in_(OPEN),
            Post.revision > 0,
            Post.story_of_id.is_(None),
        )
        .order_by(Post.due_at)
    )
    changed = 0
    for post_id, revision, phase, format_, stored in found.all():
        before = details_from(stored)
        details = with_people(before, people, phase, format_)
        if details != before:
            await change_extras(session, member, post_id, revision, details, now)
            changed += 1
    return changed


def with_people(details: Details, people: Sequence[Known], phase: str, format_: Format) -> Details:
    """The same extras with the people where the format and the phase take them; what somebody chose stays. Pure."""
    handles = tuple(one.handle for one in people)
    if not details.collaborators and phase in SHARED_PHASES and format_ is not Format.STORY:
        details = replace(details, collaborators=handles[:MOST_COLLABORATORS])
    if not details.tags and phase in TAGGED_PHASES and format_ in (Format.FEED, Format.CAROUSEL):
        details = replace(details, tags=in_a_row(handles[:MOST_TAGS]))
    return details


def in_a_row(handles: Sequence[str]) -> tuple[PlacedTag, ...]:
    """Side by side in the first picture."""
    step = 1 / (len(handles) + 1)
    return tuple(PlacedTag(handle, 1, round(step * place, 3), LINE) for place, handle in enumerate(handles, start=1))
