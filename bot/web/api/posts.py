"""Posts: list, look, move, hold, take up again, drop, try again, send now."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from bot.language import tr
from bot.web.api import shapes
from bot.web.api.asked import Asked
from bot.web.api.doors import insist
from bot.web.api.paging import page_of
from bot.web.api.post_shapes import line, post_rows, post_shape
from bot.web.api.routing import ONCE, USUAL_LIMIT, Asks, Cursor, Limit, router
from bot.web.dashboard.presses import SPOKEN
from core.api_tokens.model import Scope
from core.approvals.decide import STALE
from core.errors import NotNow
from core.events.create import check_wall_time
from core.events.moments import to_utc
from core.posts.model import Post, PostStatus
from core.posts.queries import post_view
from core.posts.revision import get_post
from core.posts.schedule import reschedule, yes_counts

posts = router("posts")


class MovePost(shapes.Shape):
    """Another hour: as a moment, or as wall time at the venue. Whoever may approve, approves by moving."""

    revision: shapes.Revision
    due_at: shapes.Moment | None = None
    due_local: Annotated[shapes.Wall | None, Field(description="Wall time at the venue.")] = None

    @model_validator(mode="after")
    def _names_one(self) -> "MovePost":
        if (self.due_at is None) == (self.due_local is None):
            raise ValueError("Name due_at or due_local, one of them.")
        return self


@posts.get("/posts", operation_id="listPosts")
async def list_posts(
    asks: Asks,
    campaign_id: UUID | None = None,
    status: Annotated[PostStatus | None, Query(description="Only posts in this state.")] = None,
    since: Annotated[shapes.Moment | None, Query(description="Only posts due at this moment or later.")] = None,
    cursor: Cursor = "",
    limit: Limit = USUAL_LIMIT,
) -> shapes.Page[shapes.PostLine]:
    """Posts in the order in which they are due."""

    async def look(session: AsyncSession) -> shapes.Page[shapes.PostLine]:
        query = post_rows(asks.workspace_id)
        if campaign_id is not None:
            query = query.where(Post.campaign_id == campaign_id)
        if status is not None:
            query = query.where(Post.status == status)
        if since is not None:
            query = query.where(Post.due_at >= since)
        rows, following = await page_of(session, query, Post.due_at, Post.id, cursor, limit)
        return shapes.Page(items=[shapes.PostLine(**line(row)) for row in rows], next=following)

    return await asks.read(look)


@posts.get("/posts/{post_id}", operation_id="getPost")
async def look_at_post(asks: Asks, post_id: UUID) -> shapes.Post:
    """One post with its words, its pictures, and whose yes it waits for."""
    return await asks.read(lambda session: post_shape(asks, session, post_id))


@posts.post(
    "/posts/{post_id}/reschedule", operation_id="reschedulePost", dependencies=ONCE, response_model=shapes.PostDone
)
async def reschedule_post(asks: Asks, post_id: UUID, body: MovePost) -> Response:
    """Move it to another hour. An approved one keeps its yes only where the token may say one."""

    async def move(session: AsyncSession) -> shapes.PostDone:
        post = await get_post(session, asks.workspace_id, post_id)
        now = asks.services.clock.now()
        if post.revision != body.revision:
            raise NotNow(STALE)
        if post.status is PostStatus.SCHEDULED and await yes_counts(session, asks.holder.member, post):
            insist(asks.holder.token, Scope.APPROVE)
        await reschedule(session, asks.holder.member, post_id, await _moment(asks, session, post_id, body), now)
        return shapes.PostDone(said=tr(SPOKEN["post.reschedule"]), post=await post_shape(asks, session, post_id))

    return await asks.once(move)


async def _moment(asks: Asked, session: AsyncSession, post_id: UUID, body: MovePost) -> datetime:
    if body.due_at is not None:
        return body.due_at
    assert body.due_local is not None  # noqa: S101 - the shape has checked that it names one
    zone = (await post_view(session, asks.workspace_id, post_id, asks.services.clock.now())).zone
    check_wall_time(body.due_local, zone, field_key="due_local")
    return to_utc(body.due_local, zone)


@posts.post("/posts/{post_id}/hold", operation_id="holdPost", dependencies=ONCE, response_model=shapes.PostDone)
async def hold_post(asks: Asks, post_id: UUID) -> Response:
    """Stop it until somebody resumes it."""
    return await asks.once(lambda session: pressed(asks, session, "post.hold", post_id))


@posts.post("/posts/{post_id}/resume", operation_id="resumePost", dependencies=ONCE, response_model=shapes.PostDone)
async def resume_post(asks: Asks, post_id: UUID) -> Response:
    """Take a held or dropped one up again. A yes that still fits counts again where the token may say one."""

    async def take_up(session: AsyncSession) -> shapes.PostDone:
        post = await get_post(session, asks.workspace_id, post_id)
        if post.status is PostStatus.HELD and asks.holder.member.role.may_approve:
            insist(asks.holder.token, Scope.APPROVE)
        return await pressed(asks, session, "post.resume", post_id)

    return await asks.once(take_up)


@posts.post("/posts/{post_id}/skip", operation_id="skipPost", dependencies=ONCE, response_model=shapes.PostDone)
async def skip_post(asks: Asks, post_id: UUID) -> Response:
    """Drop it; the rest of its campaign stays."""
    return await asks.once(lambda session: pressed(asks, session, "post.skip", post_id))


@posts.post("/posts/{post_id}/retry", operation_id="retryPost", dependencies=ONCE, response_model=shapes.PostDone)
async def retry_post(asks: Asks, post_id: UUID) -> Response:
    """Queue one that failed once more, as it was approved."""
    return await asks.once(lambda session: pressed(asks, session, "post.again", post_id))


@posts.post("/posts/{post_id}/publish", operation_id="publishPost", dependencies=ONCE, response_model=shapes.PostDone)
async def publish_post(asks: Asks, post_id: UUID) -> Response:
    """A yes, and the present as its hour."""
    return await asks.once(lambda session: pressed(asks, session, "post.now", post_id))


async def pressed(asks: Asked, session: AsyncSession, verb: str, post_id: UUID, revision: int = 0) -> shapes.PostDone:
    """What the button of chat does, and the post as it is then."""
    said = await asks.press(session, verb, post_id, revision)
    return shapes.PostDone(said=said, post=await post_shape(asks, session, post_id))
