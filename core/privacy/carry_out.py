"""Erase what is due: the rows in one transaction, then the files, then a search for what is left.

Whatever stops it anywhere, it goes on where it was: the files still to go are noted with the rows' end.
"""

from collections.abc import Collection
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import outside_transaction, touched
from core.errors import NotFound
from core.ports.parts import Parts
from core.privacy.erase_person import erase_person, identities_of, known_as
from core.privacy.erase_team import erase_team, slack_team_of
from core.privacy.model import PrivacyRequest, Whose, Wish
from core.privacy.scan import Traces, files_left, rows_left
from core.privacy.sweep import sweep
from core.privacy.tables import keys_of_all, keys_of_team
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member

log = structlog.get_logger(__name__)


async def erase_due(parts: Parts) -> list[PrivacyRequest]:
    """Everything whose grace is over; returns what is done now."""
    async with parts.db.reading() as session:
        found = await session.execute(
            select(PrivacyRequest)
            .where(
                PrivacyRequest.wish == Wish.ERASE,
                PrivacyRequest.due_at <= parts.clock.now(),
                PrivacyRequest.undone_at.is_(None),
                PrivacyRequest.done_at.is_(None),
            )
            .order_by(PrivacyRequest.due_at)
            .execution_options(**ACROSS_WORKSPACES)
        )
        due = found.scalars().all()
    return [done for one in due if (done := await carry_out(parts, one.id)) is not None]


async def carry_out(parts: Parts, request_id: UUID) -> PrivacyRequest | None:
    """One erasure to its end; None when it was undone or is done."""
    outside_transaction()
    traces = await _erase_rows(parts, request_id)
    request = await _read(parts, request_id)
    if request is None or request.rows_gone_at is None or request.done_at is not None:
        return None
    gone = await _erase_files(parts, request.files)
    if request.whose is Whose.TEAM:
        gone += await sweep(parts)
    return await _prove(parts, request, traces, gone)


async def _erase_rows(parts: Parts, request_id: UUID) -> Traces:
    async with parts.db.transaction() as session:
        request = await _claimed(session, request_id)
        if request is None:
            return Traces(())
        traces = await _traces(session, request)
        try:
            files, gone = await _do(session, request)
        except NotFound:  # the whole team went first, or somebody had them erased before
            files, gone = set(), {}
        request.files, request.found = sorted(files), {"rows": dict(gone), "names": list(traces.words)}
        request.asked_by_id = None
    return traces


async def _claimed(session: AsyncSession, request_id: UUID) -> PrivacyRequest | None:
    """Whoever sets the mark erases; an undoing at the same moment comes before it or too late."""
    claimed = await session.execute(
        update(PrivacyRequest)
        .where(
            PrivacyRequest.id == request_id, PrivacyRequest.undone_at.is_(None), PrivacyRequest.rows_gone_at.is_(None)
        )
        .values(rows_gone_at=session.info["clock"].now())
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    if not touched(claimed):
        return None
    found = await session.execute(
        select(PrivacyRequest).where(PrivacyRequest.id == request_id).execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalar_one()


async def _traces(session: AsyncSession, request: PrivacyRequest) -> Traces:
    if request.whose is Whose.TEAM:
        slack_team = await slack_team_of(session, request.workspace_id)
        return Traces((request.workspace_id,), (slack_team,) if slack_team else ())
    try:
        member = await get_member(session, request.workspace_id, request.subject_id)
    except NotFound:
        return Traces((request.subject_id,))
    return Traces((member.id,), known_as(await identities_of(session, member)))


async def _do(session: AsyncSession, request: PrivacyRequest) -> tuple[set[str], dict[str, int]]:
    if request.whose is Whose.PERSON:
        return set(), dict(await erase_person(session, request.workspace_id, request.subject_id))
    slack_team = await slack_team_of(session, request.workspace_id)
    files = await keys_of_team(session, request.workspace_id, slack_team)
    return files, dict(await erase_team(session, request.workspace_id))


async def _read(parts: Parts, request_id: UUID) -> PrivacyRequest | None:
    async with parts.db.reading() as session:
        found = await session.execute(
            select(PrivacyRequest).where(PrivacyRequest.id == request_id).execution_options(**ACROSS_WORKSPACES)
        )
        return found.scalar_one_or_none()


async def _erase_files(parts: Parts, keys: Collection[str]) -> int:
    """Files of theirs that nobody else uses: the same picture sent by two teams is one file."""
    mine = await _only_theirs(parts, keys)
    await parts.thumbnails.forget(mine)
    return sum([await parts.media.forget(key) for key in sorted(mine)])


async def _only_theirs(parts: Parts, keys: Collection[str]) -> set[str]:
    async with parts.db.reading() as session:
        return set(keys) - await keys_of_all(session, but=PrivacyRequest) if keys else set()


async def _prove(parts: Parts, request: PrivacyRequest, traces: Traces, files_gone: int) -> PrivacyRequest:
    """Search for what is left. Anything found is an error: it is told in the log, and the search comes again."""
    traces = traces if traces.ids else Traces((request.subject_id,), request.found.get("names", ()))
    async with parts.db.reading() as session:
        rows = await rows_left(session, traces)
    files = await files_left(parts.media, await _only_theirs(parts, request.files))
    found = {"rows": request.found["rows"], "files": files_gone, "rows_left": dict(rows), "files_left": files}
    if rows or files:
        log.error("an erasure left something", request=str(request.id), rows=dict(rows), files=files)
        raise RuntimeError("An erasure left something behind.")
    async with parts.db.transaction() as session:
        done = await session.execute(
            select(PrivacyRequest).where(PrivacyRequest.id == request.id).execution_options(**ACROSS_WORKSPACES)
        )
        row = done.scalar_one()
        row.found, row.files, row.held, row.done_at = found, [], [], parts.clock.now()
    log.info("erased", whose=request.whose.value, rows=sum(request.found["rows"].values()), files=files_gone)
    return row
