"""A process whose event loop is stuck does nothing and says nothing: end it, and its supervisor starts a new one.

A thread knocks at the loop and counts the knocks that were not answered. It counts what it saw itself and no clock's
time: a process that was frozen for an hour has missed one knock when it thaws.
"""

import asyncio
import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

KNOCK_EVERY_SECONDS = 5.0
MISSES = 3
STUCK = 70
"""Exit status: a fault of ours (EX_SOFTWARE)."""
LAST_WORDS_MAY_TAKE_SECONDS = 5.0


@contextmanager
def watched(*, every: float = KNOCK_EVERY_SECONDS, misses: int = MISSES) -> Iterator[None]:
    """End this process when the running loop leaves so many knocks in a row unanswered."""
    watchdog = _Watchdog(asyncio.get_running_loop(), every, misses)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.stop()


class _Watchdog(threading.Thread):
    """Belongs to the loop's thread, which starts it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, every: float, misses: int) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._loop, self._every, self._misses = loop, every, misses
        self._watches = threading.get_ident()
        self._over = threading.Event()

    def stop(self) -> None:
        self._over.set()

    def run(self) -> None:
        missed = 0
        while not self._over.is_set():
            answered = threading.Event()
            try:
                self._loop.call_soon_threadsafe(answered.set)
            except RuntimeError:  # the loop is closed: there is nothing left to watch
                return
            if self._over.wait(self._every):
                return
            missed = 0 if answered.is_set() or self._is_debugged() else missed + 1
            if missed >= self._misses:
                self._end()

    def _is_debugged(self) -> bool:
        """Whether somebody holds the loop on purpose, from inside or from outside."""
        frame = sys._current_frames().get(self._watches)
        while frame is not None:
            if frame.f_trace is not None:
                return True
            frame = frame.f_back
        return threading.gettrace() is not None or _is_traced()

    def _end(self) -> None:
        # Whoever is stuck may hold the log's lock: the end comes even when the last words can't be said.
        end = threading.Timer(LAST_WORDS_MAY_TAKE_SECONDS, os._exit, (STUCK,))
        end.daemon = True
        end.start()
        faulthandler.dump_traceback(all_threads=True)
        log.critical("the event loop is stuck, so this process ends", knocks_missed=self._misses)
        os._exit(STUCK)


def _is_traced() -> bool:
    """Whether another process, such as a debugger, holds this one (Linux)."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return False
    return any(line.startswith("TracerPid:") and line.split()[1] != "0" for line in status.splitlines())
