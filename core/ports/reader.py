"""The reader: from what a person typed or forwarded to the facts of an event."""

from datetime import datetime
from typing import Protocol

from core.events.extract import Facts


class Reader(Protocol):
    """Reads texts; may be called from many tasks at once."""

    async def read(self, text: str, now: datetime, zone: str, locale: str) -> Facts:
        """The facts a text tells; what is not understood stays empty, what is unsure becomes choices.

        now: aware; zone: to assume when no known city is named. Raises InvalidAnswer for an unknown zone. A model's
        trouble is no error: the text is then read without it.
        """
        ...
