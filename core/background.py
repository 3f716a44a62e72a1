"""Run one task: claim its row, do its body, settle the row by the error table."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

import structlog

from core.bodies import Body
from core.given_up import Given, give_up_and_tell
from core.lease import Hold, LeaseLost, to_the_end, while_held
from core.masking import masked
from core.operations.counted import counted
from core.operations.meters import TASK_RUNS
from core.operations.work import Kind
from core.outbox import TaskRow, claim, finish, hand_back, leave, postpone, renew
from core.ports.parts import Parts
from core.retry import wait_before
from core.telemetry.measures import Kind as Measured

log = structlog.get_logger(__name__)

RETRY_UNKNOWN = timedelta(seconds=30)


async def run_task(parts: Parts, bodies: Mapping[str, Body], task_id: UUID) -> None:
    """Do what a ring asked for, once; a ring for something done or taken is quiet.

    Cancelled, because this process ends, it hands the row back: another process may have it at once.
    """
    owner = uuid4()
    try:
        await _run(parts, bodies, task_id, owner)
    except asyncio.CancelledError:
        async with parts.db.transaction() as session:
            await hand_back(session, task_id, owner)
        raise


async def _run(parts: Parts, bodies: Mapping[str, Body], task_id: UUID, owner: UUID) -> None:
    hold = Hold(parts.lease)
    async with parts.db.transaction() as session:
        row = await claim(session, task_id, owner, parts.clock, parts.lease)
    if row is None:
        return
    body = bodies.get(row.name)
    if body is None:
        await _settle_unknown(parts, row)
        return
    with structlog.contextvars.bound_contextvars(task=row.name, attempt=row.attempt):
        with counted(parts.work, Kind.TASK, TASK_RUNS, row.name) as run:
            try:
                await while_held(_within_limit(parts, body, row), lambda: _renew(parts, row), hold)
            except LeaseLost:
                log.warning("a task was taken over")
                return
            except Exception as error:
                run.error = error
        if run.error is not None:
            await to_the_end(_settle(parts, body, row, run.error))
        else:
            await to_the_end(_finish(parts, row))


async def _finish(parts: Parts, row: TaskRow) -> None:
    async with parts.db.transaction() as session:
        await finish(session, row)
    parts.measures.count(Measured.JOB, row.name, parts.clock.now() - row.created_at)


async def _within_limit(parts: Parts, body: Body, row: TaskRow) -> None:
    async with asyncio.timeout(body.task.limit.total_seconds()):
        await body.run(parts, **body.task.arguments_from(row.arguments))


async def _renew(parts: Parts, row: TaskRow) -> bool:
    async with parts.db.transaction() as session:
        return await renew(session, row, parts.clock, parts.lease)


async def _settle(parts: Parts, body: Body, row: TaskRow, error: Exception) -> None:
    wait = wait_before(row.attempt, error)
    reason = masked(f"{type(error).__name__}: {error}")[:2000]
    if wait is None:
        parts.measures.count(Measured.JOB, row.name, parts.clock.now() - row.created_at, failed=True)
        await give_up_and_tell(parts, Given(body, row, error, reason))
        return
    async with parts.db.transaction() as session:
        await postpone(session, row, parts.clock.now() + wait, reason)
    log.info("task postponed", reason=reason, seconds=wait.total_seconds())


async def _settle_unknown(parts: Parts, row: TaskRow) -> None:
    """A ring for a task this process has no body for: a deploy is half way; another process may know it."""
    async with parts.db.transaction() as session:
        await leave(session, row, parts.clock.now() + RETRY_UNKNOWN, f"no body for {row.name} here")
