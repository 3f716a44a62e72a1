"""What is asked of a model is written down with its price, and no more is asked than the month's budget pays for."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from builders import empty_post
from paying import PayingMachine
from publishing_machine import Machine
from sqlalchemy import select

from core.notices.model import Notice, NoticeKind
from core.operations.model import AlertRow
from core.ports.copywriter import Brief, Draft
from core.ports.model import UNLIMITED, Allowance, ModelCall, ModelTrouble
from core.posts.draft import draft_post
from core.spending import within_budget
from core.spending.note import note_calls
from core.spending.queries import Cost, Spending, cost_of_revision, spending_of_month
from core.workspaces.members import get_workspace

MODEL = "gpt-5.4-mini"
BRIEF = Brief(name="Night", starts_local=datetime(2026, 11, 27, 22), time_zone="Europe/Berlin", venue="Halle 7")


def call(dollars: float = 0.0, purpose: str = "caption", model: str = MODEL) -> ModelCall:
    """A call that costs so much, at a dollar for a million tokens."""
    return ModelCall(purpose=purpose, model=model, input_tokens=round(dollars * 1_000_000), output_tokens=0)


async def note(machine: Machine, *calls: ModelCall, trouble: ModelTrouble | None = None) -> None:
    async with machine.services.db.transaction() as session:
        await note_calls(session, machine.team.workspace_id, calls, trouble)


async def spending(machine: Machine) -> Spending:
    async with machine.services.db.reading() as session:
        return await spending_of_month(session, machine.team.workspace_id)


async def told(machine: Machine) -> list[str]:
    """What the owners heard about the model."""
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice.details)
            .where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.MODEL)
            .order_by(Notice.created_at)
        )
        return [details["what"] for details in found.scalars()]


async def set_budget(machine: Machine, millionths: int | None) -> None:
    async with machine.services.db.transaction() as session:
        (await get_workspace(session, machine.team.workspace_id)).model_budget = millionths


async def drafted(machine: Machine) -> UUID:
    post = empty_post(machine.team)
    async with machine.services.db.transaction() as session:
        session.add(post)
    await draft_post(machine.services, machine.team.workspace_id, post.id)
    return post.id


async def test_a_version_knows_what_it_cost_and_the_month_what_it_was_for(paying: PayingMachine) -> None:
    machine = await paying()
    post_id = await drafted(machine)
    await note(machine, call(0.5, "read"), call(model="llama"), ModelCall(purpose="look", model=MODEL))
    async with machine.services.db.reading() as session:
        first = await cost_of_revision(session, machine.team.workspace_id, post_id, 1)
        second = await cost_of_revision(session, machine.team.workspace_id, post_id, 2)
    assert (first.calls, first.price, first.unpriced) == (1, first.tokens, 0)
    assert first.tokens > 100
    assert second == Cost()
    month = await spending(machine)
    assert [(purpose, cost.calls, cost.unpriced) for purpose, cost in month.by_purpose] == [
        ("read", 1, 0), ("caption", 2, 0), ("look", 1, 1),
    ]  # fmt: skip
    assert (month.total.calls, month.total.price, month.budget) == (4, 500_000 + first.price, None)


async def test_owners_hear_at_eighty_percent_and_at_the_end_once_a_month(paying: PayingMachine) -> None:
    machine = await paying(model_budget_usd=Decimal(10))
    await note(machine, call(7.99))
    assert await told(machine) == []
    for dollars in (0.01, 1.0, 0.99):
        await note(machine, call(dollars))
    assert await told(machine) == ["warning"]
    await note(machine, call(0.01))
    await note(machine, call(1))
    assert await told(machine) == ["warning", "spent"]
    await set_budget(machine, 20_000_000)
    assert not (await spending(machine)).is_spent
    await note(machine, call(1))
    assert await told(machine) == ["warning", "spent"]
    machine.move_to(datetime(2026, 11, 30, 22, 59, tzinfo=UTC))
    assert (await spending(machine)).total.price == 12_000_000
    machine.move_to(datetime(2026, 11, 30, 23, tzinfo=UTC))  # midnight in Berlin
    assert (await spending(machine)).total.calls == 0
    await note(machine, call(30))
    assert await told(machine) == ["warning", "spent", "spent"]


class Slow:
    """A copywriter whose calls all are under way at once: each waits until the others began, or were not allowed."""

    def __init__(self, drafts: int, price: float) -> None:
        self.began, self.price = asyncio.Barrier(drafts), price
        self.asked = 0

    async def draft(self, brief: Brief, allowance: Allowance = UNLIMITED) -> Draft:
        lasts = await allowance.lasts(())
        await self.began.wait()
        if not lasts:
            return Draft(caption="Plain.", writer="offline", trouble=ModelTrouble.SPENT)
        self.asked += 1
        return Draft(caption="Fine.", writer=MODEL, calls=(call(self.price),))


async def test_drafts_that_race_spend_at_most_what_was_under_way(paying: PayingMachine) -> None:
    machine = await paying(model_budget_usd=Decimal(1))
    writer = Slow(3, price=0.9)
    parts = replace(machine.services, copywriter=writer)
    posts = [empty_post(machine.team) for _ in range(3)]
    async with machine.services.db.transaction() as session:
        session.add_all(posts)

    async def all_at_once() -> None:
        await asyncio.gather(
            *(
                within_budget.draft(parts, machine.team.workspace_id, BRIEF, post_id=post.id, revision=1)
                for post in posts
            )
        )

    await all_at_once()
    await all_at_once()
    assert writer.asked == 3
    assert (await spending(machine)).total.price == 2_700_000
    assert (await told(machine)).count("spent") == 1


async def test_a_team_s_own_budget_counts_more_and_nought_means_no_model(paying: PayingMachine) -> None:
    machine = await paying(model_budget_usd=Decimal(10))
    allowance = within_budget.MonthsBudget(machine.services.db, machine.team.workspace_id)
    await note(machine, call(5))
    assert await allowance.lasts(())
    assert not await allowance.lasts((call(2.5), call(2.5)))
    await set_budget(machine, 5_000_000)
    assert not await allowance.lasts(())
    before = await told(machine)
    await set_budget(machine, 0)
    post = await machine.post(await drafted(machine))
    assert post.revision == 1
    assert (await machine.sandbox.state())["openai"]["calls"] == 0
    assert await told(machine) == before


async def test_a_budget_that_cannot_be_held_is_told_once_and_holds_nobody_up(paying: PayingMachine) -> None:
    machine = await paying(model_budget_usd=Decimal(1), openai_prices=None)
    for _ in range(2):
        await drafted(machine)
    assert (await machine.sandbox.state())["openai"]["calls"] == 2
    assert await told(machine) == ["unpriced"]
    month = await spending(machine)
    assert (month.total.unpriced, month.total.price, month.is_spent) == (2, 0, False)


async def test_a_server_that_does_not_count_is_told_of_as_well(paying: PayingMachine) -> None:
    machine = await paying(model_budget_usd=Decimal(1))
    await machine.sandbox.do("openai/mode", mode="uncounted")
    for _ in range(2):
        await drafted(machine)
    assert await told(machine) == ["uncounted"]


@pytest.mark.parametrize(
    "trouble", [one for one in ModelTrouble if one not in (ModelTrouble.PASSING, ModelTrouble.SPENT)]
)
async def test_what_will_not_pass_is_told_once_until_the_model_answers_again(
    paying: PayingMachine, trouble: ModelTrouble
) -> None:
    machine = await paying()
    for _ in range(3):
        await note(machine, trouble=trouble)
    assert await told(machine) == [trouble.value]
    await note(machine, trouble=ModelTrouble.PASSING)
    await note(machine, call(0.1))
    await note(machine, trouble=trouble)
    assert await told(machine) == [trouble.value] * 2
    async with machine.services.db.reading() as session:
        alerts: Any = await session.execute(
            select(AlertRow.text).where(AlertRow.workspace_id == machine.team.workspace_id)
        )
        assert len(list(alerts.scalars())) == 1  # whoever runs Rite hears the same thing once an hour
