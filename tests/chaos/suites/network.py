"""A network on which one request to publish is on its way for long: the caller gives up, the work is done later."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.adapters.instagram import client
from core.clock import Clock
from core.errors import OutcomeUnknown, RiteError
from core.ports.access import Access
from core.ports.publisher import Publisher


@dataclass
class Network:
    """What is on its way, and when it arrives. Arrivals happen when `arrive` is called, in their order."""

    clock: Clock
    delays: list[float | None] = field(default_factory=list)
    """Seconds for the next requests; without any a request is answered as usual."""
    under_way: list[tuple[datetime, Callable[[], Awaitable[Any]]]] = field(default_factory=list)

    def slow(self, *seconds: float | None) -> None:
        """The next requests take so long; None is answered as usual."""
        self.delays.extend(seconds)

    def forget(self) -> None:
        """The next requests are answered as usual; what is under way still arrives."""
        self.delays.clear()

    @property
    def last(self) -> datetime | None:
        """When everything has arrived."""
        return max((when for when, _ in self.under_way), default=None)

    async def arrive(self) -> None:
        """Whatever is due arrives, and nobody hears what comes of it."""
        now = self.clock.now()
        due = [landing for landing in sorted(self.under_way, key=lambda landing: landing[0]) if landing[0] <= now]
        self.under_way = [landing for landing in self.under_way if landing not in due]
        for _, land in due:
            try:
                await land()
            except RiteError:
                continue


class Travelling:
    """The real publisher behind that network."""

    def __init__(self, real: Publisher, network: Network) -> None:
        self._real, self._network = real, network

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def publish(self, access: Access, container_id: str) -> str:
        """Publish now, or later and unheard."""
        seconds = self._network.delays.pop(0) if self._network.delays else None
        if seconds is None:
            return await self._real.publish(access, container_id)
        client.check_held()  # the bytes leave now, so this is where the real one looks
        landing = self._network.clock.now() + timedelta(seconds=seconds)
        self._network.under_way.append((landing, lambda: self._real.publish(access, container_id)))
        raise OutcomeUnknown
