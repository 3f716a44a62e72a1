"""The proof: look through every table and the media store for whatever is left of a team or a person."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Uuid, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.ports.media import MediaStore
from core.privacy.model import PrivacyRequest
from core.privacy.tables import says, tables, wordy
from core.tenancy import ACROSS_WORKSPACES

PROOF = PrivacyRequest.__table__
"""Holds the proof itself, and so the ids."""


@dataclass(frozen=True)
class Traces:
    """What to look for: ids of rows, and words that stand somewhere in a text (ids of chat platforms)."""

    ids: Sequence[UUID]
    words: Sequence[str] = ()


async def rows_left(session: AsyncSession, traces: Traces) -> Counter[str]:
    """How many rows of which tables still name one of them, in whatever column."""
    left: Counter[str] = Counter()
    for table in tables():
        where = _names(table, traces)
        if table is PROOF or where is None:
            continue
        query = select(func.count()).select_from(table).where(where)
        left[table.name] = int((await session.execute(query, execution_options=ACROSS_WORKSPACES)).scalar_one())
    return +left


def _names(table: Table, traces: Traces) -> ColumnElement[bool] | None:
    """In columns of ids, in texts and in JSON; with and without dashes, as texts may have either."""
    ids = [column.in_(traces.ids) for column in table.columns if isinstance(column.type, Uuid)]
    columns = wordy(table)
    words = [*map(str, traces.ids), *(one.hex for one in traces.ids), *traces.words]
    texts = [says(columns, words)] if columns and words else []
    return or_(*ids, *texts) if ids or texts else None


async def files_left(media: MediaStore, keys: Collection[str]) -> int:
    """How many of these files are still in the store."""
    return len({stored.key async for stored in media.everything() if stored.key in keys})
