"""News posted to a team's own addresses: signed, in little time, to the public net only, following nothing."""

import asyncio
from collections.abc import Collection
from datetime import datetime

import httpcore
from standardwebhooks.webhooks import Webhook

from core.adapters.page_fetcher.addresses import is_address, is_public
from core.adapters.page_fetcher.fetcher import AWAY, SECONDS, SLOW
from core.adapters.page_fetcher.links import Target, target_of
from core.adapters.page_fetcher.pinned import NOT_PUBLIC, PinnedBackend, Resolve, resolve
from core.database import outside_transaction
from core.errors import InvalidAnswer
from core.ports.pages import Unreadable
from core.ports.sender import NotTaken

ONLY_HTTPS = "A webhook's address begins with https://."


class WebhookSender:
    """Implements core.ports.sender.Sender. Every request has a connection of its own, so nothing is kept."""

    def __init__(self, *, allowed: Collection[str] = (), resolver: Resolve = resolve, seconds: float = SECONDS) -> None:
        """As PageFetcher takes them."""
        self._allowed, self._seconds = frozenset(allowed), seconds
        self._backend = PinnedBackend(resolver, self._allowed)

    def check(self, url: str) -> None:
        """See the port."""
        self._target(url)

    async def send(self, url: str, secret: str, message_id: str, at: datetime, body: str) -> int:
        """See the port."""
        outside_transaction()
        headers = [
            ("Content-Type", "application/json"),
            ("User-Agent", "Rite-Webhooks/1.0"),
            ("Connection", "close"),
            ("webhook-id", message_id),
            ("webhook-timestamp", str(int(at.timestamp()))),
            ("webhook-signature", Webhook(secret).sign(message_id, at, body)),
        ]
        try:
            target = self._target(url)
            async with asyncio.timeout(self._seconds):
                return await self._posted(target, headers, body)
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise NotTaken(SLOW) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise NotTaken(AWAY) from error
        except InvalidAnswer as error:  # the name leads into a private network by now, or nowhere
            raise NotTaken(error.message) from error

    def _target(self, url: str) -> Target:
        target = target_of(url, self._allowed)
        if target.scheme != "https" and target.place not in self._allowed:
            raise Unreadable(ONLY_HTTPS, field="url")
        if is_address(target.host) and not is_public(target.host) and target.place not in self._allowed:
            raise Unreadable(NOT_PUBLIC, field="url")
        return target

    async def _posted(self, target: Target, headers: list[tuple[str, str]], body: str) -> int:
        """The status; what else is answered is not read."""
        async with (
            httpcore.AsyncConnectionPool(network_backend=self._backend, retries=0, http2=False) as pool,
            pool.stream(
                "POST", target.url, headers=[("Host", target.authority), *headers], content=body.encode()
            ) as answer,
        ):
            return int(answer.status)
