"""Track what was done, in the transaction that did it: it counts if and only if it happened."""

from enum import Enum
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core.telemetry.model import AnalyticsEvent
from core.telemetry.names import Tracked

FORWARDED = "analytics"
"""Under this name `session.info` has the services that events are forwarded to; nothing there: to none."""
Property = bool | int | float | Enum
"""Numbers and kinds. Nothing anybody typed has such a type, so no words of people can get in."""


def track(
    session: AsyncSession, event: Tracked, workspace_id: UUID, member_id: UUID | None = None, **properties: Property
) -> None:
    """Note an event. member_id: who did it, where it was a person."""
    session.add(
        AnalyticsEvent(
            id=uuid4(),
            workspace_id=workspace_id,
            member_id=member_id,
            event=event.value,
            properties={name: value.value if isinstance(value, Enum) else value for name, value in properties.items()},
            at=session.info["clock"].now(),
            waits=bool(session.info.get(FORWARDED)),
        )
    )
