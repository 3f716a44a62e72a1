"""Everything that is kept of a team or a person, as one ZIP: rows as JSON, table by table, and their files."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.ports.parts import Parts
from core.privacy.erase_person import identities_of, known_as
from core.privacy.erase_team import slack_team_of
from core.privacy.model import Whose
from core.privacy.rules import RULES, Owner
from core.privacy.tables import KEY, of_person, rows_of_team, says, tables, wordy
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member

SECRET = ("sealed", "_hash", "_token", "webhook_url", "webhook_configuration_url")
"""What such columns hold is nobody's to see: it opens doors."""
LEFT_OUT = "(kept secret)"
MOST_BYTES_IN_CHAT = 100_000_000


Rows = Mapping[str, list[dict[str, Any]]]


async def rows_of(session: AsyncSession, workspace_id: UUID, whose: Whose, subject_id: UUID) -> Rows:
    """Every row, by table; empty tables are left out. Raises NotFound for a person who is not there."""
    if whose is Whose.TEAM:
        slack_team = await slack_team_of(session, workspace_id)
        conditions = {table: rows_of_team(table, workspace_id, slack_team) for table in tables()}
    else:
        member = await get_member(session, workspace_id, subject_id)
        words = [str(member.id), *known_as(await identities_of(session, member))]
        conditions = {table: _about(table, workspace_id, member.id, words) for table in tables()}
    found = {table.name: await _rows(session, table, where) for table, where in conditions.items() if where is not None}
    return {name: rows for name, rows in found.items() if rows}


def _about(table: Table, workspace_id: UUID, member_id: UUID, words: list[str]) -> ColumnElement[bool] | None:
    if RULES[table.name].owner is not Owner.TEAM or "workspace_id" not in table.c:
        return None
    columns = wordy(table)
    named = [column == member_id for column in of_person(table)]
    own = [table.c.id == member_id] if table.name == "members" else []
    texts = [says(columns, words)] if columns else []
    every = [*named, *own, *texts]
    return (table.c.workspace_id == workspace_id) & or_(*every) if every else None


async def _rows(session: AsyncSession, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(*table.columns).where(where).order_by(*table.primary_key.columns)
    found = await session.execute(query, execution_options=ACROSS_WORKSPACES)
    return [_readable(table.columns, row) for row in found.all()]


def _readable(columns: Iterable[Column[Any]], row: Iterable[Any]) -> dict[str, Any]:
    return {
        column.name: LEFT_OUT if value and column.name.endswith(SECRET) else _plain(value)
        for column, value in zip(columns, row, strict=True)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def files_in(rows: Rows) -> list[str]:
    """The files these rows name."""
    return sorted(set(KEY.findall(json.dumps(rows))))


async def export(
    parts: Parts, workspace_id: UUID, whose: Whose, subject_id: UUID, *, most_bytes: int | None = None
) -> bytes:
    """The ZIP. With `most_bytes`, files stop there and the rest is named in what-is-missing.txt."""
    async with parts.db.reading() as session:
        rows = await rows_of(session, workspace_id, whose, subject_id)
    out = io.BytesIO()
    missing: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me.txt", _read_me(rows))
        for name, found in rows.items():
            archive.writestr(f"rows/{name}.json", json.dumps(found, ensure_ascii=False, indent=1))
        for key in files_in(rows):
            data = await _file(parts, key)
            if data is None or (most_bytes is not None and out.tell() + len(data) > most_bytes):
                missing.append(f"{key}: {'not in the store any more' if data is None else 'too much for one file'}")
            else:
                archive.writestr(zipfile.ZipInfo(f"files/{key}"), data)
        if missing:
            archive.writestr("what-is-missing.txt", "\n".join([*missing, MORE, ""]))
    return out.getvalue()


MORE = "Whoever runs Rite gets everything with `rite export`."


async def _file(parts: Parts, key: str) -> bytes | None:
    try:
        return await parts.media.get(key)
    except NotFound:
        return None


def _read_me(rows: Rows) -> str:
    lines = [f"rows/{name}.json: {RULES[name].holds} ({len(found)})" for name, found in rows.items()]
    return "\n".join(["What Rite keeps, one file for each kind. files/ holds what the rows name.", "", *lines, ""])
