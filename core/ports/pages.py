"""The reader of web pages that people send links to: one page, fetched safely, as text."""

from dataclasses import dataclass
from typing import Protocol

from core.errors import InvalidAnswer


class Unreadable(InvalidAnswer):
    """I could not read that page."""


@dataclass(frozen=True)
class WebPage:
    """url: where it was found, after all redirects. calendar: it is a calendar file and no page."""

    url: str
    text: str
    calendar: bool = False


class Pages(Protocol):
    """Fetches pages on the public web; may be called from many tasks at once."""

    async def fetch(self, url: str) -> WebPage:
        """The page at a link somebody sent. Raises Unreadable with one sentence for a person: why not."""
        ...
