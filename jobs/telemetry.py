"""Tracked events on their way to services that count them."""

from uuid import UUID

from core import tasks
from core.bodies import body_of
from core.ports.parts import Parts
from core.telemetry import forward


@body_of(tasks.forward_analytics)
async def forward_analytics(parts: Parts, workspace_id: UUID, batch_id: UUID, service: str) -> None:
    await forward.forward_batch(parts, workspace_id, batch_id, service)
