"""A process whose event loop is stuck ends by itself, and no other does: real processes, in shortened time."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from process_stage import ENDS_WITHIN_SECONDS, Environment

from rite.watchdog import STUCK

EVERY_SECONDS = 0.2
PROGRAM = """
import asyncio, sys, time

from rite.watchdog import watched

def stuck():
    time.sleep(600)

async def main():
    with watched(every={every}, misses=3):
        print("begins", flush=True)
        {body}
    print("ends", flush=True)

asyncio.run(main())
"""


def start(body: str, bare: Environment) -> subprocess.Popen[str]:
    program = textwrap.dedent(PROGRAM).format(every=EVERY_SECONDS, body=body)
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env=bare,
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_stuck_loop_ends_its_process_and_says_where_it_was_stuck(bare: Environment) -> None:
    process = start("stuck()", bare)
    said, log = process.communicate(timeout=ENDS_WITHIN_SECONDS)
    assert process.returncode == STUCK
    assert "ends\n" not in said
    assert "in stuck" in log  # every thread's place, this one's too
    assert "the event loop is stuck" in said + log


def test_even_one_that_holds_the_log(bare: Environment) -> None:
    """Whoever says the last words waits for the log for ever; the end does not."""
    process = start(
        "import logging; logging.basicConfig(); logging.getLogger().handlers[0].acquire();"
        " import structlog; structlog.configure(logger_factory=structlog.stdlib.LoggerFactory()); stuck()",
        bare,
    )
    _, log = process.communicate(timeout=ENDS_WITHIN_SECONDS)
    assert process.returncode == STUCK
    assert "in stuck" in log


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.sleep(8 * 0.2)",
        "[time.sleep(0.3) or await asyncio.sleep(0.05) for _ in range(4)]",
        "sys.settrace(lambda *_: None); sys._getframe().f_trace = lambda *_: None; time.sleep(8 * 0.2)",
    ],
    ids=["one that only waits", "one that is slow", "one in a debugger"],
)
def test_a_loop_that_is_not_stuck_is_left_alone(body: str, bare: Environment) -> None:
    process = start(body, bare)
    said, log = process.communicate(timeout=ENDS_WITHIN_SECONDS)
    assert (process.returncode, said) == (0, "begins\nends\n"), log


def test_a_process_that_was_frozen_thaws_and_goes_on(bare: Environment) -> None:
    process = start("await asyncio.sleep(3)", bare)
    assert process.stdout is not None
    assert process.stdout.readline() == "begins\n"
    process.send_signal(signal.SIGSTOP)
    time.sleep(10 * EVERY_SECONDS)  # long enough for three misses, were the time measured
    process.send_signal(signal.SIGCONT)
    said, log = process.communicate(timeout=ENDS_WITHIN_SECONDS)
    assert (process.returncode, said) == (0, "ends\n"), log
