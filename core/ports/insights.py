"""Reading how a post, and an account, is doing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from core.ports.access import Access
from core.ports.publisher import Surface

PEOPLE = ("follower", "engaged", "reached")
"""Whose traits Instagram tells: those who follow, react, see."""
TRAITS = ("age", "city", "country", "gender")


@dataclass(frozen=True)
class Day:
    """One of Instagram's days of an account; what Instagram does not give is absent."""

    day: date
    metrics: Mapping[str, int]


class InsightSource(Protocol):
    """Every call may raise WaitAndRetry or ReconnectNeeded; what is refused is absent, and loses nothing else."""

    async def of_medium(self, access: Access, media_id: str, surface: Surface) -> dict[str, int] | None:
        """Lifetime metrics by Instagram's names; what Instagram does not give is absent.

        None when there never will be any: the medium is older than the professional account.
        """
        ...

    def day_of(self, moment: datetime) -> date:
        """Which of Instagram's days a moment belongs to."""
        ...

    async def of_account(self, access: Access, first: date, last: date) -> Sequence[Day]:
        """The account's days from first to last, both included, at most thirty."""
        ...

    async def followers(self, access: Access) -> int | None:
        """How many follow the account now; None when Instagram does not say."""
        ...

    async def people(self, access: Access) -> dict[str, dict[str, dict[str, int]]]:
        """Whose (PEOPLE) -> trait (TRAITS) -> group -> how many, this month; empty for small accounts."""
        ...

    async def online(self, access: Access, now: datetime) -> dict[datetime, int]:
        """Followers online by the hour (aware UTC) of the last days; empty for small accounts."""
        ...
