"""A process that was frozen thaws with the right time, before it has asked anybody."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from process_stage import Environment

FROZEN_SECONDS = 1.5
PROGRAM = """
import asyncio, sys, time

from core.clock import steady_seconds
from core.shared_clock import SharedClock
from core.witness import Witness

async def ask():
    return time.time() - steady_seconds()

clock = SharedClock(ask, Witness(), wall=lambda: time.time() + 20)
asyncio.run(clock.read())
for _ in sys.stdin:
    print(clock.now().timestamp() - time.time(), flush=True)
"""


def test_a_frozen_process_thaws_with_the_right_time(bare: Environment) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM],
        env=bare,
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def off() -> float:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("?\n")
            process.stdin.flush()
            return float(process.stdout.readline())

        assert abs(off()) < FROZEN_SECONDS / 2
        process.send_signal(signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)
        process.send_signal(signal.SIGCONT)
        assert abs(off()) < FROZEN_SECONDS / 2
        process.kill()
