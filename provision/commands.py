"""Run other programs: the only place of this package that starts a process and waits for it."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.errors import CommandFailed

Command = Sequence[str | Path]


def output_of(
    command: Command,
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    user: int | None = None,
    timeout_seconds: float | None = None,
) -> str:
    """Run to the end and return what was written, standard output first.

    Args:
        command: the program and its arguments; no shell is involved.
        cwd: where to run, the current folder by default.
        environment: variables added to the current ones.
        user: numeric user (and group) to run as; only root may choose one.
        timeout_seconds: after which the program is killed.

    Raises:
        CommandFailed: the program could not be started, took too long or ended with a status other than 0.
    """
    words = shlex.join(str(word) for word in command)
    try:
        done = subprocess.run(  # noqa: S603 - every caller passes a fixed program and its own arguments, and no shell reads them
            command,
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise CommandFailed(words, 124, f"It took longer than {timeout_seconds} seconds.") from late
    except OSError as unstarted:
        raise CommandFailed(words, 127, str(unstarted)) from unstarted
    text = done.stdout + done.stderr
    if done.returncode != 0:
        raise CommandFailed(words, done.returncode, text)
    return text
