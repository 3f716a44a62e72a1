"""The fetcher: one page, few redirects, little time, no cookies, and only from the public net."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus

import httpcore

from core.adapters.page_fetcher.body import take_in, text_of
from core.adapters.page_fetcher.links import Target, next_target, target_of
from core.adapters.page_fetcher.pinned import PinnedBackend, Resolve, resolve
from core.database import outside_transaction
from core.ports.pages import PageKind, Unreadable, WebPage

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
        async with self._in_time():
            for _ in range(MOST_REDIRECTS + 1):
                found = await self._page(target)
                if isinstance(found, WebPage):
                    return found
                target = found
        raise Unreadable(LOST)

    async def ask(self, url: str, token: str) -> str:
        """An API's answer in JSON, as text. The token is shown to that very address only. Raises Unreadable."""
        outside_transaction()
        target = target_of(url, self._allowed)
        shown = [("Accept", "application/json"), ("Authorization", f"Bearer {token}")]
        async with self._in_time(), self._opened(target, shown) as answer:
            headers = _headers_of(answer)
            if answer.status != HTTPStatus.OK or _kind(headers) != "application/json":
                raise Unreadable(_trouble(answer.status))
            return text_of(await _content(answer, headers), headers.get("content-type", ""))

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        """Everything together within the seconds; the network's troubles become sentences."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise Unreadable(SLOW) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Unreadable(AWAY) from error

    @asynccontextmanager
    async def _opened(self, target: Target, more: Sequence[tuple[str, str]] = ()) -> AsyncIterator[httpcore.Response]:
        named = {name for name, _ in more}
        usual = [(name, value) for name, value in _HEADERS.items() if name not in named]
        async with (
            httpcore.AsyncConnectionPool(network_backend=self._backend, retries=0, http2=False) as pool,
            pool.stream("GET", target.url, headers=[("Host", target.authority), *usual, *more]) as answer,
        ):
            yield answer

    async def _page(self, target: Target) -> WebPage | Target:
        """The page, or where it says that the page is."""
        async with self._opened(target) as answer:
            headers = _headers_of(answer)
            if answer.status in _REDIRECTS and headers.get("location"):
                return next_target(target, headers["location"], self._allowed)
            if answer.status != HTTPStatus.OK:
                raise Unreadable(_trouble(answer.status))
            if _kind(headers) not in (*_PAGES, *_CALENDARS):
                raise Unreadable(NO_PAGE)
            content = await _content(answer, headers)
        return _page(target, _kind(headers), text_of(content, headers.get("content-type", "")))


def _headers_of(answer: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").split(";")[0].strip().lower()


async def _content(answer: httpcore.Response, headers: Mapping[str, str]) -> bytes:
    return await take_in(answer.aiter_stream(), headers.get("content-encoding", "").strip().lower())


def _trouble(status: int) -> str:
    return _TROUBLE.get(status, f"That site answered with an error ({status}).")


def _page(target: Target, kind: str, text: str) -> WebPage:
    """A calendar is known by what it begins with: many a site calls it something else. Raises Unreadable."""
    calendar = text.lstrip("\ufeff \r\n\t")[:15].upper() == "BEGIN:VCALENDAR"
    if not calendar and kind in _CALENDARS:
        raise Unreadable(NO_PAGE)
    return WebPage(target.url, text, PageKind.CALENDAR if calendar else PageKind.PAGE)
