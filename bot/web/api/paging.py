"""Pages of lists: where the next one begins is told by the last row shown, so that what is added shifts nothing."""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.errors import InvalidAnswer

MOST, USUAL = 100, 25
NO_CURSOR = "That is no cursor of ours. Begin again without one."


async def page_of(
    session: AsyncSession,
    query: Select[*tuple[Any, ...]],
    at: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[UUID],
    cursor: str,
    limit: int,
) -> tuple[Sequence[Any], str | None]:
    """One page in the order of (at, row_id), and the cursor of the next; None on the last. Raises InvalidAnswer.

    The query selects both columns, named "at" and "row_id".
    """
    if cursor:
        query = query.where(_after(at, row_id, cursor))
    found = await session.execute(
        query.add_columns(at.label("at"), row_id.label("row_id")).order_by(at, row_id).limit(limit + 1)
    )
    rows = found.all()
    shown = rows[:limit]
    return shown, _cursor(shown[-1].at, shown[-1].row_id) if len(rows) > limit else None


def _after(
    at: InstrumentedAttribute[datetime], row_id: InstrumentedAttribute[UUID], cursor: str
) -> ColumnElement[bool]:
    moment, last = _read(cursor)
    return or_(at > moment, and_(at == moment, row_id > last))


def _cursor(at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(row_id)]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        moment, row_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        read = datetime.fromisoformat(moment), UUID(row_id)
        read[0].astimezone(UTC)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise InvalidAnswer(NO_CURSOR, field="cursor") from error
    if read[0].tzinfo is None:
        raise InvalidAnswer(NO_CURSOR, field="cursor")
    return read
