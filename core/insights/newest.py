"""Keep what a post's newest reading says where it can be added up quickly."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.insights.metrics import of_post
from core.insights.model import NewestNumbers
from core.posts.media import SURFACES
from core.posts.model import Post

TOLD = {"reach": "reach", "views": "impressions", "interactions": "engagement", "likes": "likes"}
"""Our columns -> the names of core/insights/metrics.py."""


async def keep_newest(session: AsyncSession, post: Post, metrics: Mapping[str, int], now: datetime) -> None:
    """The caller holds the post's row."""
    surface = SURFACES[post.format]
    numbers = {ours: of_post(name, surface, metrics) for ours, name in TOLD.items()}
    found = await session.execute(
        select(NewestNumbers).where(NewestNumbers.workspace_id == post.workspace_id, NewestNumbers.post_id == post.id)
    )
    newest = found.scalar_one_or_none()
    if newest is None:
        session.add(NewestNumbers(post_id=post.id, workspace_id=post.workspace_id, taken_at=now, **numbers))
        return
    newest.taken_at = now
    for name, number in numbers.items():
        setattr(newest, name, number)
