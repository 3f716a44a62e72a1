"""Events of Eventbrite by its API, for teams with a token; their public page else."""

from urllib.parse import urlsplit

import structlog

from core.adapters.page_fetcher.fetcher import PageFetcher
from core.events.pages.eventbrite import event_id_in
from core.ports.pages import PageKind, Pages, Unreadable, WebPage

log = structlog.get_logger(__name__)

API_URL = "https://www.eventbriteapi.com/v3"
_ASKED = "expand=venue,category,subcategory,ticket_availability"


class EventbritePages:
    """Implements core.ports.pages.Pages around another one.

    The token goes to the API's own place and nowhere else: no redirect is followed with it.
    """

    def __init__(self, pages: Pages, *, token: str, api_url: str = API_URL) -> None:
        """api_url: set by whoever runs this, so it need not be public."""
        self._pages, self._token, self._api_url = pages, token, api_url.rstrip("/")
        self._api = PageFetcher(allowed=[_place(self._api_url)])

    async def fetch(self, url: str) -> WebPage:
        """See the port."""
        if number := event_id_in(url):
            try:
                answer = await self._api.ask(f"{self._api_url}/events/{number}/?{_ASKED}", self._token)
                return WebPage(url, answer, PageKind.EVENTBRITE)
            except Unreadable as why:
                log.info("Eventbrite's API did not tell an event, its page is read", reason=str(why))
        return await self._pages.fetch(url)


def _place(url: str) -> str:
    """Host and port, as hosts are allowed by name."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or {'http': 80}.get(parts.scheme, 443)}"
