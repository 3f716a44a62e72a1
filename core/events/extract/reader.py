"""The reader that needs no model."""

from datetime import datetime

from core.events.extract.facts import Facts
from core.events.extract.read import extract


class OfflineReader:
    """Reads by rules alone."""

    async def read(self, text: str, now: datetime, zone: str, locale: str) -> Facts:
        """As `extract`."""
        return extract(text, now, zone, locale)
