"""Bring the gauges of the background up to date: they are read from its rows whenever somebody asks."""

from core.clock import Clock
from core.operations.backlog import Standing, State
from core.operations.meters import TASKS, TASKS_WAIT
from core.outbox import QUEUES


def measure_tasks(found: list[Standing], clock: Clock) -> None:
    """What is not there is nought, not the last value."""
    counts = {(one.queue, one.state): one for one in found}
    for queue in QUEUES:
        for state in State:
            standing = counts.get((queue, state))
            TASKS.labels(queue, state.name.lower()).set(standing.count if standing else 0)
        waiting = counts.get((queue, State.WAITING))
        TASKS_WAIT.labels(queue).set(max(0.0, (clock.now() - waiting.since).total_seconds()) if waiting else 0)
