"""Plain Dramatiq: no-op messages, and its own `delay=`. Run as a process; says one line of JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence

import dramatiq
from dramatiq.brokers.redis import RedisBroker

PATIENCE_SECONDS = 900.0
USUAL_WAKE_UP_MS = 1000


def noop(redis_url: str, count: int, threads: int) -> float:
    """Seconds from the worker's start until `count` messages that were waiting are done."""
    broker = RedisBroker(url=redis_url, namespace="noop")  # type: ignore[no-untyped-call]  # dramatiq leaves it untyped
    done: list[None] = []

    @dramatiq.actor(broker=broker, queue_name="noop", max_retries=0)
    def nothing(number: int) -> None:
        done.append(None)

    for number in range(count):
        nothing.send(number)
    worker = dramatiq.Worker(broker, worker_threads=threads)
    began = time.perf_counter()
    worker.start()
    _wait(done, count)
    passed = time.perf_counter() - began
    worker.stop()
    return passed


def delays(redis_url: str, jobs: Sequence[tuple[float, float]], wake_up_ms: int = USUAL_WAKE_UP_MS) -> list[float]:
    """How late each of the jobs (added at, due at; in seconds from now) began."""
    broker = RedisBroker(url=redis_url, namespace="delays")  # type: ignore[no-untyped-call]  # dramatiq leaves it untyped
    late: list[float] = []

    @dramatiq.actor(broker=broker, queue_name="delays", max_retries=0)
    def due(at: float) -> None:
        late.append(time.time() - at)

    worker = dramatiq.Worker(broker, worker_timeout=wake_up_ms)
    worker.start()
    began = time.time()
    for added, at in sorted(jobs):
        time.sleep(max(0.0, began + added - time.time()))
        left = began + at - time.time()
        due.send_with_options(args=(began + at,), delay=max(0, round(left * 1000)))
    _wait(late, len(jobs))
    worker.stop()
    return late


def _wait(done: Sequence[object], count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(done) < count and time.monotonic() < deadline:
        time.sleep(0.002)


WISHES: dict[str, Callable[..., object]] = {"noop": noop, "delays": delays}

if __name__ == "__main__":
    sys.stdout.write(json.dumps({"answer": WISHES[sys.argv[1]](**json.loads(sys.argv[2]))}) + "\n")
