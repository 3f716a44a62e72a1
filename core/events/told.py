"""A change as a person is told of it: what is different, and what became of which post, foreseen or done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.cadence import phase as phase_of
from core.campaigns.cadence import title_of
from core.campaigns.effects import Fate, Ripple
from core.campaigns.model import Campaign
from core.errors import NotFound
from core.events.change import Foreseen, as_json
from core.events.model import Event, EventChange, Turn
from core.posts.model import Post, PostStatus
from core.workspaces.model import Member


@dataclass(frozen=True)
class PostTold:
    """One post as it is now. out_at: when it left for Instagram, or was seen there."""

    id: UUID
    title: str
    status: PostStatus
    permalink: str | None
    out_at: datetime | None


@dataclass(frozen=True)
class ChangeView:
    """before, after: the facts that changed, as JSON. posts: by what becomes of them. proposed: title of the new post.

    done_at: None for what is only foreseen.
    """

    campaign_id: UUID
    event: str
    zone: str
    turn: Turn
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    posts: Mapping[Fate, tuple[PostTold, ...]]
    proposed: str = ""
    who: str = ""
    done_at: datetime | None = None

    def of(self, *fates: Fate) -> tuple[PostTold, ...]:
        return tuple(post for fate in fates for post in self.posts.get(fate, ()))


def as_foreseen(foreseen: Foreseen) -> ChangeView:
    ripple, values = foreseen.ripple, foreseen.values
    cadence = ripple.campaign.cadence
    posts = {fate: tuple(_foreseen(ripple, fate)) for fate in Fate}
    return ChangeView(
        campaign_id=ripple.campaign.id,
        event=ripple.before.name,
        zone=ripple.before.time_zone,
        turn=foreseen.turn,
        before={key: as_json(getattr(ripple.before, key)) for key in values},
        after={key: as_json(value) for key, value in values.items()},
        posts=posts,
        proposed=phase_of(cadence, foreseen.proposes).title if foreseen.proposes else "",
    )


def _foreseen(ripple: Ripple, fate: Fate) -> Iterator[PostTold]:
    told = {effect.post.id for effect in ripple.all_with_fate(fate)}
    for each in ripple.everywhere:
        for effect in each.with_fate(fate):
            if effect.post.id in told and effect.post.story_of_id is None:
                yield _told(_title(each.campaign.cadence, effect.post, each.of_event), effect.post)


async def change_view(session: AsyncSession, workspace_id: UUID, change_id: UUID) -> ChangeView:
    """What was done, with its posts as they are now; raises NotFound."""
    found = await session.execute(
        select(EventChange, Event, Campaign, Member.name)
        .join(Event, Event.id == EventChange.event_id)
        .join(Campaign, Campaign.event_id == Event.id)
        .outerjoin(Member, Member.id == EventChange.member_id)
        .where(EventChange.workspace_id == workspace_id, EventChange.id == change_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound("That change is not here any more.")
    record, event, campaign, who = row
    posts = await _posts(session, campaign, record.reach.values())
    told = {
        fate: tuple(
            _told(posts[UUID(one)][1], posts[UUID(one)][0])
            for one in record.reach.get(fate.value, ())
            if UUID(one) in posts and posts[UUID(one)][0].story_of_id is None
        )
        for fate in Fate
    }
    proposed = [posts[UUID(one)][1] for one in record.reach.get("proposed", ()) if UUID(one) in posts]
    return ChangeView(
        campaign_id=campaign.id,
        event=event.name,
        zone=event.time_zone,
        turn=record.turn,
        before=record.before,
        after=record.after,
        posts=told,
        proposed=proposed[0] if proposed else "",
        who=who or "",
        done_at=record.at,
    )


async def _posts(
    session: AsyncSession, campaign: Campaign, ids: Iterable[list[str]]
) -> Mapping[UUID, tuple[Post, str]]:
    """With what they are called; those of other campaigns say of which event they are."""
    wanted = [UUID(one) for some in ids for one in some]
    found = await session.execute(
        select(Post, Campaign, Event.name)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .where(Post.workspace_id == campaign.workspace_id, Post.id.in_(wanted))
    )
    return {
        post.id: (post, _title(own.cadence, post, "" if own.id == campaign.id else name))
        for post, own, name in found.all()
    }


def _told(title: str, post: Post) -> PostTold:
    return PostTold(post.id, title, post.status, post.permalink, post.published_at or post.sent_at)


def _title(cadence: str, post: Post, of_event: str = "") -> str:
    title = title_of(cadence, post.phase, post.format)
    return f"{title}, {of_event}" if of_event else title
