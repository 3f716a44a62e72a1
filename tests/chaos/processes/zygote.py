"""python -m chaos.processes.zygote GROUND: a process that has imported everything and forks others from itself.

Starting Rite costs seconds of work, forking it milliseconds: only so can a thousand processes die in a run. It reads
`role number life` lines from standard input and answers each with the pid of the child; it ends, and its children
with it, when standard input closes.
"""

import asyncio
import gc
import os
import signal
import sys
from pathlib import Path

from chaos.naive.actor import be_actor
from chaos.naive.claimer import be_claimer
from chaos.processes import roles
from chaos.processes.ground import Ground
from chaos.processes.lifeline import die_with_parent

from rite.logs import set_up_logs

NAIVE = {"actor": be_actor, "claimer": be_claimer}


def main(path: Path) -> None:
    ground = Ground.read(path.read_text())
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for whoever started us
    gc.freeze()
    for line in sys.stdin:
        role, number, life = line.split()
        pid = os.fork()
        if pid == 0:
            _live(ground, role, int(number), int(life))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(ground: Ground, role: str, number: int, life: int) -> None:
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(0)
    log = os.open(ground.path / f"{role}-{number}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    set_up_logs("console", "WARNING")
    try:
        if role in NAIVE:
            NAIVE[role](ground, number, life)
        else:
            asyncio.run(roles.be(ground, role, number, life))
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
