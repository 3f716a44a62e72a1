"""The reader that needs no model."""

from datetime import datetime

from core.events.extract.facts import Facts
from core.events.extract.read import extract


class OfflineReader:
    """Reads by rules alone."""

    slow = False

    async def look(self, picture: bytes, now: datetime, zone: str, locale: str) -> Facts:
        """Rules see nothing."""
        return Facts()

    async def read(self, text: str, now: datetime, zone: str, locale: str) -> Facts:
        """As `extract`."""
        return extract(text, now, zone, locale)
