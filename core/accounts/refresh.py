"""Keep accounts signed in: tokens that wear out are renewed long before they do."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.expire import mark_expired, same_token
from core.accounts.model import Account, AccountStatus
from core.accounts.queries import get_account
from core.accounts.tell import tell_about_access
from core.accounts.token import keep_token
from core.errors import ReconnectNeeded
from core.ports.login import Token
from core.ports.parts import Parts
from core.tenancy import ACROSS_WORKSPACES

REFRESH_FROM_AGE = timedelta(days=7)


async def due_for_refresh(session: AsyncSession, now: datetime) -> list[tuple[UUID, UUID]]:
    """(workspace, account) of every account whose token wears out and is a week old."""
    found = await session.execute(
        select(Account.workspace_id, Account.id)
        .where(
            Account.status == AccountStatus.CONNECTED,
            Account.token_expires_at.is_not(None),
            Account.token_refreshed_at < now - REFRESH_FROM_AGE,
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    return [(row[0], row[1]) for row in found.all()]


async def refresh_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Renew one account's token. A dead one ends its access and people are told; any other failure changes nothing."""
    async with parts.db.reading() as session:
        account = await get_account(session, workspace_id, account_id)
    login = parts.logins.get(account.product)
    if account.token_sealed is None or account.status is not AccountStatus.CONNECTED or login is None:
        return
    try:
        token = await login.refresh(parts.vault.open(account.token_sealed, account.token_place))
    except ReconnectNeeded:
        if await mark_expired(parts, account):
            await _tell_it_ended(parts, account)
        raise
    await _keep(parts, account, token)


async def _keep(parts: Parts, renewed: Account, token: Token) -> None:
    """Unless somebody disconnected or reconnected meanwhile: what a person does wins."""
    async with parts.db.transaction() as session:
        account = await get_account(session, renewed.workspace_id, renewed.id, lock=True)
        if account.status is AccountStatus.CONNECTED and same_token(parts.vault, account, renewed):
            keep_token(account, token, parts)


async def _tell_it_ended(parts: Parts, account: Account) -> None:
    async with parts.db.transaction() as session:
        await tell_about_access(session, account, days=0)
