"""Which account new campaigns publish to."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.policy import check_may_change_accounts
from core.accounts.queries import accounts, get_account
from core.audit.model import Deed
from core.audit.note import audit
from core.errors import NotNow
from core.workspaces.model import Member, Workspace


async def make_default(session: AsyncSession, member: Member, account_id: UUID) -> Account:
    """New campaigns publish there from now on; those that exist stay where they are. Owners only."""
    check_may_change_accounts(member)
    await one_at_a_time(session, member.workspace_id)
    chosen = await get_account(session, member.workspace_id, account_id, lock=True)
    if chosen.status is AccountStatus.DISCONNECTED:
        raise NotNow(f"@{chosen.username} is disconnected. Reconnect it first.")
    if chosen.is_default:
        raise NotNow(f"New events publish to @{chosen.username} already.")
    for account in await accounts(session, member.workspace_id):
        account.is_default = account.id == chosen.id
    audit(session, member, Deed.CHOSE_DEFAULT, about=chosen.id, account=chosen.username)
    return chosen


async def one_at_a_time(session: AsyncSession, workspace_id: UUID) -> None:
    """Whoever changes which account is the default waits for whoever is at it: there is never more than one."""
    await session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())


async def settle_default(session: AsyncSession, workspace_id: UUID) -> None:
    """A default that is gone, or was never chosen, becomes the account that was connected first."""
    found = await accounts(session, workspace_id)
    connected = [account for account in found if account.status is not AccountStatus.DISCONNECTED]
    if not connected or any(account.is_default for account in connected):
        return
    for account in found:
        account.is_default = account.id == connected[0].id
