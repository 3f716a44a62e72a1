"""Processes that are brought back whenever they die, and woken whenever they froze for long enough."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from chaos.processes.diary import Diary
from chaos.processes.ground import Ground
from chaos.processes.roles import diary_of

TESTS = Path(__file__).resolve().parents[2]
PATHS = os.pathsep.join([str(TESTS), str(TESTS.parent)])
LOOKS_EVERY_SECONDS = 0.1
STOPPED = "T"


@dataclass
class Member:
    role: str
    number: int
    pid: int = 0
    life: int = 0
    frozen_since: float | None = None


class Herd:
    """All processes of a run, forked from one zygote. `freeze_seconds` is how long a frozen one sleeps."""

    def __init__(
        self,
        ground: Ground,
        members: Iterable[tuple[str, int]],
        freeze_seconds: float,
        spare: Collection[str] = (),
    ) -> None:
        self._ground, self._freeze_seconds = ground, freeze_seconds
        self.members = [Member(role, number) for role, number in members]
        self._spare = frozenset(spare)
        self.deaths = 0
        self._diary = Diary(diary_of(ground))
        path = ground.path / "ground.json"
        path.write_text(ground.written())
        self._zygote = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "chaos.processes.zygote", str(path)],
            cwd=TESTS,
            env={**os.environ, "PYTHONPATH": PATHS},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await asyncio.to_thread(lambda: [self._fork(member) for member in self.members])
        self._watch = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """End them all at once; nothing of theirs is needed any more."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await asyncio.to_thread(self._zygote.communicate)

    def kill(self, luck: Random) -> None:
        """SIGKILL from outside, whatever is going on."""
        member = luck.choice(self._mortal)
        self._diary.note("kill", "anywhere", member.pid)
        self._signal(member, signal.SIGKILL)

    def freeze(self, luck: Random) -> None:
        """SIGSTOP from outside; it wakes by itself."""
        member = luck.choice(self._mortal)
        self._diary.note("freeze", "anywhere", member.pid)
        self._signal(member, signal.SIGSTOP)

    @property
    def spared(self) -> list[Member]:
        """Those that nobody kills or freezes from outside."""
        return [member for member in self.members if member.role in self._spare]

    @property
    def _mortal(self) -> list[Member]:
        return [member for member in self.members if member.role not in self._spare]

    def _signal(self, member: Member, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # it died by itself this very moment
            if self._state(member.pid) is not None:
                os.kill(member.pid, number)

    async def _keep(self) -> None:
        while True:
            for member in self.members:
                self._look_after(member)
            await asyncio.sleep(LOOKS_EVERY_SECONDS)

    def _look_after(self, member: Member) -> None:
        state = self._state(member.pid)
        if state is None:
            self.deaths += 1
            self._fork(member)
        elif state != STOPPED:
            member.frozen_since = None
        elif member.frozen_since is None:
            member.frozen_since = time.monotonic()
        elif time.monotonic() - member.frozen_since > self._freeze_seconds:
            self._signal(member, signal.SIGCONT)

    def _fork(self, member: Member) -> None:
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        member.life += 1
        self._zygote.stdin.write(f"{member.role} {member.number} {member.life}\n")
        self._zygote.stdin.flush()
        member.pid = int(self._zygote.stdout.readline())
        member.frozen_since = None

    def _state(self, pid: int) -> str | None:
        """The kernel's letter for what one of ours is doing; None when it is gone, its number perhaps another's."""
        try:
            state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            return None
        return state if int(parent) == self._zygote.pid else None
