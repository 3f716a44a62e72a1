"""What people ask about their data."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.privacy import exporting


@body_of(tasks.export_data, given_up=exporting.say_not_exported)
async def export_data(parts: Parts, workspace_id: UUID, request_id: UUID) -> None:
    await exporting.make_export(parts, workspace_id, request_id)
