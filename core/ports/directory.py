"""Looking people up on Instagram, and how those who were asked to share a post have answered."""

from dataclasses import dataclass
from typing import Protocol

from core.ports.access import Access


@dataclass(frozen=True)
class Invited:
    """An account that was asked to share a post."""

    username: str
    accepted: bool


class Directory(Protocol):
    """Only accounts that came through Facebook's login may ask; others get None. May raise WaitAndRetry."""

    async def knows(self, access: Access, username: str) -> bool | None:
        """Whether there is a professional account of that name; None when Instagram does not say."""
        ...

    async def invited(self, access: Access, media_id: str) -> tuple[Invited, ...] | None:
        """Who was asked to share a post; None when Instagram does not say."""
        ...
