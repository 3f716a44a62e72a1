"""Lists of many events."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.imports import create, report
from core.ports.parts import Parts


@body_of(tasks.read_import, given_up=report.say_not_read)
async def read_import(parts: Parts, workspace_id: UUID, import_id: UUID) -> None:
    await report.read_import(parts, workspace_id, import_id)


@body_of(tasks.create_imported, given_up=create.say_not_made)
async def create_imported(parts: Parts, workspace_id: UUID, import_id: UUID) -> None:
    await create.create_imported(parts, workspace_id, import_id)
