"""The sandbox's own clock."""

from datetime import UTC, datetime


class SandboxClock:
    """Runs on from a start, as fast as real time or faster; people may only move it forward."""

    def __init__(self, start: datetime | None = None, *, began: datetime | None = None, rate: float = 1.0) -> None:
        """`began`: the real instant at which it was `start` here; now unless somebody else counts from the same one."""
        self._began = began or datetime.now(UTC)
        self._start = start or self._began
        self._rate = rate
        self._paused = False

    @property
    def paused(self) -> bool:
        """Whether time stands still."""
        return self._paused

    def now(self) -> datetime:
        """The sandbox's present, aware UTC."""
        if self._paused:
            return self._start
        return self._start + (datetime.now(UTC) - self._began) * self._rate

    def move_to(self, when: datetime) -> None:
        self._began, self._start = datetime.now(UTC), when

    def pause(self, paused: bool) -> None:
        """Let time stand still, or go on from where it stands."""
        self.move_to(self.now())
        self._paused = paused
