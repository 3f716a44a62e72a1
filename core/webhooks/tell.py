"""News of a post become rows and tasks, in the transaction in which they happen."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.posts.model import Post, PostStatus, Revision
from core.webhooks.model import News, WebhookDelivery, WebhookEndpoint
from core.webhooks.schedule import RUNG_AGAIN_AFTER

NEWS = {
    PostStatus.PUBLISHED: News.PUBLISHED,
    PostStatus.FAILED: News.FAILED,
    PostStatus.IN_REVIEW: News.NEEDS_APPROVAL,
}
_INSERT: Mapping[str, Callable[..., Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


async def tell_webhooks(session: AsyncSession, post: Post) -> None:
    """Whoever wants to hear of what a post has become hears of it once. A team without webhooks costs one query."""
    news = NEWS.get(post.status)
    if news is None:
        return
    found = await session.execute(
        select(WebhookEndpoint).where(
            WebhookEndpoint.workspace_id == post.workspace_id, WebhookEndpoint.disabled_at.is_(None)
        )
    )
    wanting = [endpoint for endpoint in found.scalars() if news.value in endpoint.news]
    if not wanting:
        return
    now: datetime = session.info["clock"].now()
    body = json.dumps({"type": news.value, "timestamp": now.isoformat(), "data": _data(post)})
    key = await _key(session, post, news)
    for endpoint in wanting:
        insert = _INSERT[session.get_bind().dialect.name]
        added = await session.execute(
            insert(WebhookDelivery)
            .values(
                id=(delivery_id := uuid4()),
                workspace_id=post.workspace_id,
                endpoint_id=endpoint.id,
                news=news,
                key=key,
                body=body,
                attempt=0,
                next_at=now + RUNG_AGAIN_AFTER,
                answer="",
                created_at=now,
            )
            .on_conflict_do_nothing(index_elements=[WebhookDelivery.endpoint_id, WebhookDelivery.key])
            .returning(WebhookDelivery.id)
        )
        if added.scalar_one_or_none() is not None:
            tasks.deliver_webhook.enqueue(session, post.workspace_id, delivery_id, 0)


async def _key(session: AsyncSession, post: Post, news: News) -> str:
    """Of one going live, of one failure of one run, of one version that waits."""
    if news is News.PUBLISHED:
        return f"{post.id} live"
    if news is News.FAILED:
        return f"{post.id} failed {post.fence}"
    fingerprint = await session.scalar(
        select(Revision.fingerprint).where(
            Revision.workspace_id == post.workspace_id, Revision.post_id == post.id, Revision.number == post.revision
        )
    )
    return f"{post.id} waits {(fingerprint or '')[:32]} {post.revision}"


def _data(post: Post) -> dict[str, Any]:
    """Enough to know what to look at; the rest is asked of the API."""
    return {
        "post_id": str(post.id),
        "campaign_id": str(post.campaign_id),
        "status": post.status.value,
        "revision": post.revision,
        "due_at": post.due_at.isoformat(),
        "permalink": post.permalink,
        "error": post.last_error or "" if post.status is PostStatus.FAILED else "",
    }
