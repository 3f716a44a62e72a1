"""Comments as a person is told of them, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import get_account
from core.callbacks.model import Comment
from core.errors import NotFound
from core.posts.queries import PostView, post_view


@dataclass(frozen=True)
class Said:
    """Somebody's words; both empty where Instagram only said that there are some."""

    username: str
    text: str
    reply: bool = False
    mention: bool = False


@dataclass(frozen=True)
class CommentsView:
    """New comments on one post, or mentions elsewhere (post is None). `newest` is the last of `count`."""

    account: str
    post: PostView | None
    count: int
    newest: Said


async def comments_view(
    session: AsyncSession, workspace_id: UUID, post_id: UUID | None, details: Mapping[str, Any], now: datetime
) -> CommentsView:
    """What a notice of comments is about; raises NotFound when all of it was erased since."""
    ids = [UUID(one) for one in details.get("comments", [])]
    found = await session.execute(
        select(Comment)
        .where(Comment.workspace_id == workspace_id, Comment.id.in_(ids))
        .order_by(Comment.at.desc(), Comment.id.desc())
    )
    comments = found.scalars().all()
    if not comments:
        raise NotFound("These comments are not here any more.")
    newest = next((comment for comment in comments if comment.text), comments[0])
    account = await get_account(session, workspace_id, UUID(details["account"]))
    return CommentsView(
        account=f"@{account.username}",
        post=await post_view(session, workspace_id, post_id, now) if post_id else None,
        count=int(details.get("count", len(comments))),
        newest=Said(newest.username, newest.text, bool(newest.parent_id), newest.mention),
    )
