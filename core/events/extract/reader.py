"""The reader that needs no model."""

from datetime import datetime

from core.events.extract.facts import Facts, Read
from core.events.extract.read import extract
from core.ports.model import UNLIMITED, Allowance


class OfflineReader:
    """Reads by rules alone."""

    slow = False

    async def look(
        self, picture: bytes, now: datetime, zone: str, locale: str, allowance: Allowance = UNLIMITED
    ) -> Read:
        """Rules see nothing."""
        return Read(Facts())

    async def read(self, text: str, now: datetime, zone: str, locale: str, allowance: Allowance = UNLIMITED) -> Read:
        """As `extract`."""
        return Read(extract(text, now, zone, locale))
