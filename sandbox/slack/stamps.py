"""Message times and identifiers: unique, growing, never repeated after a reset."""

import secrets
from collections import Counter
from datetime import datetime

from sandbox.world import World


class Stamps:
    """Hands out ts values from the sandbox's clock and identifiers in Slack's spelling."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last = 0
        self._counts: Counter[str] = Counter()
        # the service under test remembers ids for ever, so a reset sandbox must not spell the old ones again
        self._salt = secrets.token_hex(2).upper()

    def now(self) -> datetime:
        return self._world.clock.now()

    def seconds(self) -> int:
        """The sandbox's present as whole epoch seconds."""
        return int(self.now().timestamp())

    def ts(self) -> str:
        """A new message time, later than every one before it."""
        self._last = max(self._last + 1, int(self.now().timestamp() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def identifier(self, prefix: str) -> str:
        """For example F1A2B00001 for the first file."""
        self._counts[prefix] += 1
        return f"{prefix}{self._salt}{self._counts[prefix]:05d}"

    def trigger(self, team_number: str) -> str:
        """In the shape Slack documents: 132456.7890123.abcdef."""
        self._counts["trigger"] += 1
        return f"{self.seconds()}{self._counts['trigger']:04d}.{team_number}.{secrets.token_hex(16)}"

    def hash(self) -> str:
        """What changes each time a view changes."""
        return f"{self.seconds()}.{secrets.token_urlsafe(6)}"
