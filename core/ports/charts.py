"""Charts for digests."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Bar:
    """One labelled amount. usual: what is usual for its kind, marked on its track; None where nobody can say."""

    label: str
    amount: int
    usual: int | None = None


class Charts(Protocol):
    async def bars(self, title: str, bars: Sequence[Bar]) -> bytes:
        """A PNG of horizontal bars, 1200 px wide, the first bar on top."""
        ...
