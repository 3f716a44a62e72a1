"""Beyond these figures somebody has to look: what it means, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from core.operations.measures import SystemMetrics

ENOUGH_WORK = 20
"""Of less than that, a single mishap would be a rate."""


@dataclass(frozen=True)
class Threshold:
    """One figure and its limit."""

    name: str
    is_over: Callable[[SystemMetrics], bool]
    wrong: Callable[[SystemMetrics], str]
    cure: str


THRESHOLDS = (
    Threshold(
        "error rate",
        lambda of: of.error_rate > 0.05 and of.work_done >= ENOUGH_WORK,
        lambda of: f"{of.error_rate:.0%} of what was asked of the service within five minutes went wrong",
        "look for lines with level error in the log; `rite tasks` shows what was given up",
    ),
    Threshold(
        "response time",
        lambda of: of.response_time > 2.0,
        lambda of: f"Answers take {of.response_time:.1f} seconds on average",
        "look at the load of the web processes and of the database; start another `rite web`",
    ),
    Threshold(
        "queue depth",
        lambda of: of.queue_depth > 1000,
        lambda of: f"{of.queue_depth:,} tasks wait to be done",
        "start another `rite worker`, or read the log of those that run",
    ),
    Threshold(
        "queue wait",
        lambda of: of.queue_wait > 300,
        lambda of: f"A task has waited for {of.queue_wait / 60:.0f} minutes and nobody takes it up",
        "see that a worker and a web process run: each does tasks of its own kind",
    ),
    Threshold(
        "post late",
        lambda of: of.post_late > 60,
        lambda of: f"A post is due for {_spoken(of.post_late)} and nobody takes it up",
        "see that a clock and a worker run; start another `rite worker` when they do",
    ),
    Threshold(
        "tokens expiring",
        lambda of: of.tokens_expiring > 0,
        lambda of: (
            "Access to 1 account ends within three days"
            if of.tokens_expiring == 1
            else f"Access to {of.tokens_expiring} accounts ends within three days"
        ),
        "its people were told; see in the log why renewing it fails, and ask them to press Reconnect",
    ),
    Threshold(
        "disk",
        lambda of: of.disk_free < 0.1,
        lambda of: f"Only {of.disk_free:.0%} of the disk is free",
        "make room, or put pictures elsewhere (RITE_MEDIA_URL): without room nothing can be kept",
    ),
)


def _spoken(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
