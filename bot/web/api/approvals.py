"""What waits for a yes; saying it to exactly what was seen; asking for changes."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from bot.flows.ask_for_change import ask_for_change
from bot.web.api import shapes
from bot.web.api.paging import page_of
from bot.web.api.post_shapes import fingerprint_of, line, post_rows, post_shape
from bot.web.api.posts import pressed
from bot.web.api.routing import ONCE, USUAL_LIMIT, Asks, Cursor, Limit, router
from bot.web.dashboard.presses import in_words
from core.approvals.decide import LONGEST_REQUEST, STALE
from core.approvals.waiting import waiting_for
from core.errors import NotNow
from core.posts.model import Post, PostStatus
from core.posts.revision import get_post

approvals = router("approvals")


class Approve(shapes.Shape):
    """To what the yes is: the revision you looked at, and if you like its fingerprint."""

    revision: shapes.Revision
    fingerprint: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$")] = None


class RequestChanges(shapes.Shape):
    """What should be otherwise, in words: "shorter, and mention the afters"."""

    words: Annotated[shapes.Words, Field(min_length=1, max_length=LONGEST_REQUEST, pattern=r"\S")]
    revision: shapes.Revision


@approvals.get("/approvals", operation_id="listApprovals")
async def list_approvals(
    asks: Asks,
    yours: Annotated[bool, Query(description="Only those that the token's member can bring further.")] = False,
    cursor: Cursor = "",
    limit: Limit = USUAL_LIMIT,
) -> shapes.Page[shapes.Waiting]:
    """Posts that wait for a yes, in the order in which they are due."""

    async def look(session: AsyncSession) -> shapes.Page[shapes.Waiting]:
        mine = await waiting_for(session, asks.holder.member)
        query = post_rows(asks.workspace_id).where(Post.status == PostStatus.IN_REVIEW)
        if yours:
            query = query.where(Post.id.in_(mine))
        rows, following = await page_of(session, query, Post.due_at, Post.id, cursor, limit)
        items = [shapes.Waiting(**line(row), yours=row.Post.id in mine) for row in rows]
        return shapes.Page(items=items, next=following)

    return await asks.read(look)


@approvals.post(
    "/posts/{post_id}/approve", operation_id="approvePost", dependencies=ONCE, response_model=shapes.PostDone
)
async def approve_post(asks: Asks, post_id: UUID, body: Approve) -> Response:
    """Say yes to exactly this revision. With enough yeses it goes out by itself at its hour."""

    async def approve(session: AsyncSession) -> shapes.PostDone:
        if body.fingerprint is not None:
            await get_post(session, asks.workspace_id, post_id, lock=True)
            if body.fingerprint != await fingerprint_of(session, asks.workspace_id, post_id, body.revision):
                raise NotNow(STALE)
        return await pressed(asks, session, "post.approve", post_id, body.revision)

    return await asks.once(approve)


@approvals.post(
    "/posts/{post_id}/request-changes", operation_id="requestChanges", dependencies=ONCE, response_model=shapes.PostDone
)
async def request_changes(asks: Asks, post_id: UUID, body: RequestChanges) -> Response:
    """Have it written anew. What would change a fact of the event is left out, and `said` tells so."""

    async def ask(session: AsyncSession) -> shapes.PostDone:
        now = asks.services.clock.now()
        card = await ask_for_change(session, asks.speaker, post_id, body.words, now, revision=body.revision)
        said = in_words(card, asks=True)
        return shapes.PostDone(said=said, post=await post_shape(asks, session, post_id))

    return await asks.once(ask)
