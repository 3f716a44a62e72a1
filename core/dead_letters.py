"""Tasks that were given up, for people: whose they are, and what may be done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.authorization.check import check, may
from core.authorization.table import Right
from core.errors import NotNow
from core.notices.model import Conversation
from core.operations.backlog import drop, replay
from core.outbox import TaskRow
from core.workspaces.model import Member, Workspace

GONE = "That was tried again or dropped meanwhile."


@dataclass(frozen=True)
class DeadLetter:
    """One of them; `error` holds no secret."""

    id: UUID
    name: str
    team: str
    """The name of the workspace it was for."""
    since: datetime
    tries: int
    error: str


@dataclass(frozen=True)
class Reach:
    """Which tasks somebody may look at: of one workspace, or of all."""

    workspace_id: UUID | None


async def runs_rite(session: AsyncSession, member: Member, place: Conversation, operators: str | None) -> bool:
    """Whoever speaks where alerts are told, and the owner of the only team there is."""
    if f"{place.platform.value}:{place.address}" == operators:
        return True
    teams = (await session.execute(select(func.count()).select_from(Workspace))).scalar_one()
    return teams == 1 and may(member, Right.GIVEN_UP)


async def reach_of(session: AsyncSession, member: Member, place: Conversation, operators: str | None) -> Reach:
    """Those who run Rite reach everything, other owners what is their team's. Raises NotAllowed for everybody else."""
    everything = await runs_rite(session, member, place, operators)
    check(member, Right.GIVEN_UP, own=everything)
    return Reach(None if everything else member.workspace_id)


async def dead_letters(session: AsyncSession, reach: Reach) -> Sequence[DeadLetter]:
    """The first that was given up first."""
    found = await session.execute(
        select(TaskRow).where(TaskRow.dead_at.is_not(None), *_within(reach)).order_by(TaskRow.dead_at, TaskRow.id)
    )
    rows = found.scalars().all()
    named = await session.execute(select(Workspace.id, Workspace.name))
    teams = {str(workspace_id): name for workspace_id, name in named.all()}
    return [
        DeadLetter(
            row.id,
            row.name,
            teams.get(row.arguments.get("workspace_id", ""), ""),
            row.dead_at,
            row.attempt,
            row.last_error or "",
        )
        for row in rows
        if row.dead_at is not None
    ]


async def try_again(session: AsyncSession, reach: Reach, task_id: UUID) -> None:
    """All its chances anew; raises NotNow when there is nothing any more."""
    _check(await replay(session, await _mine(session, reach, task_id), session.info["clock"]))


async def let_go(session: AsyncSession, reach: Reach, task_id: UUID) -> None:
    """Forget it; raises NotNow when there is nothing any more."""
    _check(await drop(session, await _mine(session, reach, task_id)))


async def _mine(session: AsyncSession, reach: Reach, task_id: UUID) -> Sequence[UUID]:
    found = await session.execute(select(TaskRow.id).where(TaskRow.id == task_id, *_within(reach)))
    return found.scalars().all()


def _check(count: int) -> None:
    if not count:
        raise NotNow(GONE)


def _within(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    if reach.workspace_id is None:
        return ()
    return (TaskRow.arguments["workspace_id"].as_string() == str(reach.workspace_id),)
