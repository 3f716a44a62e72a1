"""What was spent: in a month, for what, and for one version of a post."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.spending.model import ModelCallRow
from core.spending.month import Month, month_of
from core.spending.prices import Tariff
from core.workspaces.members import get_workspace


@dataclass(frozen=True)
class Cost:
    """Calls, tokens as far as they were counted, the price as far as it is known (millionths of a US dollar).

    unpriced: so many of the calls have a price nobody knows.
    """

    calls: int = 0
    tokens: int = 0
    price: int = 0
    unpriced: int = 0


@dataclass(frozen=True)
class Spending:
    """One month of a workspace: altogether, by purpose with the dearest first, and the budget if there is one."""

    month: Month
    total: Cost
    by_purpose: Sequence[tuple[str, Cost]]
    budget: int | None

    @property
    def is_spent(self) -> bool:
        return self.budget is not None and self.total.price >= self.budget


_SUMS = (
    func.count(),
    func.sum(ModelCallRow.input_tokens),
    func.sum(ModelCallRow.output_tokens),
    func.sum(ModelCallRow.price),
    func.count(ModelCallRow.price),
)


async def spending_of_month(session: AsyncSession, workspace_id: UUID) -> Spending:
    """This month's, as the team's clocks have it."""
    workspace = await get_workspace(session, workspace_id)
    month = month_of(session.info["clock"].now(), workspace.time_zone)
    found = await session.execute(
        select(ModelCallRow.purpose, *_SUMS).where(_during(month, workspace_id)).group_by(ModelCallRow.purpose)
    )
    rows = sorted(((purpose, _cost(*sums)) for purpose, *sums in found), key=lambda row: (-row[1].price, row[0]))
    costs = [cost for _, cost in rows]
    total = Cost(
        sum(cost.calls for cost in costs),
        sum(cost.tokens for cost in costs),
        sum(cost.price for cost in costs),
        sum(cost.unpriced for cost in costs),
    )
    return Spending(month, total, rows, budget_of(session, workspace.model_budget))


async def spent_in(session: AsyncSession, workspace_id: UUID, month: Month) -> int:
    """As far as prices are known, in millionths of a US dollar."""
    found = await session.execute(select(func.sum(ModelCallRow.price)).where(_during(month, workspace_id)))
    return int(found.scalar_one() or 0)


async def cost_of_revision(session: AsyncSession, workspace_id: UUID, post_id: UUID, number: int) -> Cost:
    """What a model cost for one version of a post; without a call when none was asked for it."""
    found = await session.execute(
        select(*_SUMS).where(
            ModelCallRow.workspace_id == workspace_id,
            ModelCallRow.post_id == post_id,
            ModelCallRow.revision == number,
        )
    )
    return _cost(*found.one())


def budget_of(session: AsyncSession, own: int | None) -> int | None:
    """A workspace's own budget, else what whoever runs Rite has set for all; None: there is none."""
    tariff: Tariff = session.info["tariff"]
    return tariff.budget if own is None else own


def _during(month: Month, workspace_id: UUID) -> ColumnElement[bool]:
    return and_(
        ModelCallRow.workspace_id == workspace_id,
        ModelCallRow.at >= month.starts_at,
        ModelCallRow.at < month.ends_at,
    )


def _cost(calls: int | None, into: int | None, out: int | None, price: int | None, priced: int | None) -> Cost:
    """PostgreSQL sums integers to decimals, and without a row there is no sum."""
    calls, into, out, price, priced = (int(figure or 0) for figure in (calls, into, out, price, priced))
    return Cost(calls, into + out, price, calls - priced)
