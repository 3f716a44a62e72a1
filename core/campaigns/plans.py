"""Plans a team may choose from: the shipped cadences and its own. Copied, changed, made the usual, deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.campaigns.cadence import Cadence, CadenceProblem, as_table, cadences, fitting, read_cadence
from core.campaigns.own_plan import LONGEST_NAME, OwnPlan
from core.errors import InvalidAnswer, NotFound, NotNow
from core.workspaces.members import get_workspace
from core.workspaces.model import Member

BY_ITSELF = "auto"
"""The plan that picks a cadence by the time that is left."""
MOST_PLANS = 15
GONE = "That plan is not there any more."
_SHIPPED = UUID("6b1f6c0e-5c39-4c35-9a3e-2f0d7a1c9b54")


@dataclass(frozen=True)
class Plan:
    """One to choose. id: what buttons carry; ref: what forms and settings keep."""

    id: UUID
    ref: str
    cadence: Cadence
    own: bool = False
    usual: bool = False

    @property
    def title(self) -> str:
        return self.cadence.title

    @property
    def stored(self) -> dict[str, Any]:
        """What a campaign keeps of it: nothing of a shipped one, so that it stays as it is shipped."""
        return as_table(self.cadence) if self.own else {}


def _shipped(cadence: Cadence, usual: str) -> Plan:
    return Plan(uuid5(_SHIPPED, cadence.key), cadence.key, cadence, usual=cadence.key == usual)


def _own(row: OwnPlan, usual: str) -> Plan:
    read = read_cadence(row.base, row.table, f"the plan “{row.name}”")
    return Plan(row.id, str(row.id), replace(read, title=row.name), own=True, usual=str(row.id) == usual)


async def plans_of(session: AsyncSession, workspace_id: UUID) -> Sequence[Plan]:
    """All a team may choose from, its own first."""
    usual = (await get_workspace(session, workspace_id)).usual_plan
    found = await session.execute(select(OwnPlan).where(OwnPlan.workspace_id == workspace_id).order_by(OwnPlan.key))
    return (*(_own(row, usual) for row in found.scalars()), *(_shipped(cadence, usual) for cadence in cadences()))


async def get_plan(session: AsyncSession, workspace_id: UUID, plan_id: UUID) -> Plan:
    """One of them; raises NotFound."""
    found = next((plan for plan in await plans_of(session, workspace_id) if plan.id == plan_id), None)
    if found is None:
        raise NotFound(GONE)
    return found


async def plan_for(session: AsyncSession, workspace_id: UUID, ref: str, days_left: int) -> Plan:
    """What a new event gets: the one that was picked, "" the team's usual, BY_ITSELF what suits the time that is left.

    Raises InvalidAnswer for one that is gone.
    """
    plans = await plans_of(session, workspace_id)
    usual = next((plan.ref for plan in plans if plan.usual), BY_ITSELF)
    wanted = ref or usual
    if wanted == BY_ITSELF:
        wanted = fitting(days_left).key
    picked = next((plan for plan in plans if plan.ref == wanted), None)
    if picked is None:
        raise InvalidAnswer(f"{GONE} Pick another one.", field="plan")
    return picked


def taken_over(cadence: Cadence | None) -> Plan | None:
    """The plan one event has of its own, for another."""
    return Plan(uuid4(), "", cadence, own=True) if cadence else None


async def usual_ref(session: AsyncSession, workspace_id: UUID) -> str:
    """What a form offers first: the team's usual plan, else the one by itself."""
    return (await get_workspace(session, workspace_id)).usual_plan or BY_ITSELF


async def copy_plan(session: AsyncSession, member: Member, plan_id: UUID, name: str, now: datetime) -> Plan:
    """A plan of the team's own that begins as another one. Raises InvalidAnswer for the name."""
    check_may_edit(member)
    original = await get_plan(session, member.workspace_id, plan_id)
    return await save_plan(session, member, original.cadence, name, now)


async def save_plan(session: AsyncSession, member: Member, cadence: Cadence, name: str, now: datetime) -> Plan:
    """Keep a cadence under a name. Raises InvalidAnswer for the name, NotNow when there are too many."""
    check_may_edit(member)
    there = await plans_of(session, member.workspace_id)
    if sum(plan.own for plan in there) >= MOST_PLANS:
        raise NotNow(f"You have {MOST_PLANS} plans of your own, and that is as many as I keep. Delete one of them.")
    name = _checked_name(name, there)
    row = OwnPlan(
        id=uuid4(),
        workspace_id=member.workspace_id,
        key=name.casefold(),
        name=name,
        base=cadence.key,
        table=as_table(replace(cadence, title=name, least_days=None)),
        created_at=now,
        changed_at=now,
    )
    session.add(row)
    await session.flush()
    return _own(row, "")


def _checked_name(name: str, there: Sequence[Plan]) -> str:
    name = " ".join(name.split())
    if not name:
        raise InvalidAnswer("A plan needs a name, so that you find it again.", field="name")
    if len(name) > LONGEST_NAME:
        raise InvalidAnswer(f"Up to {LONGEST_NAME} characters are fine for a name.", field="name")
    if any(plan.title.casefold() == name.casefold() for plan in there):
        raise InvalidAnswer(f"There is a plan called “{name}” already. Pick another name.", field="name")
    return name


async def change_own(
    session: AsyncSession, member: Member, plan_id: UUID, change: Callable[[Cadence], Cadence], now: datetime
) -> Plan:
    """Change a plan of the team's own; events that have it already keep what they were given."""
    check_may_edit(member)
    row = await _row(session, member, plan_id)
    changed = change(read_cadence(row.base, row.table, f"the plan “{row.name}”"))
    row.table, row.changed_at = checked_table(changed), now
    await session.flush()
    return await get_plan(session, member.workspace_id, plan_id)


def checked_table(cadence: Cadence) -> dict[str, Any]:
    """As a table that can be read again; raises InvalidAnswer with what is wrong with it."""
    table = as_table(cadence)
    try:
        read_cadence(cadence.key, table, cadence.title)
    except CadenceProblem as error:
        raise InvalidAnswer(f"That makes no plan. {error}", field="day") from error
    return table


async def delete_plan(session: AsyncSession, member: Member, plan_id: UUID) -> str:
    """Take a plan away and return its name; events that have it keep it."""
    check_may_edit(member)
    row = await _row(session, member, plan_id)
    workspace = await get_workspace(session, member.workspace_id)
    if workspace.usual_plan == str(row.id):
        workspace.usual_plan = ""
    await session.delete(row)
    await session.flush()
    return row.name


async def make_usual(session: AsyncSession, member: Member, plan_id: UUID | None) -> Plan | None:
    """What new events get unless somebody picks another one; None: what suits the time that is left again."""
    check(member, Right.USUAL_PLAN)
    plan = await get_plan(session, member.workspace_id, plan_id) if plan_id else None
    (await get_workspace(session, member.workspace_id)).usual_plan = plan.ref if plan else ""
    audit(session, member, Deed.CHANGED_PLAN, about=plan_id, plan=plan.title if plan else "")
    await session.flush()
    return plan


async def _row(session: AsyncSession, member: Member, plan_id: UUID) -> OwnPlan:
    found = await session.execute(
        select(OwnPlan).where(OwnPlan.workspace_id == member.workspace_id, OwnPlan.id == plan_id).with_for_update()
    )
    row = found.scalar_one_or_none()
    if row is None:
        shipped = {plan.id for plan in await plans_of(session, member.workspace_id)}
        raise NotNow("This plan comes with me. Copy it, and change the copy.") if plan_id in shipped else NotFound(GONE)
    return row
