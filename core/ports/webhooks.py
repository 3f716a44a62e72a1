"""Having Instagram tell us what happens on an account."""

from typing import Protocol

from core.ports.access import Access


class Webhooks(Protocol):
    """Every call may raise WaitAndRetry, Refused or ReconnectNeeded."""

    async def subscribe(self, access: Access) -> tuple[str, ...]:
        """Switch on what this kind of login can have, and return its names."""
        ...

    async def unsubscribe(self, access: Access) -> None:
        """Switch everything off."""
        ...
