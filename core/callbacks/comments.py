"""What people write under our posts, and where they mention the account: kept, and told without becoming noise."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.callbacks.model import Comment, Delivery
from core.callbacks.posts import post_of
from core.campaigns.model import Campaign
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import audience, notify
from core.posts.changed import post_changed
from core.posts.model import Post
from core.posts.revision import get_post
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_workspace

QUIET = timedelta(minutes=10)
"""At most one notice about a post in this time; what comes meanwhile is summed up."""
SHOWN = 20
KEPT = timedelta(days=90)


async def add_comment(session: AsyncSession, account: Account, delivery: Delivery) -> None:
    """Keep a comment of somebody else's under a post of ours."""
    value = delivery.value
    speaker, media = _object(value.get("from")), _object(value.get("media"))
    comment_id = str(value.get("id") or value.get("comment_id") or "")
    if not comment_id or _is_own(account, speaker):
        return
    post = await post_of(session, account, media.get("id"), media.get("original_media_id"))
    if post is None:
        return
    known = await _known(session, account, comment_id)
    if known is None:
        known = _comment(account, post.id, comment_id, delivery.happened_at)
        session.add(known)
        post.comments_count += 1
    known.parent_id = str(value.get("parent_id") or "")[:40]
    known.username = str(speaker.get("username") or "")[:60]
    known.text = str(value.get("text") or "")


async def add_mention(session: AsyncSession, account: Account, delivery: Delivery) -> None:
    """Keep that somebody mentioned the account; their words come with the comment itself, or not at all."""
    media_id = delivery.value.get("media_id")
    about = str(delivery.value.get("comment_id") or media_id or "")
    if not about:
        return
    known = await _known(session, account, about)
    if known is None:
        post = await post_of(session, account, media_id)
        known = _comment(account, post.id if post else None, about, delivery.happened_at)
        session.add(known)
        if post is not None:
            post.comments_count += 1
    known.mention = True


def _comment(account: Account, post_id: UUID | None, comment_id: str, at: datetime) -> Comment:
    return Comment(
        id=uuid4(),
        workspace_id=account.workspace_id,
        account_id=account.id,
        post_id=post_id,
        instagram_id=comment_id[:40],
        parent_id="",
        username="",
        text="",
        mention=False,
        at=at,
    )


async def _known(session: AsyncSession, account: Account, comment_id: str) -> Comment | None:
    """A comment that mentions us comes as both, in either order."""
    await session.flush()
    found = await session.execute(
        select(Comment).where(
            Comment.workspace_id == account.workspace_id,
            Comment.account_id == account.id,
            Comment.instagram_id == comment_id[:40],
        )
    )
    return found.scalar_one_or_none()


def _is_own(account: Account, speaker: dict[str, object]) -> bool:
    ids = {str(speaker.get("id") or ""), str(speaker.get("self_ig_scoped_id") or "")} - {""}
    return bool(ids & {account.instagram_id, account.app_scoped_id}) or speaker.get("username") == account.username


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


async def tell_comments(session: AsyncSession, account: Account, now: datetime) -> None:
    """Tell what was not told yet, post by post; a post that was told of just now waits for the clock."""
    found = await session.execute(
        select(Comment)
        .where(
            Comment.workspace_id == account.workspace_id,
            Comment.account_id == account.id,
            Comment.told_at.is_(None),
        )
        .order_by(Comment.at, Comment.id)
    )
    untold: dict[UUID | None, list[Comment]] = {}
    for comment in found.scalars():
        untold.setdefault(comment.post_id, []).append(comment)
    for post_id, comments in untold.items():
        told = await _last_told(session, account, post_id)
        if told is None or told <= now - QUIET:
            await _tell(session, account, post_id, comments, now)


async def _last_told(session: AsyncSession, account: Account, post_id: UUID | None) -> datetime | None:
    found = await session.execute(
        select(func.max(Comment.told_at)).where(
            Comment.workspace_id == account.workspace_id,
            Comment.account_id == account.id,
            Comment.post_id == post_id if post_id else Comment.post_id.is_(None),
        )
    )
    return found.scalar_one_or_none()


async def _tell(
    session: AsyncSession, account: Account, post_id: UUID | None, comments: Sequence[Comment], now: datetime
) -> None:
    for comment in comments:
        comment.told_at = now
    await session.flush()
    post = await get_post(session, account.workspace_id, post_id) if post_id else None
    if post is not None:
        await post_changed(session, post)
    if not (await get_workspace(session, account.workspace_id)).comments_in_chat:
        return
    # The words stay in their own table, where they can be erased.
    newest = [str(comment.id) for comment in comments[-SHOWN:]]
    details = {"account": str(account.id), "comments": newest, "count": len(comments)}
    for place in await _places(session, account, post):
        notify(session, account.workspace_id, place, NoticeKind.COMMENTS, subject_id=post_id, **details)


async def _places(session: AsyncSession, account: Account, post: Post | None) -> Sequence[UUID]:
    """Where the campaign is at home; everywhere when that cannot be reached, or when it is about no campaign."""
    if post is not None:
        found = await session.execute(
            select(Conversation.id)
            .join(Campaign, Campaign.conversation_id == Conversation.id)
            .where(
                Campaign.workspace_id == account.workspace_id,
                Campaign.id == post.campaign_id,
                Conversation.reachable,
            )
        )
        if home := found.scalars().all():
            return home
    return await audience(session, account.workspace_id, None)


async def tell_waiting_comments(session: AsyncSession, now: datetime) -> None:
    """What was held back so as not to be noise is told once its time has come."""
    found = await session.execute(
        select(Account)
        .where(Account.id.in_(select(Comment.account_id).where(Comment.told_at.is_(None))))
        .execution_options(**ACROSS_WORKSPACES)
    )
    for account in found.scalars().all():
        await tell_comments(session, account, now)


async def forget_comments(session: AsyncSession, now: datetime) -> None:
    """Strangers' words are not kept longer than somebody may want to look back at them."""
    await session.execute(delete(Comment).where(Comment.at < now - KEPT).execution_options(**ACROSS_WORKSPACES))
