"""Install Debian packages, as root or through sudo."""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from provision.commands import output_of
from provision.errors import CommandFailed, ProvisioningFailed
from provision.say import say

LOCK_PATIENCE_SECONDS = 300
LOCK_WORDS = ("Could not get lock", "Unable to lock", "is another process using it")
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.conf")


def install(packages: Sequence[str], purpose: str, *, may_ask: bool = True) -> None:
    """Install with apt-get, refreshing its lists only when the first try needs them.

    Args:
        packages: names of Debian packages.
        purpose: completes the sentence "... is needed for <purpose>".
        may_ask: whether sudo may ask for a password on the terminal.

    Raises:
        ProvisioningFailed: this is no Debian, nobody here is root, or apt-get refused.
    """
    names = " ".join(packages)
    prefix = _become_root(f"Debian's {names} is needed for {purpose}", may_ask=may_ask)
    say(f"Installing {names} with apt-get {'through sudo' if prefix else 'as root'}, for {purpose}.")
    command = [*prefix, *_APT, "install", "--yes", "--no-install-recommends", *packages]
    try:
        try:
            _patiently(command)
        except CommandFailed:
            _patiently([*prefix, *_APT, "update"])
            _patiently(command)
    except CommandFailed as failed:
        raise ProvisioningFailed(f"apt-get could not install {names} for {purpose}: {failed.last_line}") from failed


def install_postgres_without_cluster() -> None:
    """Install PostgreSQL's programs alone: no main cluster is made and no server of Debian's is started.

    Raises:
        ProvisioningFailed: as `install`.
    """
    install(["postgresql-common"], "the tests' PostgreSQL")
    prefix = _become_root("Debian's postgresql is needed for the tests' PostgreSQL", may_ask=True)
    off, on = "s/^#(create_main_cluster) .*/\\1 = false/", "s/^(create_main_cluster) = false/#\\1 = true/"
    output_of([*prefix, "sed", "--in-place", "--regexp-extended", off, CLUSTER_SETTINGS])
    try:
        install(["postgresql"], "the tests' PostgreSQL")
    finally:
        output_of([*prefix, "sed", "--in-place", "--regexp-extended", on, CLUSTER_SETTINGS])


# env, because sudo drops variables: no package may ask a question
_APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", f"DPkg::Lock::Timeout={LOCK_PATIENCE_SECONDS}", "-qq")


def _become_root(need: str, *, may_ask: bool) -> list[str]:
    if shutil.which("apt-get") is None:
        raise ProvisioningFailed(f"{need}, but this machine has no apt-get; please install its equivalent by hand.")
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is not None:
        if may_ask and sys.stdin.isatty():
            return ["sudo"]
        try:
            output_of(["sudo", "-n", "true"])
        except CommandFailed:
            pass
        else:
            return ["sudo", "-n"]
    raise ProvisioningFailed(f"{need}, and only root may install it; please do so, or run this again as root.")


def _patiently(command: Sequence[str]) -> None:
    """Wait while another apt-get works: its own option covers dpkg's lock but not the one of the lists."""
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    while True:
        try:
            output_of(command)
        except CommandFailed as failed:
            if time.monotonic() > deadline or not any(words in failed.output for words in LOCK_WORDS):
                raise
            time.sleep(2)
        else:
            return
