"""Having Instagram tell us what happens on an account."""

from typing import Protocol

from core.ports.access import Access


class Webhooks(Protocol):
    """May raise WaitAndRetry, Refused or ReconnectNeeded. What a disconnected account still tells is let go."""

    async def subscribe(self, access: Access) -> tuple[str, ...]:
        """Switch on what this kind of login can have, and return its names."""
        ...
