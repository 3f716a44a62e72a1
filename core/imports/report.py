"""Look through a file: which rows can be events, which need care, which are here already."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer
from core.events.model import Event
from core.events.pages import read_events
from core.imports.dates import month_first_in
from core.imports.headers import columns_of
from core.imports.model import EventImport, ImportStage
from core.imports.rows import CALENDAR_HEADER, Ready, Refused, Usual, key_of, read_facts, read_rows, same, stored
from core.imports.table import Table, read_table
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.ports.parts import Parts
from core.workspaces.members import get_member, get_workspace

NO_EVENTS = "I found no event to come in that file."
Key = tuple[str, date, str]


@dataclass(frozen=True)
class Report:
    header: tuple[str, ...]
    ready: tuple[Ready, ...]
    refused: tuple[Refused, ...]
    doubles: tuple[Ready, ...]


def look_through(data: bytes, calendar: bool, usual: Usual, here: Collection[Key]) -> Report:
    """Pure; takes about a second for a thousand rows. Raises InvalidAnswer for a file that cannot be read."""
    if calendar:
        header: tuple[str, ...] = CALENDAR_HEADER
        ready, refused = read_facts(
            read_events(data.decode("utf-8", "replace"), usual.now, usual.zone, usual.locale), usual
        )
    else:
        table = read_table(data)
        header = table.header
        ready, refused = read_rows(table, usual, month_first_in(_dates(table), usual.locale))
    if not ready and not refused:
        raise InvalidAnswer(NO_EVENTS)
    seen = set(here)
    fresh: list[Ready] = []
    doubles: list[Ready] = []
    for one in sorted(ready, key=lambda one: (one.facts.starts_local, one.number)):
        (doubles if same(one.facts) in seen else fresh).append(one)
        seen.add(same(one.facts))
    return Report(header, tuple(fresh), tuple(refused), tuple(doubles))


def _dates(table: Table) -> list[str]:
    columns = columns_of(table.header)
    place = columns.get("date", columns.get("starts", 0))
    return [row.cells[place] for row in table.rows if place < len(row.cells)]


async def read_import(parts: Parts, workspace_id: UUID, import_id: UUID) -> None:
    """The body of `import.read`. Run twice, the second does nothing."""
    async with parts.db.reading() as session:
        found = await find_import(session, workspace_id, import_id)
        if found is None or found.stage is not ImportStage.READING:
            return
        member = await get_member(session, workspace_id, found.member_id)
        workspace = await get_workspace(session, workspace_id)
        here = await here_already(session, workspace_id, parts.clock.now())
    zone = workspace.time_zone if workspace.time_zone != "UTC" else member.time_zone or "UTC"
    usual = Usual(parts.clock.now(), zone, workspace.language or member.language, member.language)
    data = await parts.media.get(found.sent_key)
    report, why = None, ""
    try:
        report = await asyncio.to_thread(look_through, data, found.sent_key.endswith(".ics"), usual, here)
    except InvalidAnswer as error:
        why = error.message
    async with parts.db.transaction() as session:
        row = await find_import(session, workspace_id, import_id, lock=True)
        if row is None or row.stage is not ImportStage.READING:
            return
        _keep(row, report, why)
        notify(session, workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)


def _keep(row: EventImport, report: Report | None, why: str) -> None:
    if report is None:
        row.stage, row.why = ImportStage.UNREADABLE, why
        return
    row.stage = ImportStage.READY
    row.header = list(report.header)
    row.ready = [{"row": one.number, "facts": stored(one.facts)} for one in report.ready]
    row.refused = [{"row": one.number, "why": one.why, "cells": list(one.cells)} for one in report.refused]
    row.doubles = [{"row": one.number, "name": one.facts.name} for one in report.doubles]


async def here_already(session: AsyncSession, workspace_id: UUID, now: datetime) -> set[Key]:
    """The team's events to come, by what makes two the same."""
    found = await session.execute(
        select(Event.name, Event.starts_local, Event.venue).where(
            Event.workspace_id == workspace_id, Event.starts_at > now - timedelta(days=1)
        )
    )
    return {key_of(name, starts, venue) for name, starts, venue in found.all()}


async def find_import(
    session: AsyncSession, workspace_id: UUID, import_id: UUID, *, lock: bool = False
) -> EventImport | None:
    query = select(EventImport).where(EventImport.workspace_id == workspace_id, EventImport.id == import_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return (await session.execute(query)).scalar_one_or_none()


async def say_not_read(session: AsyncSession, why: str, workspace_id: UUID, import_id: UUID) -> None:
    """It was tried in vain: whoever sent it hears so."""
    row = await find_import(session, workspace_id, import_id, lock=True)
    if row is not None and row.stage is ImportStage.READING:
        row.stage, row.why = ImportStage.UNREADABLE, f"I could not read that file. {why}"
        notify(session, workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)
