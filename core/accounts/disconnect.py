"""Disconnect an account: we forget how to get in, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.choose import one_at_a_time, settle_default
from core.accounts.model import Account, AccountStatus
from core.accounts.policy import check_may_change_accounts
from core.accounts.queries import get_account
from core.audit.model import Deed
from core.audit.note import audit
from core.campaigns.redraw import redraw_campaigns
from core.errors import Cure, NotNow
from core.notices.model import NoticeKind
from core.notices.notify import audience, notify
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.transitions import move
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.workspaces.model import Member


@dataclass(frozen=True)
class Disconnected:
    """What came of it: the account, and how many approved posts are held now."""

    account: Account
    held: int


async def disconnect(session: AsyncSession, member: Member, account_id: UUID, now: datetime) -> Disconnected:
    """An owner takes the account out; everybody who follows the workspace is told."""
    check_may_change_accounts(member)
    await one_at_a_time(session, member.workspace_id)
    account = await get_account(session, member.workspace_id, account_id, lock=True)
    if account.status is AccountStatus.DISCONNECTED:
        raise NotNow(f"@{account.username} is disconnected already.")
    held = await forget_access(session, account, f"{member.name} disconnected @{account.username}.")
    audit(session, member, Deed.DISCONNECTED, about=account.id, account=account.username, held=held)
    track(session, Tracked.ACCOUNT_DISCONNECTED, member.workspace_id, member.id, held=held)
    await redraw_campaigns(session, member.workspace_id, now)
    for conversation_id in await audience(session, member.workspace_id, None):
        notify(
            session,
            member.workspace_id,
            conversation_id,
            NoticeKind.ACCOUNT,
            subject_id=account.id,
            disconnected_by=member.name,
            held=held,
        )
    return Disconnected(account, held)


async def forget_access(session: AsyncSession, account: Account, why: str) -> int:
    """The token is gone and what would go out by itself is held; returns how many posts that are.

    Campaigns, drafts and approvals stay with the account. A post that is on its way already cannot be called back.
    """
    account.status = AccountStatus.DISCONNECTED
    account.token_sealed = None
    account.token_expires_at = None
    account.token_refreshed_at = None
    account.warned = 0
    await session.flush()
    await settle_default(session, account.workspace_id)
    queued = await session.execute(
        select(Post)
        .where(
            Post.workspace_id == account.workspace_id,
            Post.account_id == account.id,
            Post.status == PostStatus.SCHEDULED,
        )
        .with_for_update()
    )
    posts = queued.scalars().all()
    for post in posts:
        move(post, PostStatus.HELD)
        post.cure = Cure.RECONNECT
        post.last_error = why
        post.remedy = "Reconnect the account and press Resume, or publish this event from another account."
        await post_changed(session, post)
    return len(posts)
