"""Write down what workspaces pay, through what they came, and what winning them cost. Operators do, by command."""

import re
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer, NotFound
from core.telemetry.model import AcquisitionSpend, CustomerChannel, PlanChange
from core.workspaces.model import Workspace

AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{2}))?")
CURRENCY = re.compile(r"[A-Z]{3}")
NAME = re.compile(r"[\w.+/ -]{1,40}")


async def set_plan(
    session: AsyncSession, workspace_id: UUID, plan: str, price: str, currency: str, since: date
) -> PlanChange:
    """From that day on it pays so much a month. Raises InvalidAnswer."""
    change = PlanChange(
        id=uuid4(),
        workspace_id=workspace_id,
        plan=_name(plan, "plan"),
        monthly_cents=cents_of(price),
        currency=_currency(currency),
        since=since,
        noted_at=session.info["clock"].now(),
    )
    session.add(change)
    return change


async def end_plan(session: AsyncSession, workspace_id: UUID, since: date) -> PlanChange:
    """From that day on it pays nothing. Raises NotFound when it has no plan."""
    before = await _newest(session, workspace_id)
    if before is None or not before.plan:
        raise NotFound("That workspace has no plan.")
    change = PlanChange(
        id=uuid4(),
        workspace_id=workspace_id,
        plan="",
        monthly_cents=0,
        currency=before.currency,
        since=since,
        noted_at=session.info["clock"].now(),
    )
    session.add(change)
    return change


async def came_through(session: AsyncSession, workspace_id: UUID, channel: str) -> None:
    """The newest word counts. Raises InvalidAnswer."""
    named = _name(channel, "channel")
    found = await session.execute(select(CustomerChannel).where(CustomerChannel.workspace_id == workspace_id))
    known = found.scalar_one_or_none()
    if known is None:
        session.add(CustomerChannel(id=uuid4(), workspace_id=workspace_id, channel=named))
    else:
        known.channel = named


async def spend(session: AsyncSession, channel: str, amount: str, currency: str, spent_on: date) -> AcquisitionSpend:
    """Money that went into winning customers. Raises InvalidAnswer."""
    row = AcquisitionSpend(
        id=uuid4(),
        channel=_name(channel, "channel"),
        cents=cents_of(amount),
        currency=_currency(currency),
        spent_on=spent_on,
        noted_at=session.info["clock"].now(),
    )
    session.add(row)
    return row


async def workspace_named(session: AsyncSession, which: str) -> UUID:
    """By its name or the beginning of its id. Raises NotFound, or InvalidAnswer when several are meant."""
    everyone = (await session.execute(select(Workspace.id, Workspace.name).order_by(Workspace.created_at))).all()
    wanted = which.strip()
    found = [id_ for id_, name in everyone if name == wanted or str(id_).startswith(wanted.lower())]
    if not wanted or not found:
        raise NotFound(f"No workspace is called “{which[:60]}”, and no id begins so. `rite plan list` shows them.")
    if len(found) > 1:
        raise InvalidAnswer(f"{len(found)} workspaces fit. Give more of the id that `rite plan list` shows.")
    return found[0]


def cents_of(text: str) -> int:
    """ "29" or "29.90" -> cents. Raises InvalidAnswer."""
    found = AMOUNT.fullmatch(text.strip())
    if found is None:
        raise InvalidAnswer(f"“{text[:20]}” is no amount. Write it like 29 or 29.90.")
    return int(found[1]) * 100 + int(found[2] or 0)


async def _newest(session: AsyncSession, workspace_id: UUID) -> PlanChange | None:
    found = await session.execute(
        select(PlanChange)
        .where(PlanChange.workspace_id == workspace_id)
        .order_by(PlanChange.since.desc(), PlanChange.noted_at.desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


def _name(text: str, what: str) -> str:
    named = " ".join(text.split())
    if NAME.fullmatch(named) is None:
        raise InvalidAnswer(f"A {what} has a short name: up to 40 letters, digits, spaces and .+/-.")
    return named


def _currency(text: str) -> str:
    if CURRENCY.fullmatch(text.strip().upper()) is None:
        raise InvalidAnswer(f"“{text[:10]}” is no currency. It has three letters, like EUR.")
    return text.strip().upper()
