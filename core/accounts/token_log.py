"""Writes down the use of tokens, a moment later and several at once: no call ever waits for its line in the log."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from core.accounts.token_use import TokenUse
from core.clock import Clock
from core.database import Database
from core.ports.gate import Called
from core.process import Process

log = structlog.get_logger(__name__)

WRITTEN_AFTER_SECONDS = 1.0

Rows = Sequence[dict[str, Any]]


class TokenLog:
    """Belongs to the event loop in which it is used first; `close` writes what is left."""

    def __init__(self, db: Database, clock: Clock, process: Process) -> None:
        self._db, self._clock, self._process = db, clock, process
        self._host = f"{socket.gethostname()[:100]}:{os.getpid()}"
        self._waiting: list[dict[str, Any]] = []
        self._writing: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._closing = asyncio.Event()

    def note(self, called: Called) -> None:
        """Remember one use until it is written."""
        self._waiting.append(
            {
                "id": uuid4(),
                "workspace_id": called.workspace_id,
                "account_id": called.account_id,
                "at": self._clock.now(),
                "process": self._process.value,
                "host": self._host,
                "call": called.kind[:24],
                "result": called.result[:40],
            }
        )
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_soon(), name="token log")

    async def flush(self) -> None:
        """Write what waits. What can't be written is given up and said: the log must never pile up or stop a post."""
        async with self._one_at_a_time:
            rows, self._waiting = self._waiting, []
            if not rows:
                return
            try:
                await self._write(rows)
            except Exception as error:
                log.warning("uses of tokens were not noted", count=len(rows), reason=type(error).__name__)

    async def close(self) -> None:
        """Write the rest, without waiting for company."""
        self._closing.set()
        if self._writing is not None:
            await self._writing
        await self.flush()

    async def _write_soon(self) -> None:
        while self._waiting:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), WRITTEN_AFTER_SECONDS)
            await self.flush()

    async def _write(self, rows: Rows) -> None:
        try:
            await self._insert(rows)
        except IntegrityError:  # an account was erased meanwhile; the others' lines are still good
            for row in rows:
                try:
                    await self._insert([row])
                except IntegrityError:
                    continue

    async def _insert(self, rows: Rows) -> None:
        async with self._db.transaction() as session:
            await session.execute(insert(TokenUse), rows)
