"""The clock's look at what tokens were used for: what looks wrong raises an alert."""

from datetime import datetime, timedelta

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.alarms import SIGNING_IN, USERS, WITHIN, Use, alarms
from core.accounts.model import Account
from core.accounts.token_use import TokenUse
from core.operations.alert import raise_alert
from core.process import Process
from core.tenancy import ACROSS_WORKSPACES

LOOKS_BACK = WITHIN + timedelta(minutes=2)
"""Uses are written a moment after they happened, and the clock may have been away."""


async def watch_tokens(session: AsyncSession, now: datetime) -> None:
    """Read the refused and the unexpected uses of the last minutes; the rest is no reason to worry."""
    expected = or_(TokenUse.process.in_(USERS), and_(TokenUse.process == Process.WEB, TokenUse.call.in_(SIGNING_IN)))
    found = await session.execute(
        select(
            Account.workspace_id,
            Account.id,
            Account.username,
            TokenUse.at,
            TokenUse.process,
            TokenUse.host,
            TokenUse.call,
            TokenUse.result,
        )
        .join(Account, Account.id == TokenUse.account_id)
        .where(TokenUse.at > now - LOOKS_BACK, or_(TokenUse.result.like("190%"), not_(expected)))
        .order_by(TokenUse.at)
        .execution_options(**ACROSS_WORKSPACES)
    )
    for alarm in alarms([Use(*row) for row in found.all()]):
        await raise_alert(session, alarm.workspace_id, alarm.kind, alarm.subject, alarm.text, now)
