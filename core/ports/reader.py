"""The reader: from what a person typed or forwarded to the facts of an event."""

from datetime import datetime
from typing import Protocol

from core.events.extract import Read
from core.ports.model import UNLIMITED, Allowance


class Reader(Protocol):
    """Reads texts; may be called from many tasks at once."""

    @property
    def slow(self) -> bool:
        """Whether reading may take seconds, because a model is asked."""
        ...

    async def look(
        self, picture: bytes, now: datetime, zone: str, locale: str, allowance: Allowance = UNLIMITED
    ) -> Read:
        """The facts that stand on a flyer, each to be confirmed by a person; Facts() when nobody here can see.

        picture: a JPEG or PNG. A model's trouble is no error, and an allowance may end, as with `read`.
        """
        ...

    async def read(self, text: str, now: datetime, zone: str, locale: str, allowance: Allowance = UNLIMITED) -> Read:
        """The facts a text tells; what is not understood stays empty, what is unsure becomes choices.

        now: aware; zone: to assume when no known city is named. Raises InvalidAnswer for an unknown zone. A model's
        trouble is no error: the text is then read without it, as when the allowance is spent.
        """
        ...
