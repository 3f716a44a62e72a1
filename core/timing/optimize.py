"""OPTIMIZE_SCHEDULE: look for better hours, once a week by itself or when somebody asks, and propose them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.ports.parts import Parts
from core.timing.moves import Move, find_moves
from core.timing.proposal import MoveProposal, ProposalState, show_proposal
from core.workspaces.model import Workspace

WEEKDAY, HOURS = 0, (time(10), time(19))
"""Monday morning, in the team's zone; a clock that was away then comes later, but never at night."""
REMEMBERED = timedelta(days=60)
"""What somebody left as it was is not proposed again by itself for so long."""


async def ring_for_best_times(session: AsyncSession, now: datetime) -> int:
    """Ring for every team whose week has begun and that was not looked at in it; returns how many."""
    found = await session.execute(
        select(Workspace)
        .where(
            Workspace.proposes_times,
            or_(Workspace.times_looked_at.is_(None), Workspace.times_looked_at < (now - timedelta(days=5)).date()),
        )
        .with_for_update(skip_locked=True)
    )
    rung = 0
    for workspace in found.scalars():
        local = now.astimezone(ZoneInfo(workspace.time_zone))
        monday = local.date() - timedelta(days=(local.weekday() - WEEKDAY) % 7)
        seen = workspace.times_looked_at is not None and workspace.times_looked_at >= monday
        if seen or not HOURS[0] <= local.time() < HOURS[1]:
            continue
        workspace.times_looked_at = local.date()
        tasks.optimize_schedule.enqueue(session, workspace.id, monday.isoformat())
        rung += 1
    return rung


async def optimize_schedule(parts: Parts, workspace_id: UUID, week: str) -> None:
    """The body of `schedule.optimize`: propose what is worth it from what was learned, at most once a week."""
    async with parts.db.transaction() as session:
        locked = await session.execute(select(Workspace).where(Workspace.id == workspace_id).with_for_update())
        workspace = locked.scalar_one_or_none()
        if workspace is None or not workspace.proposes_times:
            return
        proposals = await _proposals(session, workspace_id, parts.clock.now())
        if any(one.week == date.fromisoformat(week) for one in proposals):
            return
        moves = await find_moves(session, workspace_id, parts.clock.now(), only_learned=True)
        left = {_key(move) for one in proposals if one.state is ProposalState.LEFT for move in one.moves}
        new = [move for move in moves if _key(_kept(move)) not in left]
        if new:
            await propose(session, workspace_id, new, parts.clock.now(), week=date.fromisoformat(week))


async def propose(
    session: AsyncSession,
    workspace_id: UUID,
    moves: Sequence[Move],
    now: datetime,
    *,
    conversation_id: UUID | None = None,
    thread_id: str | None = None,
    week: date | None = None,
) -> MoveProposal:
    """Keep and show it; what was proposed before and nobody answered goes out of date."""
    for old in await _proposals(session, workspace_id, now):
        if old.state is ProposalState.OPEN:
            old.state = ProposalState.OUTDATED
            await show_proposal(session, old)
    proposal = MoveProposal(
        id=uuid4(),
        workspace_id=workspace_id,
        conversation_id=conversation_id,
        thread_id=thread_id,
        week=week,
        moves=[_kept(move) for move in moves],
        state=ProposalState.OPEN,
        created_at=now,
    )
    session.add(proposal)
    await session.flush()
    await show_proposal(session, proposal)
    return proposal


async def _proposals(session: AsyncSession, workspace_id: UUID, now: datetime) -> Sequence[MoveProposal]:
    found = await session.execute(
        select(MoveProposal).where(
            MoveProposal.workspace_id == workspace_id, MoveProposal.created_at > now - REMEMBERED
        )
    )
    return found.scalars().all()


def _kept(move: Move) -> dict[str, object]:
    return {
        "post": str(move.post.id),
        "from": move.post.due_at.isoformat(),
        "to": move.better.due_at.isoformat(),
        "gain": round(move.better.gain, 3),
        "why": asdict(move.better.why),
        "made": False,
    }


def _key(kept: dict[str, object]) -> tuple[object, object]:
    return kept["post"], kept["to"]
