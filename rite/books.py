"""rite plan and rite spend: what workspaces pay, through what they came, and what winning them cost."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.errors import InvalidAnswer
from core.services import Services
from core.telemetry.model import AcquisitionSpend
from core.telemetry.money import came_through, end_plan, set_plan, spend, workspace_named
from core.telemetry.plans import Paid, book_of_plans, channels, on
from core.workspaces.model import Workspace
from rite.opened import opened

SHOWN = 50


async def plan(which: str, name: str, price: str, currency: str, since: str) -> list[str]:
    """Note that a workspace pays so much a month from a day on."""
    async with opened() as services, services.db.transaction() as session:
        day = _day(services, since)
        change = await set_plan(session, await workspace_named(session, which), name, price, currency, day)
    return [f"{which} pays {change.monthly_cents / 100:.2f} {change.currency} a month for {change.plan} since {day}."]


async def no_plan(which: str, since: str) -> list[str]:
    """Note that a workspace pays nothing from a day on."""
    async with opened() as services, services.db.transaction() as session:
        day = _day(services, since)
        await end_plan(session, await workspace_named(session, which), day)
    return [f"{which} has no plan since {day}."]


async def through(which: str, channel: str) -> list[str]:
    """Note through what a workspace came."""
    async with opened() as services, services.db.transaction() as session:
        await came_through(session, await workspace_named(session, which), channel)
    return [f"{which} came through {channel}."]


async def plans() -> list[str]:
    """Every workspace with its plan of today and its channel."""
    async with opened() as services, services.db.reading() as session:
        book = await book_of_plans(session)
        came = await channels(session)
        found = await session.execute(select(Workspace.id, Workspace.name).order_by(Workspace.created_at))
        today = services.clock.now().date()
        lines = [_line(id_, name, on(book.get(id_, ()), today), came.get(id_, "")) for id_, name in found.all()]
    return lines or ["There is no workspace yet."]


async def spent(channel: str, amount: str, currency: str, day: str) -> list[str]:
    """Note money spent to win customers."""
    async with opened() as services, services.db.transaction() as session:
        row = await spend(session, channel, amount, currency, _day(services, day))
    return [f"{row.cents / 100:.2f} {row.currency} were spent on {row.channel} on {row.spent_on}."]


async def spendings() -> list[str]:
    """The newest first."""
    async with opened() as services, services.db.reading() as session:
        newest = select(AcquisitionSpend).order_by(AcquisitionSpend.spent_on.desc(), AcquisitionSpend.noted_at.desc())
        rows = (await session.execute(newest.limit(SHOWN))).scalars().all()
    lines = [f"{row.spent_on}  {row.channel:<30}  {row.cents / 100:>12,.2f} {row.currency}" for row in rows]
    return lines or ["No spend is recorded."]


def _day(services: Services, text: str) -> date:
    if not text:
        return services.clock.now().date()
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidAnswer(f"“{text[:20]}” is no day. Write it like 2026-11-30.") from error


def _line(workspace_id: UUID, name: str, now: Paid | None, channel: str) -> str:
    return f"{str(workspace_id)[:8]}  {name[:30]:<30}  {_paid(now):<32}  {channel}".rstrip()


def _paid(now: Paid | None) -> str:
    if now is None or not now.plan:
        return "no plan"
    return f"{now.plan}, {now.cents / 100:.2f} {now.currency} a month"
