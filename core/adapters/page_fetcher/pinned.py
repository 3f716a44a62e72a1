"""Connections to checked addresses only.

The name is resolved here, every address is checked here, and the very address that was checked is connected to: a
name that resolves to something else a moment later changes nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import httpcore

from core.adapters.page_fetcher.addresses import is_public
from core.ports.pages import Unreadable

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

NOT_PUBLIC = "That link leads into a private network, so I leave it alone."
NOT_FOUND = "I can't find the site {host}. Is the link right?"


async def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a host, as the system resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PinnedBackend(httpcore.AsyncNetworkBackend):
    """Connects by name, to public addresses only; `allowed` places ("127.0.0.1:8080") need not be public."""

    def __init__(self, resolver: Resolve, allowed: frozenset[str]) -> None:
        self._resolve, self._allowed = resolver, allowed
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises Unreadable unless every address of the host is public."""
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise Unreadable(NOT_FOUND.format(host=host)) from error
        if not addresses:
            raise Unreadable(NOT_FOUND.format(host=host))
        if f"{host}:{port}" not in self._allowed and not all(map(is_public, addresses)):
            raise Unreadable(NOT_PUBLIC)
        return await self._first(addresses, port, timeout, socket_options)

    async def _first(
        self, addresses: Sequence[str], port: int, timeout: float | None, options: Iterable[Any] | None
    ) -> httpcore.AsyncNetworkStream:
        """The first of the checked addresses that answers."""
        trouble: Exception | None = None
        for address in addresses[:4]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, None, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
        raise trouble or httpcore.ConnectError("no address")

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise Unreadable(NOT_PUBLIC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
