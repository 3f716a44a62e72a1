"""The reader of web pages that people send links to: one page, fetched safely, as text."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from core.errors import InvalidAnswer


class Unreadable(InvalidAnswer):
    """I could not read that page."""


class PageKind(Enum):
    """What a link led to: a page of the web, a calendar file, an answer of Eventbrite's API."""

    PAGE = auto()
    CALENDAR = auto()
    EVENTBRITE = auto()


@dataclass(frozen=True)
class WebPage:
    """url: where it was found, after all redirects."""

    url: str
    text: str
    kind: PageKind = PageKind.PAGE


class Pages(Protocol):
    """Fetches pages on the public web; may be called from many tasks at once."""

    async def fetch(self, url: str) -> WebPage:
        """The page at a link somebody sent. Raises Unreadable with one sentence for a person: why not."""
        ...
