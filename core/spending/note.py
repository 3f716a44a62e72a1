"""Write down what a model was asked, at the price of the day, and look after the budget."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.ports.model import ModelCall, ModelTrouble
from core.spending.model import ModelCallRow
from core.spending.month import month_of
from core.spending.prices import Tariff
from core.spending.queries import budget_of, spent_in
from core.spending.tell import About, it_answered, tell_once, tell_trouble_once
from core.workspaces.model import Workspace

WARN_AT_PERCENT = 80


async def note_calls(
    session: AsyncSession,
    workspace_id: UUID,
    calls: Sequence[ModelCall],
    trouble: ModelTrouble | None,
    *,
    post_id: UUID | None = None,
    revision: int | None = None,
) -> None:
    """Keep the calls and tell owners what they should know. revision: the version of the post they were for."""
    # One after the other, so that of two that reach a threshold together one sees it; foreign keys don't wait for it.
    workspace = await session.scalar(
        select(Workspace).where(Workspace.id == workspace_id).with_for_update(key_share=True)
    )
    if workspace is None:
        return  # it left meanwhile
    tariff: Tariff = session.info["tariff"]
    now = session.info["clock"].now()
    session.add_all(
        ModelCallRow(
            id=uuid4(),
            workspace_id=workspace_id,
            post_id=post_id,
            revision=revision,
            purpose=call.purpose,
            model=call.model[:120],
            input_tokens=call.input_tokens,
            output_tokens=call.output_tokens,
            cached_tokens=call.cached_tokens,
            price=tariff.price(call),
            at=now,
        )
        for call in calls
    )
    await session.flush()
    if trouble is not None:
        await tell_trouble_once(session, workspace_id, trouble, tariff.model)
    elif calls:
        await it_answered(session, workspace_id)
    await _look_after(session, workspace, calls, trouble)


async def _look_after(
    session: AsyncSession, workspace: Workspace, calls: Sequence[ModelCall], trouble: ModelTrouble | None
) -> None:
    """Tell how far the budget is used, and what keeps it from being held."""
    budget = budget_of(session, workspace.model_budget)
    if not budget:  # none, or nothing at all, which is what they wanted
        return
    tariff: Tariff = session.info["tariff"]
    for call in calls:
        if not tariff.knows(call.model):
            await tell_once(session, workspace.id, About.UNPRICED, call.model, model=call.model, budget=budget)
        elif trouble is None and call.input_tokens is None:
            await tell_once(session, workspace.id, About.UNCOUNTED, call.model, model=call.model, budget=budget)
    month = month_of(session.info["clock"].now(), workspace.time_zone)
    spent = await spent_in(session, workspace.id, month)
    if spent * 100 >= budget * WARN_AT_PERCENT:
        about = About.SPENT if spent >= budget else About.WARNING
        until = month.next_local.date().isoformat()
        mark = f"{month.key} {budget}"
        await tell_once(session, workspace.id, about, mark, spent=spent, budget=budget, until=until)
