"""Reading how a post is doing."""

from typing import Protocol

from core.ports.publisher import Access


class InsightSource(Protocol):
    async def of_medium(self, access: Access, media_id: str, *, story: bool) -> dict[str, int]:
        """Lifetime metrics by Instagram's names; what Instagram does not give is absent. May raise WaitAndRetry."""
        ...
