"""Who pays what on which day, out of the changes that were written down. Pure, but for reading them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.telemetry.counting import everywhere
from core.telemetry.model import CustomerChannel, PlanChange


@dataclass(frozen=True)
class Paid:
    """What a workspace pays from a day on."""

    since: date
    plan: str
    cents: int
    currency: str


Book = Mapping[UUID, Sequence[Paid]]
"""The changes of each workspace, in the order in which they count."""


async def book_of_plans(session: AsyncSession) -> Book:
    found = await everywhere(
        session,
        select(
            PlanChange.workspace_id, PlanChange.since, PlanChange.plan, PlanChange.monthly_cents, PlanChange.currency
        ).order_by(PlanChange.since, PlanChange.noted_at),
    )
    book: dict[UUID, list[Paid]] = defaultdict(list)
    for workspace_id, *change in found:
        book[workspace_id].append(Paid(*change))
    return book


async def channels(session: AsyncSession) -> Mapping[UUID, str]:
    """Through what each workspace came, where that was written down."""
    found = await everywhere(session, select(CustomerChannel.workspace_id, CustomerChannel.channel))
    return {row[0]: row[1] for row in found}


def on(changes: Sequence[Paid], day: date) -> Paid | None:
    """What counts on a day; None before the first change. Of two for one day, the one written down later."""
    return next((one for one in reversed(changes) if one.since <= day), None)


def paying(changes: Sequence[Paid], day: date) -> bool:
    now = on(changes, day)
    return now is not None and now.cents > 0


def became_customer(changes: Sequence[Paid]) -> date | None:
    """The first day on which it paid anything."""
    return next((one.since for one in changes if paying(changes, one.since)), None)
