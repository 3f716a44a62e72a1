"""Feel whether a team's cards changed: one look a second for everybody whose pages are open in this process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from core.notices.lately import told_since
from core.ports.parts import Parts

log = structlog.get_logger(__name__)

OVERLAP = timedelta(seconds=10)
"""What is written now is seen when its transaction has ended, and other machines' clocks differ a little."""


class Pulse:
    """It rests while no page is open. `every` is in seconds."""

    def __init__(self, parts: Parts, every: float = 1.0) -> None:
        self._parts = parts
        self._every = every
        self._following: dict[UUID, set[asyncio.Event]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.stopped = False

    @contextmanager
    def following(self, workspace_id: UUID) -> Iterator[asyncio.Event]:
        """An event that is set whenever something of the workspace changed; sometimes when nothing did."""
        changed = asyncio.Event()
        self._following.setdefault(workspace_id, set()).add(changed)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="pulse")
        try:
            yield changed
        finally:
            self._following[workspace_id].discard(changed)
            if not self._following[workspace_id]:
                del self._following[workspace_id]

    async def _look(self) -> None:
        known: set[UUID] = set()
        while self._following and not self.stopped:
            try:
                async with self._parts.db.reading() as session:
                    told = await told_since(session, list(self._following), self._parts.clock.now() - OVERLAP)
            except SQLAlchemyError as error:
                log.warning("open pages are not told what changed", reason=type(error).__name__)
            else:
                self._wake({workspace_id for notice_id, workspace_id in told if notice_id not in known})
                known = {notice_id for notice_id, _ in told}
            await asyncio.sleep(self._every)

    def _wake(self, workspaces: set[UUID]) -> None:
        for workspace_id in workspaces & self._following.keys():
            for changed in self._following[workspace_id]:
                changed.set()

    def stop(self) -> None:
        """Let go of everybody who follows."""
        self.stopped = True
        self._wake(set(self._following))
