"""One worker's turn at a claimed post: take it, keep it in hand while the work goes on, settle what nobody foresaw."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from core.errors import Cure
from core.lease import Hold, LeaseLost, to_the_end, while_held
from core.masking import masked
from core.operations.alert import raise_alert
from core.operations.counted import counted
from core.operations.meters import POST_RUNS
from core.operations.work import Kind
from core.ports.parts import Parts
from core.posts.claim import Claim, hand_back, renew, take
from core.posts.model import PostStatus
from core.posts.publish import publish_post
from core.posts.reconcile import ask_a_person, patience_over
from core.posts.run import LostPost, Run, load

log = structlog.get_logger(__name__)

TURN_LASTS = timedelta(minutes=4)
"""Longer than the slowest single step: Instagram's own publish call may take two minutes."""
AGAIN_AFTER = timedelta(seconds=15)
OUR_FAULT = "Something went wrong on my side. Those who run me were told."
PASSES = (OperationalError, InterfaceError)
"""The database is away or restarting: nothing about the post is wrong."""


async def take_turn(parts: Parts, claim: Claim) -> None:
    """Do what a ring asked for, once; a ring for something taken, stopped or claimed anew is quiet.

    Cancelled, because this process ends, it hands the post back: what is noted about it says how to go on.
    """
    owner = uuid4()
    try:
        await _turn(parts, claim, owner)
    except asyncio.CancelledError:
        async with parts.db.transaction() as session:
            await hand_back(session, claim, owner)
        raise


async def _turn(parts: Parts, claim: Claim, owner: UUID) -> None:
    hold = Hold(parts.lease)
    async with parts.db.transaction() as session:
        if not await take(session, claim, owner, parts.clock, parts.lease):
            return
    with structlog.contextvars.bound_contextvars(post=str(claim.post_id), fence=claim.fence):
        with counted(parts.work, Kind.POST, POST_RUNS) as run:
            try:
                await while_held(_within_limit(parts, claim), lambda: _renew(parts, claim, owner), hold)
            except LeaseLost:
                log.warning("a post was taken over")
            except Exception as error:
                run.error = error
        if run.error is not None:
            await to_the_end(_settle(parts, claim, run.error))


async def _within_limit(parts: Parts, claim: Claim) -> None:
    async with asyncio.timeout(TURN_LASTS.total_seconds()):
        await publish_post(parts, claim)


async def _renew(parts: Parts, claim: Claim, owner: UUID) -> bool:
    async with parts.db.transaction() as session:
        return await renew(session, claim, owner, parts.clock, parts.lease)


async def _settle(parts: Parts, claim: Claim, error: Exception) -> None:
    """What happened is our fault or the database's: the post goes on, and in the end a person is told."""
    log.error("a turn went wrong", exc_info=error)
    run = await load(parts, claim)
    if run is None:
        return
    try:
        if run.post.status is PostStatus.PUBLISHING:
            await _look_again(run)
        elif isinstance(error, PASSES):
            await run.wait(run.now + AGAIN_AFTER, status=PostStatus.SCHEDULED)
        else:
            await run.retry(OUR_FAULT, after=None, cure=Cure.AGAIN)
    except LostPost:
        return
    if not isinstance(error, PASSES):
        await _tell_operators(parts, claim, error)


async def _look_again(run: Run) -> None:
    if patience_over(run):
        await ask_a_person(run, OUR_FAULT)
    else:
        await run.wait(run.now + AGAIN_AFTER, status=PostStatus.PUBLISHING)


async def _tell_operators(parts: Parts, claim: Claim, error: Exception) -> None:
    kind = type(error).__name__
    text = masked(f"Publishing post {claim.post_id} went wrong: {kind}: {error}")[:500]
    async with parts.db.transaction() as session:
        await raise_alert(session, claim.workspace_id, "publishing", kind, text, parts.clock.now())
