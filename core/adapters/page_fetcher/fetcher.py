"""The fetcher: one page, few redirects, little time, no cookies, and only from the public net."""

import asyncio
from collections.abc import Collection

import httpcore

from core.adapters.page_fetcher.body import take_in, text_of
from core.adapters.page_fetcher.links import Target, next_target, target_of
from core.adapters.page_fetcher.pinned import PinnedBackend, Resolve, resolve
from core.database import outside_transaction
from core.ports.pages import Unreadable, WebPage

MOST_REDIRECTS = 5
SECONDS = 8.0
_HEADERS = {
    "User-Agent": "RiteBot/1.0 (reads event pages that people send it)",
    "Accept": "text/html,application/xhtml+xml,text/calendar;q=0.9,text/plain;q=0.5",
    "Accept-Language": "en;q=0.8,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
_CALENDARS = ("text/calendar", "application/ics", "application/octet-stream")
_REDIRECTS = (301, 302, 303, 307, 308)
_TROUBLE = {
    401: "That page wants a log-in, so I can't read it.",
    403: "That site does not let me read the page.",
    404: "There is no page at that link (any more).",
    410: "There is no page at that link any more.",
    429: "That site has had too many visitors just now.",
}
SLOW = "That site took too long to answer."
AWAY = "That site could not be reached."
NO_PAGE = "That link is no page I can read, but a file of another kind."
LOST = "That link leads from one page to the next without end."


class PageFetcher:
    """Implements core.ports.pages.Pages. Every request has a connection of its own, so nothing is kept."""

    def __init__(self, *, allowed: Collection[str] = (), resolver: Resolve = resolve, seconds: float = SECONDS) -> None:
        """allowed: places ("127.0.0.1:8080") that need not be public, for the sandbox and for tests.
        resolver: how names become addresses. seconds: what everything together may take.
        """
        self._allowed, self._seconds = frozenset(allowed), seconds
        self._backend = PinnedBackend(resolver, self._allowed)

    async def fetch(self, url: str) -> WebPage:
        """See the port."""
        outside_transaction()
        target = target_of(url, self._allowed)
        try:
            async with asyncio.timeout(self._seconds):
                for _ in range(MOST_REDIRECTS + 1):
                    found = await self._ask(target)
                    if isinstance(found, WebPage):
                        return found
                    target = found
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise Unreadable(SLOW) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unreadable(AWAY) from error
        raise Unreadable(LOST)

    async def _ask(self, target: Target) -> WebPage | Target:
        """The page, or where it says that the page is."""
        async with (
            httpcore.AsyncConnectionPool(network_backend=self._backend, retries=0, http2=False) as pool,
            pool.stream("GET", target.url, headers=_headers(target)) as answer,
        ):
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in _REDIRECTS and headers.get("location"):
                return next_target(target, headers["location"], self._allowed)
            if answer.status != 200:
                raise Unreadable(_TROUBLE.get(answer.status, f"That site answered with an error ({answer.status})."))
            kind = headers.get("content-type", "").split(";")[0].strip().lower()
            if kind not in (*_PAGES, *_CALENDARS):
                raise Unreadable(NO_PAGE)
            content = await take_in(answer.aiter_stream(), headers.get("content-encoding", "").strip().lower())
        return _page(target, kind, text_of(content, headers.get("content-type", "")))


def _headers(target: Target) -> list[tuple[str, str]]:
    return [("Host", target.authority), *_HEADERS.items()]


def _page(target: Target, kind: str, text: str) -> WebPage:
    """A calendar is known by what it begins with: many a site calls it something else. Raises Unreadable."""
    calendar = text.lstrip("\ufeff \r\n\t")[:15].upper() == "BEGIN:VCALENDAR"
    if not calendar and kind in _CALENDARS:
        raise Unreadable(NO_PAGE)
    return WebPage(target.url, text, calendar)
