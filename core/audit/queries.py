"""The log, read: the newest deeds for chat, all of them as a table."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import AuditEntry, Deed
from core.authorization.check import check
from core.authorization.table import Right
from core.cells import harmless
from core.workspaces.model import Member

HEADER = ("at", "who", "member_id", "what", "about", "about_id", "details")
MOST = 100_000


@dataclass(frozen=True)
class Done:
    """One line of it; name: "" for nobody of the team and for somebody who was erased."""

    at: datetime
    name: str
    what: Deed
    details: Mapping[str, str]


@dataclass(frozen=True)
class Extent:
    """How much there is of it, and since when."""

    count: int
    since: datetime


async def extent(session: AsyncSession, member: Member) -> Extent | None:
    """None while it is empty. Owners only; raises NotAllowed."""
    check(member, Right.RECORD)
    found = await session.execute(
        select(func.count(), func.min(AuditEntry.at)).where(AuditEntry.workspace_id == member.workspace_id)
    )
    count, since = found.one()
    return Extent(count, since) if count else None


async def newest_deeds(session: AsyncSession, member: Member, most: int) -> Sequence[Done]:
    """The newest first. Owners only; raises NotAllowed."""
    check(member, Right.RECORD)
    rows = await _rows(session, member.workspace_id, most)
    names = await _names(session, member.workspace_id)
    return [Done(row.at, names.get(row.member_id, ""), row.what, row.details) for row in rows]


async def exported(session: AsyncSession, workspace_id: UUID) -> bytes:
    """The whole log as CSV in UTF-8, the newest first: moments in UTC, details as JSON."""
    names = await _names(session, workspace_id)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEADER)
    for row in await _rows(session, workspace_id, MOST):
        details = json.dumps(row.details, ensure_ascii=False, sort_keys=True) if row.details else ""
        who, about = (harmless(names.get(one, "")) if one else "" for one in (row.member_id, row.about_id))
        table.writerow(
            (row.at.isoformat(), who, row.member_id or "", row.what.value, about, row.about_id or "", details)
        )
    return out.getvalue().encode()


async def _rows(session: AsyncSession, workspace_id: UUID, most: int) -> Sequence[AuditEntry]:
    found = await session.execute(
        select(AuditEntry)
        .where(AuditEntry.workspace_id == workspace_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id)
        .limit(most)
    )
    return found.scalars().all()


async def _names(session: AsyncSession, workspace_id: UUID) -> Mapping[UUID | None, str]:
    """Also of people who are not in the team any more."""
    found = await session.execute(select(Member.id, Member.name).where(Member.workspace_id == workspace_id))
    names: dict[UUID | None, str] = {row.id: row.name for row in found}
    joined = await session.execute(
        select(AuditEntry.member_id, AuditEntry.about_id).where(
            AuditEntry.workspace_id == workspace_id, AuditEntry.what == Deed.BECAME_ONE
        )
    )
    for row in joined:
        names.setdefault(row.about_id, names.get(row.member_id, ""))
    return names
