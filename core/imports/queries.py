"""What an import looks like to a person, and the files it sends back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.imports.headers import EXAMPLE, TEMPLATE
from core.imports.model import EventImport, ImportStage
from core.imports.report import find_import
from core.imports.table import written

WHY = "What needs care"
"""Header of the column that says why a row was left out; it is no fact, so a mended file can be sent as it is."""


@dataclass(frozen=True)
class RowView:
    number: int
    words: str
    """The event's name, or what is wrong with the row."""
    begins: str = ""
    """The first thing a row says that is wrong, so that people know it again."""
    starts: datetime | None = None
    venue: str = ""


@dataclass(frozen=True)
class ImportView:
    id: UUID
    name: str
    stage: ImportStage
    why: str
    number: int
    """Events that can be, are being or were made."""
    place: int
    made: int
    ready: tuple[RowView, ...]
    """The first few."""
    refused: tuple[RowView, ...]
    doubles: tuple[RowView, ...]
    thread_id: str | None

    @property
    def wrong(self) -> int:
        return len(self.refused)

    @property
    def double(self) -> int:
        return len(self.doubles)


async def import_view(session: AsyncSession, workspace_id: UUID, import_id: UUID) -> ImportView:
    """Raises NotFound."""
    row = await find_import(session, workspace_id, import_id)
    if row is None:
        raise NotFound("That list is not here any more.")
    return ImportView(
        id=row.id,
        name=row.name,
        stage=row.stage,
        why=row.why,
        number=len(row.ready),
        place=row.place,
        made=row.made,
        ready=tuple(_ready(one) for one in row.ready[:3]),
        refused=tuple(_wrong(one) for one in row.refused),
        doubles=tuple(RowView(one["row"], one["name"]) for one in row.doubles),
        thread_id=row.thread_id,
    )


def _ready(row: dict[str, Any]) -> RowView:
    facts = row["facts"]
    starts = datetime.fromisoformat(facts["starts_local"])
    return RowView(row["row"], facts["name"], starts=starts, venue=facts["venue"])


def _wrong(row: dict[str, Any]) -> RowView:
    first = next((cell for cell in row["cells"] if cell), "")
    return RowView(row["row"], str(row["why"]), begins=first[:40])


def refused_rows(row: EventImport) -> bytes:
    """A table of the rows that need care, with why in front."""
    header = [WHY, *(name for name in row.header if name != WHY)]
    skip = row.header.index(WHY) if WHY in row.header else None
    rows = []
    for one in row.refused:
        cells = [cell for place, cell in enumerate(one["cells"]) if place != skip]
        rows.append([f"Row {one['row']}: {one['why']}", *cells])
    return written(header, rows)


def template() -> bytes:
    """A table to fill in, with one row that shows how."""
    return written(TEMPLATE, [EXAMPLE])
