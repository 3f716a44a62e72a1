"""Say in time that access is about to end, when renewing it has not worked."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.accounts.queries import days_left
from core.accounts.tell import tell_about_access
from core.tenancy import ACROSS_WORKSPACES

WARN_AT = (timedelta(days=10), timedelta(days=3))
"""Once each; `Account.warned` counts how many were given. A renewal begins anew."""


async def warn_of_ending_access(session: AsyncSession, now: datetime) -> None:
    """Tell whoever can reconnect, and mark what has run out. Accounts without an end are left alone."""
    found = await session.execute(
        select(Account)
        .where(Account.status == AccountStatus.CONNECTED, Account.token_expires_at <= now + WARN_AT[0])
        .order_by(Account.token_expires_at, Account.id)
        .with_for_update(skip_locked=True)
        .execution_options(**ACROSS_WORKSPACES)
    )
    for account in found.scalars():
        await _warn(session, account, now)


async def _warn(session: AsyncSession, account: Account, now: datetime) -> None:
    ends_at = account.token_expires_at
    assert ends_at is not None  # noqa: S101 - the query compares it
    if ends_at <= now:
        account.status = AccountStatus.EXPIRED
        await tell_about_access(session, account, days=0)
        return
    due = sum(ends_at - now <= ahead for ahead in WARN_AT)
    if due > account.warned:
        account.warned = due
        await tell_about_access(session, account, days=days_left(account, now) or 1)
