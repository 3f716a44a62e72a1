"""A better hour for a post, and a free one: pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from core.timing.gaps import Gaps, Placed, is_free
from core.timing.knowledge import Knowledge, Why
from core.timing.room import Room

WORTH_IT = 1.15
"""A move is proposed when the new hour is at least so much better: people plan with the hours they know."""


@dataclass(frozen=True)
class Better:
    """gain: how much better than now (1.3)."""

    due_at: datetime
    gain: float
    why: Why


def better_hour(
    known: Knowledge, post: Placed, room: Room, others: Sequence[Placed], gaps: Gaps, *, worth: float = WORTH_IT
) -> Better | None:
    """The best free hour in its room, if that is worth a move; of equally good ones the nearest."""
    zone = ZoneInfo(room.zone)

    def local(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    def score(moment: datetime) -> float:
        return round(known.score(local(moment), story=post.story), 6)

    now_local, current = local(post.due_at), score(post.due_at)
    worthy = [moment for moment in room.moments() if current > 0 and score(moment) >= worth * current]
    best_first = sorted(worthy, key=lambda moment: (-score(moment), abs(moment - post.due_at), moment))
    best = next((one for one in best_first if is_free(replace(post, due_at=one), others, gaps)), None)
    if best is None:
        return None
    return Better(best, score(best) / current, known.why(local(best), story=post.story, instead_of=now_local))


def free_moment(post: Placed, room: Room, others: Sequence[Placed], gaps: Gaps) -> datetime | None:
    """The nearest moment at which it crowds nothing; the later of two as near: there is more time to look at it."""
    nearest_first = sorted(
        room.moments(halves=True), key=lambda moment: (abs(moment - post.due_at), -moment.timestamp())
    )
    return next((one for one in nearest_first if is_free(replace(post, due_at=one), others, gaps)), None)
