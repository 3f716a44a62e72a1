"""Sending signed news to addresses that a team gave us."""

from datetime import datetime
from typing import Protocol

from core.errors import WaitAndRetry


class NotTaken(WaitAndRetry):
    """It could not be reached."""


class Sender(Protocol):
    """Posts to the public web; may be called from many tasks at once."""

    def check(self, url: str) -> None:
        """Raise InvalidAnswer with one sentence for an address nothing is sent to."""
        ...

    async def send(self, url: str, secret: str, message_id: str, at: datetime, body: str) -> int:
        """Post JSON, signed by Standard Webhooks; returns the status. Follows nothing. Raises NotTaken."""
        ...
