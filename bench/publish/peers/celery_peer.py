"""Celery with its usual pool: no-op messages. Run as a process by a Python that has it; says one line of JSON."""

import json
import os
import sys
import threading
import time

from celery import Celery
from celery.worker import state

PATIENCE_SECONDS = 900.0
app = Celery("peer", broker=json.loads(sys.argv[2])["redis_url"])
app.conf.update(task_ignore_result=True, broker_connection_retry_on_startup=True, worker_hijack_root_logger=False)


@app.task(name="nothing")  # type: ignore[untyped-decorator]  # celery is not here when types are checked
def nothing(number: int) -> None:
    """Do nothing."""


def noop(redis_url: str, count: int, threads: int) -> float:
    """Seconds from the worker's readiness until `count` messages that were waiting are done."""
    for number in range(count):
        nothing.delay(number)
    worker = app.WorkController(loglevel="ERROR", concurrency=min(threads, 2))
    threading.Thread(target=worker.start, daemon=True).start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not state.all_total_count[0] and time.monotonic() < deadline:
        time.sleep(0.001)
    began = time.perf_counter()
    while not _done(count) and time.monotonic() < deadline:
        time.sleep(0.002)
    return time.perf_counter() - began


def _done(count: int) -> bool:
    return state.all_total_count[0] >= count and not state.active_requests and not state.reserved_requests


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"answer": noop(**json.loads(sys.argv[2]))}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # its pool has nothing to finish
