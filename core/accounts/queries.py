"""Looking accounts up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.rights import Right, missing_rights
from core.errors import NotFound, ReconnectNeeded
from core.ports.access import Access, Product
from core.ports.vault import Vault
from core.posts.model import Post, PostStatus


@dataclass(frozen=True)
class AccountState:
    """An account as a person may see it."""

    id: UUID
    username: str
    status: AccountStatus
    product: Product
    is_default: bool
    days_left: int | None
    """Days until access ends, a begun one counts; None when it has no end of its own, or there is none."""
    paused_until: datetime | None
    paused_reason: str
    missing: tuple[Right, ...]
    queued: int
    """Approved posts that would go out there by themselves."""


async def accounts(session: AsyncSession, workspace_id: UUID) -> Sequence[Account]:
    """A workspace's accounts, the first connected first."""
    found = await session.execute(
        select(Account).where(Account.workspace_id == workspace_id).order_by(Account.connected_at, Account.id)
    )
    return found.scalars().all()


async def accounts_to_choose(session: AsyncSession, workspace_id: UUID) -> list[Account]:
    """Those a campaign may publish to, the default first. Ended access counts: it is renewed and nothing is lost."""
    found = await accounts(session, workspace_id)
    connected = [account for account in found if account.status is not AccountStatus.DISCONNECTED]
    return sorted(connected, key=lambda account: not account.is_default)


async def default_account(session: AsyncSession, workspace_id: UUID) -> Account | None:
    """The account new campaigns publish to."""
    found = await accounts_to_choose(session, workspace_id)
    return found[0] if found else None


async def get_account(session: AsyncSession, workspace_id: UUID, account_id: UUID, *, lock: bool = False) -> Account:
    """An account of this workspace; raises NotFound. With lock, nobody else changes it until the transaction ends."""
    query = select(Account).where(Account.workspace_id == workspace_id, Account.id == account_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    account = (await session.execute(query)).scalar_one_or_none()
    if account is None:
        raise NotFound("That Instagram account is not connected here any more.")
    return account


async def check_connected(session: AsyncSession, workspace_id: UUID, account_id: UUID | None) -> None:
    """Raise ReconnectNeeded unless there is somewhere to publish. Ended access passes: it may be renewed in time."""
    if account_id is None:
        raise ReconnectNeeded(
            "No Instagram account is connected yet, so there is nowhere to publish. Connect one first."
        )
    account = await get_account(session, workspace_id, account_id)
    if account.status is AccountStatus.DISCONNECTED:
        raise ReconnectNeeded(
            f"@{account.username} is disconnected, so there is nowhere to publish. Reconnect it, or choose another "
            "account on the event's card.",
            account_id=account.id,
        )


async def account_views(session: AsyncSession, workspace_id: UUID, now: datetime) -> list[AccountState]:
    """All accounts, the default first, as a person may see them; those that had to be forgotten are not shown."""
    known = [account for account in await accounts(session, workspace_id) if not account.is_forgotten]
    found = sorted(known, key=lambda account: not account.is_default)
    queued = await session.execute(
        select(Post.account_id, func.count())
        .where(Post.workspace_id == workspace_id, Post.status == PostStatus.SCHEDULED)
        .group_by(Post.account_id)
    )
    counts: dict[UUID | None, int] = {row[0]: row[1] for row in queued}
    return [_view(account, counts.get(account.id, 0), now) for account in found]


def _view(account: Account, queued: int, now: datetime) -> AccountState:
    paused = account.paused_until is not None and account.paused_until > now
    return AccountState(
        id=account.id,
        username=account.username,
        status=account.status,
        product=account.product,
        is_default=account.is_default,
        days_left=days_left(account, now),
        paused_until=account.paused_until if paused else None,
        paused_reason=(account.paused_reason or "") if paused else "",
        missing=missing_rights(account.scopes),
        queued=queued,
    )


def days_left(account: Account, now: datetime) -> int | None:
    """Days of access, 1 on the last one; None without an end."""
    if account.status is not AccountStatus.CONNECTED or account.token_expires_at is None:
        return None
    return max(-((now - account.token_expires_at) // timedelta(days=1)), 0)


def access_to(account: Account, vault: Vault) -> Access:
    """Open an account's token for one call; raises ReconnectNeeded when there is none that works."""
    if account.status is not AccountStatus.CONNECTED or not account.token_sealed:
        raise ReconnectNeeded(
            f"Instagram access to @{account.username} has ended. Reconnect it and I go on.", account_id=account.id
        )
    token = vault.open(account.token_sealed, account.token_place)
    return Access(account.instagram_id, token, account.product, account.workspace_id, account.id)
