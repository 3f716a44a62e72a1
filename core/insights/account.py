"""Once a day: how each connected account did, who it reaches, and when they are online."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account, AccountStatus
from core.accounts.queries import access_to, get_account
from core.accounts.rights import Right, missing_rights
from core.database import found_or_added
from core.errors import ReconnectNeeded, WaitAndRetry
from core.insights.account_model import AccountDay, Audience
from core.ports.access import Access
from core.ports.insights import Day
from core.ports.parts import Parts
from core.tenancy import ACROSS_WORKSPACES

log = structlog.get_logger(__name__)

ASKED_EVERY = timedelta(hours=20)
REVISED = 3
"""Instagram still changes the numbers of the last two days; one more is asked again to be sure."""
WEEK = 7


async def ring_for_accounts(session: AsyncSession, now: datetime) -> int:
    """Ring for each connected account that was not asked about today and may be; returns how many."""
    asked = select(Audience.account_id).where(Audience.asked_at > now - ASKED_EVERY)
    found = await session.execute(
        select(Account)
        .where(Account.status == AccountStatus.CONNECTED, Account.id.not_in(asked))
        .execution_options(**ACROSS_WORKSPACES)
    )
    rung = [account for account in found.scalars() if Right.NUMBERS not in missing_rights(account.scopes)]
    for account in rung:
        tasks.read_account.enqueue(session, account.workspace_id, account.id)
    return len(rung)


async def read_account(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Ask for everything, each part for itself; raises the first WaitAndRetry once the others are kept."""
    async with parts.db.transaction() as session:
        account = await get_account(session, workspace_id, account_id)
        if account.status is not AccountStatus.CONNECTED:
            return
        (await _audience(session, account, parts.clock.now())).asked_at = parts.clock.now()
        access = access_to(account, parts.vault)
    trouble: WaitAndRetry | None = None
    for part in (_read_days, _read_followers, _read_people, _read_online):
        try:
            await part(parts, account, access)
        except WaitAndRetry as error:
            trouble = trouble or error
        except ReconnectNeeded as error:
            # Publishing and renewing tell people; here nobody waits for anything.
            log.info("account numbers not read", reason=error.message)
            return
    if trouble is not None:
        raise trouble


async def _read_days(parts: Parts, account: Account, access: Access) -> None:
    yesterday = parts.insights.day_of(parts.clock.now()) - timedelta(days=1)
    async with parts.db.reading() as session:
        first = await _first_to_read(session, account, yesterday)
    found = await parts.insights.of_account(access, first, yesterday)
    async with parts.db.transaction() as session:
        for day in found:
            await _keep(session, account, day, parts.clock.now())


async def _first_to_read(session: AsyncSession, account: Account, yesterday: date) -> date:
    """The last days are always read again; an unknown one of the last week takes the reading back to itself."""
    week = [yesterday - timedelta(days=back) for back in range(WEEK)]
    found = await session.execute(
        select(AccountDay.day, AccountDay.metrics).where(
            AccountDay.workspace_id == account.workspace_id,
            AccountDay.account_id == account.id,
            AccountDay.day >= week[-1],
        )
    )
    known = {day for day, metrics in found.all() if metrics.keys() - {"followers_count"}}
    return min({day for day in week if day not in known} | {week[REVISED - 1]})


async def _read_followers(parts: Parts, account: Account, access: Access) -> None:
    count = await parts.insights.followers(access)
    if count is not None:
        now = parts.clock.now()
        async with parts.db.transaction() as session:
            await _keep(session, account, Day(parts.insights.day_of(now), {"followers_count": count}), now)


async def _read_people(parts: Parts, account: Account, access: Access) -> None:
    people = await parts.insights.people(access)
    if people:
        async with parts.db.transaction() as session:
            audience = await _audience(session, account, parts.clock.now())
            audience.people = {**audience.people, **people}
            audience.taken_at = parts.clock.now()


async def _read_online(parts: Parts, account: Account, access: Access) -> None:
    online = await parts.insights.online(access, parts.clock.now())
    if online:
        async with parts.db.transaction() as session:
            audience = await _audience(session, account, parts.clock.now())
            audience.online = {hour.isoformat(timespec="minutes"): count for hour, count in online.items()}
            audience.taken_at = parts.clock.now()


async def _keep(session: AsyncSession, account: Account, day: Day, now: datetime) -> None:
    """Newer numbers replace older ones; a number that is not told this time keeps its last value."""

    async def find() -> AccountDay | None:
        found = await session.execute(
            select(AccountDay).where(
                AccountDay.workspace_id == account.workspace_id,
                AccountDay.account_id == account.id,
                AccountDay.day == day.day,
            )
        )
        return found.scalar_one_or_none()

    async def add() -> AccountDay:
        row = AccountDay(
            id=uuid4(), workspace_id=account.workspace_id, account_id=account.id, day=day.day, metrics={}, taken_at=now
        )
        session.add(row)
        return row

    row = await found_or_added(session, find, add)
    row.metrics = {**row.metrics, **day.metrics}
    row.taken_at = now


async def _audience(session: AsyncSession, account: Account, now: datetime) -> Audience:
    async def find() -> Audience | None:
        found = await session.execute(
            select(Audience).where(Audience.workspace_id == account.workspace_id, Audience.account_id == account.id)
        )
        return found.scalar_one_or_none()

    async def add() -> Audience:
        row = Audience(
            id=uuid4(), workspace_id=account.workspace_id, account_id=account.id, people={}, online={}, asked_at=now
        )
        session.add(row)
        return row

    return await found_or_added(session, find, add)
