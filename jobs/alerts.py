"""Alerts for those who run Rite."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.operations import alert
from core.ports.parts import Parts


@body_of(tasks.tell_alert)
async def tell_alert(parts: Parts, workspace_id: UUID, alert_id: UUID) -> None:
    await alert.tell_alert(parts, workspace_id, alert_id)
