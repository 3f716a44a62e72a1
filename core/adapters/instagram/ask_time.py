"""Ask Instagram what time it is, for when there is nothing else to ask it."""

from collections.abc import Awaitable, Callable

import httpx

from core.database import outside_transaction
from core.witness import Witness

ANSWERS_WITHIN_SECONDS = 5.0


def time_asker(http: httpx.AsyncClient, graph_url: str, witness: Witness) -> Callable[[], Awaitable[None]]:
    """Any answer has a date, so nobody's token is needed. What it returns raises httpx.HTTPError."""

    async def ask() -> None:
        outside_transaction()
        response = await http.get(f"{graph_url.rstrip('/')}/", timeout=ANSWERS_WITHIN_SECONDS)
        witness.hear(response.headers)

    return ask
