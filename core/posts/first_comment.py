"""The first comment under a live post: sent at most once, looked for when no answer came, never a reason to undo."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.queries import access_to, get_account
from core.approvals.policy import check_may_edit
from core.errors import NotNow, OutcomeUnknown, ReconnectNeeded, Refused, Unavailable, WaitAndRetry
from core.lease import LeaseLost
from core.ports.access import Access
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.match import CLOCKS_DIFFER_BY, normal
from core.posts.model import CommentStatus, Post, PostStatus
from core.posts.revision import current_revision, get_post
from core.workspaces.model import Member

LOOK_AGAIN_AFTER = timedelta(seconds=15)
NOT_FOUND = "Instagram did not say whether it took the comment, and I don't see it."
LOOK = "Look under the post; if it is not there, press Try again."


async def want_first_comment(session: AsyncSession, post: Post) -> None:
    """The post went live: have its comment said, as soon as it is known which medium it is."""
    revision = await current_revision(session, post)
    if not revision.details.get("first_comment"):
        return
    if post.comment is CommentStatus.NONE:
        post.comment = CommentStatus.WANTED
    if post.comment is CommentStatus.WANTED and post.media_id:
        tasks.add_first_comment.enqueue(session, post.workspace_id, post.id)


async def add_first_comment(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """One run: send what was not sent yet, or look for what was. Raises WaitAndRetry to be run again."""
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        if post.status is not PostStatus.PUBLISHED or not post.media_id or post.account_id is None:
            return
        text = (await current_revision(session, post)).details.get("first_comment", "")
        account = await get_account(session, workspace_id, post.account_id)
        is_new = post.comment is CommentStatus.WANTED
        if is_new:
            post.comment, post.comment_sent_at = CommentStatus.SENT, parts.clock.now()
        elif post.comment is not CommentStatus.SENT:
            return
    try:
        access = access_to(account, parts.vault)
        if is_new:
            comment_id = await _send(parts, access, post, text)
        else:
            comment_id = await _find(parts, access, post, account.username, text)
    except (Refused, ReconnectNeeded) as error:
        remedy = error.remedy if isinstance(error, Refused) else "Reconnect the account, then press Try again."
        cause = error.cause if isinstance(error, Refused) else ""
        await _settle(parts, post, CommentStatus.LOST, error=f"{error.message} {cause}".strip(), remedy=remedy)
    else:
        await _settle(parts, post, CommentStatus.DONE, comment_id=comment_id)


async def _send(parts: Parts, access: Access, post: Post, text: str) -> str:
    try:
        return await parts.publisher.comment(access, post.media_id or "", text)
    except OutcomeUnknown as error:
        raise Unavailable("Instagram did not say whether it took the comment.", after=LOOK_AGAIN_AFTER) from error
    except (WaitAndRetry, LeaseLost):
        # Clearly not said: the next run may send it.
        async with parts.db.transaction() as session:
            fresh = await get_post(session, post.workspace_id, post.id, lock=True)
            if fresh.comment is CommentStatus.SENT:
                fresh.comment = CommentStatus.WANTED
        raise


async def _find(parts: Parts, access: Access, post: Post, username: str, text: str) -> str:
    """The comment we sent, by who said it, what and when. Raises Unavailable to look again, Refused in the end."""
    sent_at = post.comment_sent_at or parts.clock.now()
    for comment in await parts.publisher.comments(access, post.media_id or ""):
        ours = comment.username == username and normal(comment.text) == normal(text)
        if ours and comment.at >= sent_at - CLOCKS_DIFFER_BY:
            return comment.id
    if parts.clock.now() - sent_at < parts.publish_grace:
        raise Unavailable(NOT_FOUND, after=LOOK_AGAIN_AFTER)
    raise Refused(NOT_FOUND, remedy=LOOK)


async def _settle(
    parts: Parts, post: Post, status: CommentStatus, *, comment_id: str | None = None, error: str = "", remedy: str = ""
) -> None:
    async with parts.db.transaction() as session:
        fresh = await get_post(session, post.workspace_id, post.id, lock=True)
        if fresh.comment is not CommentStatus.SENT:
            return  # a run that was frozen meanwhile: another one said how it ended
        fresh.comment, fresh.comment_id = status, comment_id
        if error:
            fresh.last_error, fresh.remedy = error, remedy or None
        await post_changed(session, fresh, say="comment_lost" if status is CommentStatus.LOST else "")


async def say_not_commented(session: AsyncSession, why: str, workspace_id: UUID, post_id: UUID) -> None:
    """It was tried in vain, and nobody can tell whether it is there."""
    post = await get_post(session, workspace_id, post_id, lock=True)
    if post.comment in (CommentStatus.WANTED, CommentStatus.SENT):
        post.comment, post.last_error, post.remedy = CommentStatus.LOST, why, LOOK
        await post_changed(session, post, say="comment_lost")


async def comment_again(session: AsyncSession, member: Member, post_id: UUID) -> Post:
    """Somebody looked: the comment is not there. Send it once more."""
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.comment is not CommentStatus.LOST:
        raise NotNow("There is no first comment to try again.")
    post.comment, post.last_error, post.remedy = CommentStatus.WANTED, None, None
    await want_first_comment(session, post)
    await post_changed(session, post)
    return post
