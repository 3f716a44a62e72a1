"""Reading how a post is doing."""

from typing import Protocol

from core.ports.access import Access
from core.ports.publisher import Surface


class InsightSource(Protocol):
    async def of_medium(self, access: Access, media_id: str, surface: Surface) -> dict[str, int]:
        """Lifetime metrics by Instagram's names; what Instagram does not give is absent. May raise WaitAndRetry."""
        ...
