"""python -m bench [NAME ...]: run the benchmarks one after the other, and print all their figures as one table."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence

from bench.sheet import HEADER, markdown
from provision.say import say
from provision.servers import ROOT

ALL = ("start", "chat", "dashboard", "telegram", "render", "capacity", "publish")
"""The quick ones first: whoever grows tired of waiting has most figures by then."""
_CELLS = re.compile(r"(?<!\\)\|")


def figures(told: str) -> Iterator[tuple[str, ...]]:
    """The rows of the tables that a benchmark printed; what else it said is passed over."""
    inside = False
    for line in told.splitlines():
        cells = tuple(cell.strip().replace("\\|", "|") for cell in _CELLS.split(line)[1:-1])
        if cells == HEADER:
            inside = True
        elif len(cells) != len(HEADER):
            inside = False
        elif inside and set(cells[0]) != {"-"}:
            yield cells


def _run(name: str) -> tuple[int, str]:
    """Its output is shown as it comes, and kept."""
    command = [sys.executable, "-m", f"bench.{name}"]
    kept = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        for line in process.stdout or ():
            print(line, end="", flush=True)
            kept.append(line)
        status = process.wait()
    return status, "".join(kept)


def main(names: Sequence[str]) -> int:
    """Return 0, or the status of the last one that failed; the others' figures are printed all the same."""
    if strange := [name for name in names if name not in ALL]:
        say(f"There is no benchmark named {strange[0]} with a table of figures. There are: {', '.join(ALL)}.")
        return 2
    rows, failed = [], 0
    for name in names or ALL:
        say(f"make bench-{name}")
        status, told = _run(name)
        found = list(figures(told)) or [("no figures", "not run", "", f"it ended with {status}")]
        rows += [(name, *row) for row in found]
        failed = status or failed
    print("\n" + markdown(("Benchmark", *HEADER), rows))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
