"""Take a file of events in, and have its events made or not."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.errors import NotFound, NotNow
from core.imports.model import EventImport, ImportStage
from core.imports.report import find_import
from core.notices.model import NoticeKind
from core.notices.notify import follow, get_conversation, notify
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.workspaces.model import Member

KEPT = timedelta(days=30)
GONE = "That list is too old. Send the file once more."


async def begin_import(
    session: AsyncSession,
    member: Member,
    conversation_id: UUID,
    key: str,
    name: str,
    now: datetime,
    *,
    thread_id: str | None = None,
) -> EventImport:
    """Keep it and ring for somebody to look through it."""
    check_may_edit(member)
    await session.execute(
        delete(EventImport)
        .where(EventImport.workspace_id == member.workspace_id, EventImport.created_at < now - KEPT)
        .execution_options(synchronize_session=False)
    )
    row = EventImport(
        id=uuid4(),
        workspace_id=member.workspace_id,
        conversation_id=conversation_id,
        member_id=member.id,
        name=name[:80],
        sent_key=key,
        stage=ImportStage.READING,
        thread_id=thread_id,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    tasks.read_import.enqueue(session, row.workspace_id, row.id)
    return row


async def get_import(session: AsyncSession, workspace_id: UUID, import_id: UUID, *, lock: bool = False) -> EventImport:
    """Raises NotFound for one that is too old."""
    row = await find_import(session, workspace_id, import_id, lock=lock)
    if row is None:
        raise NotFound(GONE)
    return row


async def go_ahead(session: AsyncSession, member: Member, import_id: UUID) -> EventImport:
    """Have its events made. Raises NotNow when that was decided before."""
    row = await _undecided(session, member, import_id)
    if not row.ready:
        raise NotNow("There is no event in it that could be made.")
    row.stage, row.member_id, row.why = ImportStage.CREATING, member.id, ""
    place = await get_conversation(session, row.workspace_id, row.conversation_id)
    if not place.direct and not place.follows:
        await follow(session, place)
    tasks.create_imported.enqueue(session, row.workspace_id, row.id)
    track(session, Tracked.EVENTS_IMPORTED, row.workspace_id, member.id)
    _redraw(session, row)
    return row


async def leave(session: AsyncSession, member: Member, import_id: UUID) -> EventImport:
    row = await _undecided(session, member, import_id)
    row.stage = ImportStage.LEFT
    _redraw(session, row)
    return row


async def _undecided(session: AsyncSession, member: Member, import_id: UUID) -> EventImport:
    check_may_edit(member)
    row = await get_import(session, member.workspace_id, import_id, lock=True)
    if row.stage is ImportStage.LEFT:
        raise NotNow("That list was left as it is. Send it once more.")
    if row.stage is not ImportStage.READY:
        raise NotNow("These events are made already." if row.stage is ImportStage.DONE else "I'm at it already.")
    return row


def _redraw(session: AsyncSession, row: EventImport) -> None:
    notify(session, row.workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)
