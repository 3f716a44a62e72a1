"""Looking accounts up."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.errors import NotFound, ReconnectNeeded
from core.ports.access import Access
from core.ports.vault import Vault


async def accounts(session: AsyncSession, workspace_id: UUID) -> Sequence[Account]:
    """A workspace's accounts, the first connected first."""
    found = await session.execute(
        select(Account).where(Account.workspace_id == workspace_id).order_by(Account.connected_at, Account.id)
    )
    return found.scalars().all()


async def default_account(session: AsyncSession, workspace_id: UUID) -> Account | None:
    """The account new campaigns publish to: the first that is connected."""
    found = await accounts(session, workspace_id)
    return next((account for account in found if account.status is AccountStatus.CONNECTED), None)


async def get_account(session: AsyncSession, workspace_id: UUID, account_id: UUID) -> Account:
    """An account of this workspace; raises NotFound."""
    found = await session.execute(select(Account).where(Account.workspace_id == workspace_id, Account.id == account_id))
    account = found.scalar_one_or_none()
    if account is None:
        raise NotFound("That Instagram account is not connected here any more.")
    return account


def access_to(account: Account, vault: Vault) -> Access:
    """Open an account's token for one call; raises ReconnectNeeded when there is none that works."""
    if account.status is not AccountStatus.CONNECTED or not account.token_sealed:
        raise ReconnectNeeded(
            f"Instagram access to @{account.username} has ended. Reconnect it and I go on.", account_id=account.id
        )
    token = vault.open(account.token_sealed, account.token_place)
    return Access(account.instagram_id, token, account.product, account.workspace_id, account.id)
