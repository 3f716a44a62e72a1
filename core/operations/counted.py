"""Count one piece of work where it is done: for Prometheus, and for the rows that all processes share."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

from prometheus_client import Histogram

from core.operations.work import Kind, WorkTally, went_wrong


@dataclass
class Counted:
    """How the work ended; whoever does it says so."""

    error: Exception | None = None

    @property
    def result(self) -> str:
        if self.error is None:
            return "ok"
        return "error" if went_wrong(self.error) else "put_off"


@contextmanager
def counted(tally: WorkTally, kind: Kind, meter: Histogram, *labels: str) -> Iterator[Counted]:
    """The meter's labels are these and the result. Work that is cancelled counts nowhere: it is done again."""
    run, began = Counted(), perf_counter()
    yield run
    seconds = perf_counter() - began
    meter.labels(*labels, run.result).observe(seconds)
    tally.count(kind, timedelta(seconds=seconds), failed=run.result == "error", name=" ".join(labels))
