"""Bring the gauges of the whole service up to date: they are read from its rows whenever somebody asks."""

from collections.abc import Iterable

from core.clock import Clock
from core.operations import meters
from core.operations.backlog import Standing, State
from core.operations.checks import CHECKS, Checked
from core.operations.measures import SystemMetrics
from core.operations.meters import CHECK, INCIDENTS, TASKS, TASKS_WAIT
from core.operations.thresholds import THRESHOLDS
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


def show_metrics(found: SystemMetrics) -> None:
    """One gauge for each figure."""
    meters.ACTIVE_USERS.set(found.active_users)
    meters.POSTS_PUBLISHED.set(found.posts_published)
    meters.ERROR_RATE.set(found.error_rate)
    meters.RESPONSE_TIME.set(found.response_time)
    meters.QUEUE_DEPTH.set(found.queue_depth)
    meters.QUEUE_WAIT.set(found.queue_wait)
    meters.POST_LATE.set(found.post_late)
    meters.TOKENS_EXPIRING.set(found.tokens_expiring)
    meters.DISK_FREE.set(found.disk_free)


def show_checks(found: Iterable[Checked]) -> None:
    for one in found:
        CHECK.labels(one.check.name).set(one.well)


def show_incidents(open_now: Iterable[str]) -> None:
    """What is over is nought, and what never was is there, too: a rule can name it."""
    going_on = set(open_now)
    for name in (*(one.name for one in THRESHOLDS), *(one.name for one in CHECKS)):
        INCIDENTS.labels(name).set(name in going_on)
