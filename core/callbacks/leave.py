"""Somebody removed our app in their settings on Instagram or Facebook: their accounts are disconnected here, too."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.disconnect import forget_access
from core.accounts.model import Account, AccountStatus
from core.accounts.tell import conversations_for
from core.audit.model import Deed
from core.audit.note import audit
from core.callbacks.signed_request import SignedRequest
from core.errors import NotAllowed
from core.notices.model import NoticeKind
from core.notices.notify import audience, notify
from core.notices.seen import first_time
from core.tenancy import ACROSS_WORKSPACES


async def accounts_of(session: AsyncSession, app_scoped_id: str) -> Sequence[Account]:
    """Every account a person brought, in all workspaces."""
    found = await session.execute(
        select(Account)
        .where(Account.app_scoped_id == app_scoped_id)
        .order_by(Account.id)
        .with_for_update()
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalars().all()


def check_time(asked: SignedRequest, now: datetime) -> None:
    """Raises NotAllowed for a request that is too old: somebody may be replaying it."""
    if asked.is_over(now):
        raise NotAllowed("This request is too old.")


async def deauthorized(session: AsyncSession, asked: SignedRequest, now: datetime) -> int:
    """Disconnect and tell; the same request again does nothing. Returns how many accounts were disconnected."""
    check_time(asked, now)
    if not await first_time(session, f"deauthorize {asked.fingerprint}", now):
        return 0
    there = [one for one in await accounts_of(session, asked.app_scoped_id) if _is_meant(one, asked)]
    for account in there:
        await take_away(session, account)
    return len(there)


def _is_meant(account: Account, asked: SignedRequest) -> bool:
    """Connected, and not connected again since: news may come late."""
    if account.status is AccountStatus.DISCONNECTED:
        return False
    if asked.issued_at is None or account.token_refreshed_at is None:
        return True
    return account.token_refreshed_at.replace(microsecond=0) <= asked.issued_at


async def take_away(session: AsyncSession, account: Account, **how: bool) -> None:
    """What is approved is held, and everybody who follows the workspace, and who connected it, is told how to go on."""
    held = await forget_access(session, account, "Access to the account was taken back on Instagram.")
    audit(session, None, Deed.LOST_ACCESS, about=account.id, workspace_id=account.workspace_id, held=held)
    account.webhook_fields = []
    details = {**(how or {"taken_back": True}), "held": held}
    places = {*await audience(session, account.workspace_id, None), *await conversations_for(session, account)}
    for place in sorted(places):
        notify(session, account.workspace_id, place, NoticeKind.ACCOUNT, subject_id=account.id, **details)
