"""An account that asks Instagram nothing for a while: seen by every process, told on its cards, over by itself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.budget import Halt
from core.accounts.model import Account
from core.campaigns.model import Campaign
from core.errors import RateLimited
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES


@dataclass(frozen=True)
class Pause:
    """Until when an account asks Instagram nothing, and why."""

    until: datetime
    reason: str


def pause_of(account: Account, now: datetime) -> Pause | None:
    """The pause that goes on now."""
    if account.paused_until is None or account.paused_until <= now:
        return None
    return Pause(account.paused_until, account.paused_reason or "")


@dataclass(frozen=True)
class PausedAccount:
    """A pause as a person sees it: whose, until when on the venue's wall clock, and why."""

    username: str
    until_local: datetime
    reason: str


def paused_account(account: Account | None, zone: ZoneInfo) -> PausedAccount | None:
    """The clock takes a pause off within a minute of its end (`end_pauses`), so nobody asks what time it is."""
    if account is None or account.paused_until is None:
        return None
    until_local = account.paused_until.astimezone(zone).replace(tzinfo=None)
    return PausedAccount(account.username, until_local, account.paused_reason or "")


async def pause(session: AsyncSession, workspace_id: UUID, account_id: UUID, halt: Halt, now: datetime) -> None:
    """Stop an account's calls; a pause that goes on already is made longer, never shorter."""
    found = await session.execute(
        select(Account).where(Account.workspace_id == workspace_id, Account.id == account_id).with_for_update()
    )
    account = found.scalar_one_or_none()
    if account is None:
        return
    until = now + halt.lasting
    if account.paused_until is not None and account.paused_until > now:
        if halt.extends and until > account.paused_until:
            account.paused_until, account.paused_reason = until, halt.reason
        return
    account.paused_until, account.paused_reason = until, halt.reason
    await _redraw(session, account)


async def check_not_paused(session: AsyncSession, workspace_id: UUID, account_id: UUID, now: datetime) -> None:
    """Raises RateLimited with what is left of the pause."""
    found = await session.execute(
        select(Account.username, Account.paused_until, Account.paused_reason).where(
            Account.workspace_id == workspace_id, Account.id == account_id
        )
    )
    row = found.first()
    if row is not None and row.paused_until is not None and row.paused_until > now:
        raise RateLimited(f"@{row.username} is paused: {row.paused_reason}.", after=row.paused_until - now)


async def end_pauses(session: AsyncSession, now: datetime) -> None:
    """Take the pauses that are over off the accounts and their cards."""
    found = await session.execute(
        select(Account).where(Account.paused_until <= now).with_for_update().execution_options(**ACROSS_WORKSPACES)
    )
    for account in found.scalars():
        account.paused_until, account.paused_reason = None, None
        await session.flush()
        await _redraw(session, account)


async def _redraw(session: AsyncSession, account: Account) -> None:
    """The campaigns from which something is still to go out to this account."""
    found = await session.execute(
        select(Campaign)
        .where(
            Campaign.workspace_id == account.workspace_id,
            Campaign.id.in_(
                select(Post.campaign_id).where(
                    Post.workspace_id == account.workspace_id,
                    Post.account_id == account.id,
                    Post.status == PostStatus.SCHEDULED,
                )
            ),
        )
        .order_by(Campaign.created_at)
    )
    for campaign in found.scalars():
        await tell_everywhere(
            session, campaign.workspace_id, campaign.conversation_id, NoticeKind.CAMPAIGN, campaign.id
        )
