"""Ask Instagram what time it is, for when there is nothing else to ask it."""

from collections.abc import Awaitable, Callable

import httpx

from core.database import outside_transaction

ANSWERS_WITHIN_SECONDS = 5.0


def date_asker(http: httpx.AsyncClient, graph_url: str) -> Callable[[], Awaitable[httpx.Headers]]:
    """Any answer has a date, so nobody's token is needed. What it returns raises httpx.HTTPError."""

    async def ask() -> httpx.Headers:
        outside_transaction()
        return (await http.get(f"{graph_url.rstrip('/')}/", timeout=ANSWERS_WITHIN_SECONDS)).headers

    return ask
