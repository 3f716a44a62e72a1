"""python -m provision.run_tests [pytest arguments]: give the tests real servers and a real browser, then run them."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing

from provision import chromium, text_shaping
from provision.errors import ProvisioningFailed
from provision.say import say
from provision.servers import ROOT, VARIABLES, keep, offered

MOST_WORKERS = 8
WORKERS_A_CORE = 2
"""Half of the time a test waits: for the disk, for a clock, for a process to come up."""
CHILD_PATIENCE_SECONDS = 30
FAILED_PROVISIONING = 3


def main(arguments: Sequence[str]) -> int:
    """Return pytest's status, or 3 when something the tests need could not be provided."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with ExitStack() as stack:
        try:
            environment = _provide(stack)
        except ProvisioningFailed as failed:
            say(f"The tests did not run. {failed}")
            return FAILED_PROVISIONING
        except KeyboardInterrupt:
            return 128 + signal.SIGINT
        return _pytest(arguments, environment)


def _provide(stack: ExitStack) -> dict[str, str]:
    """Variables that tell the tests where everything is; what was started ends with `stack`."""
    text_shaping.ensure()
    browser = chromium.find_or_install()
    missing = [name for name in VARIABLES if not offered(name)]
    for name in VARIABLES.keys() - missing:
        say(f"Using the server offered in {VARIABLES[name]}.")
    urls = stack.enter_context(closing(keep(missing))).urls if missing else {}
    return {chromium.VARIABLE: str(browser), **{VARIABLES[name]: url for name, url in urls.items()}}


def _pytest(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    # The tests of a file stay together, and whoever is done takes over from those who are not.
    command = [sys.executable, "-m", "pytest", "-n", str(_workers()), "--dist", "worksteal", *arguments]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}) as tests:  # noqa: S603 - our own tests
        try:
            return tests.wait()
        except KeyboardInterrupt:
            return _let_finish(tests)  # the terminal told pytest as well
        except SystemExit:
            tests.terminate()
            _let_finish(tests)
            raise


def _let_finish(tests: subprocess.Popen[bytes]) -> int:
    try:
        return tests.wait(CHILD_PATIENCE_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        tests.kill()
        return tests.wait()


def _workers() -> int:
    return max(2, min(MOST_WORKERS, WORKERS_A_CORE * (os.cpu_count() or 2)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
