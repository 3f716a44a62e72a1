"""A service outside that counts what is done with Rite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Happened:
    """One event as it leaves the house: ids, a name of our vocabulary, numbers and kinds."""

    id: UUID
    """Told twice with the same id, it has to count once."""
    event: str
    workspace_id: UUID
    member_id: UUID | None
    properties: Mapping[str, Any]
    at: datetime


class Forwarder(Protocol):
    """Blocks while it sends: call it in a thread."""

    def send(self, events: Sequence[Happened]) -> int:
        """How many were refused for good. Raises WaitAndRetry or Refused when any may still count later."""
        ...

    def close(self) -> None: ...
