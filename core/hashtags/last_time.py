"""Hashtags that a series went out with last time stand first the next time; those of its line-up are left behind."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.copy.text import tags_of
from core.events.model import Event
from core.hashtags.tags import same, slug
from core.posts.model import Format, Post, PostStatus, Revision
from core.templates.layout.table import times_of

_YEAR = re.compile(r"(?:19|20)\d\d")
"""Of a day, or of one year: it is another one by now."""


async def of_last_time(session: AsyncSession, post: Post) -> tuple[str, ...]:
    """Those on most of its posts first; none for what is of no series, or the first of one."""
    mine = await session.execute(
        select(Campaign.series_id, Event.starts_at)
        .join(Event, Event.id == Campaign.event_id)
        .where(Campaign.workspace_id == post.workspace_id, Campaign.id == post.campaign_id)
    )
    series_id, starts_at = mine.one()
    if series_id is None:
        return ()
    found = await session.execute(
        select(Campaign.id, Event.lineup)
        .join(Event, Event.id == Campaign.event_id)
        .where(
            Campaign.workspace_id == post.workspace_id,
            Campaign.series_id == series_id,
            Event.starts_at < starts_at,
        )
        .order_by(Event.starts_at.desc())
        .limit(1)
    )
    last = found.one_or_none()
    if last is None:
        return ()
    captions = await session.execute(
        select(Revision.caption, Revision.details)
        .join(Post, (Post.id == Revision.post_id) & (Post.revision == Revision.number))
        .where(
            Post.workspace_id == post.workspace_id,
            Post.campaign_id == last.id,
            Post.status == PostStatus.PUBLISHED,
            Post.format != Format.STORY,
        )
        .order_by(Post.published_at, Post.id)
    )
    told = [tags_of(f"{caption}\n{(details or {}).get('first_comment', '')}") for caption, details in captions]
    return still_apt(told, last.lineup)


def still_apt(told: Iterable[Sequence[str]], lineup: Sequence[str]) -> tuple[str, ...]:
    """The tags of some posts without names that played then and years: pure."""
    shown: dict[str, str] = {}
    times: Counter[str] = Counter()
    for tags in told:
        for tag in tags:
            shown.setdefault(same(tag), tag)
            times[same(tag)] += 1
    names = [slug(name) for _, name in times_of(lineup) if slug(name)]
    apt = (key for key, _ in times.most_common() if not _YEAR.search(key) and not any(name in key for name in names))
    return tuple(shown[key] for key in apt)
