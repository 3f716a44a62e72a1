"""Sheets of designs, and designs that people send."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.designs import look, show
from core.ports.parts import Parts


@body_of(tasks.show_designs, given_up=look.say_not_shown)
async def show_designs(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    await show.show_designs(parts, workspace_id, sheet_id)


@body_of(tasks.look_at_design, given_up=look.say_not_shown)
async def look_at_design(parts: Parts, workspace_id: UUID, sheet_id: UUID) -> None:
    await look.look_at_design(parts, workspace_id, sheet_id)
