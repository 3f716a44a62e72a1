"""The media store: a shelf of bytes, and signed addresses for what lies on it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx

from core.adapters.media_store.addresses import SignedAddresses
from core.adapters.media_store.fallback import FallbackShelf
from core.adapters.media_store.keys import checked, key_of
from core.adapters.media_store.shelf import Shelf
from core.clock import Clock
from core.database import outside_transaction
from core.errors import Unavailable
from core.ports.media import WIDTHS, Stored

ANSWERS_WITHIN_SECONDS = 10.0
NOT_PUBLIC = (
    "Instagram could not fetch the file: our own public address (RITE_PUBLIC_URL) does not serve it. "
    "The operator should check it from outside."
)


class SignedMediaStore:
    """Implements core.ports.media.MediaStore; `check` is for the route that serves the addresses."""

    def __init__(self, shelf: Shelf, addresses: SignedAddresses, clock: Clock, http: httpx.AsyncClient) -> None:
        self._shelf = shelf
        self._addresses = addresses
        self._clock = clock
        self._http = http

    async def put(self, data: bytes, *, kind: str = "jpg") -> str:
        """Store bytes and return their key, "<sha256>.<kind>"."""
        key = await asyncio.to_thread(key_of, data, kind)
        await self._shelf.put(key, data)
        return key

    async def get(self, key: str) -> bytes:
        """The bytes of a key; raises NotFound, also for what could never be a key."""
        return await self._shelf.get(checked(key))

    async def bring_home(self) -> int:
        """Give the store what its fallback took while it was away; returns how many files that were."""
        return await self._shelf.bring_home() if isinstance(self._shelf, FallbackShelf) else 0

    async def forget(self, key: str, *, put_before: datetime | None = None) -> bool:
        """Take a file away, unless somebody put it there again since; returns whether it went."""
        return await self._shelf.forget(checked(key), put_before)

    def everything(self) -> AsyncIterator[Stored]:
        """Every file in the store, in no order."""
        return self._shelf.everything()

    async def check_kept(self) -> None:
        """Whether what is put here comes back; raises Unavailable."""
        await self._shelf.check()

    def public_url(
        self,
        key: str,
        *,
        lasting: timedelta = timedelta(hours=24),
        until: datetime | None = None,
        width: int | None = None,
    ) -> str:
        """A signed address the world can fetch until it expires, after `lasting` or at `until`.

        With a width it leads to a small picture. Raises NotFound for what could never be a key, ValueError for a width
        that is none of ours.
        """
        if width is not None and width not in WIDTHS:
            raise ValueError(f"{width} is none of the widths {WIDTHS}.")
        return self._addresses.write(checked(key), until or self._clock.now() + lasting, str(width or ""))

    async def check_public(self, key: str) -> None:
        """Ask for a key's headers at its public address, as Instagram soon will; raises Unavailable."""
        outside_transaction()
        try:
            answer = await self._http.head(self.public_url(key), timeout=ANSWERS_WITHIN_SECONDS)
        except httpx.HTTPError as error:
            raise Unavailable(f"{NOT_PUBLIC} It did not answer.") from error
        if answer.status_code != httpx.codes.OK:
            raise Unavailable(f"{NOT_PUBLIC} It answered with HTTP {answer.status_code}.")

    def check(self, key: str, expires: str, signature: str, now: datetime, width: str = "") -> None:
        """Raises NotAllowed for a forged address and NotNow for one whose time is over."""
        self._addresses.check(key, expires, signature, now, width)
