"""How far apart an account's posts keep, over all campaigns: pure.

Stories are watched in a row and keep apart from nothing. Everything else stands in the feed, where it pushes the post
before it out of sight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Gaps:
    """The least time between two posts in the feed: for the same event, and on the same account; and how many posts
    of any kind Instagram allows within a day (None: it has not told yet).
    """

    of_event: timedelta = timedelta(hours=36)
    of_account: timedelta = timedelta(hours=3)
    a_day: int | None = None


@dataclass(frozen=True)
class Placed:
    """A post in time, as far as gaps need it. day_of: it goes out on the day of its event."""

    id: UUID
    campaign_id: UUID
    due_at: datetime
    story: bool = False
    day_of: bool = False


def gap_between(one: Placed, other: Placed, gaps: Gaps) -> timedelta:
    """How far apart these two should be; nothing where one is a story.

    On the day of an event only the account's gap counts: what happens that day has to be said that day.
    """
    if one.story or other.story or one.id == other.id:
        return timedelta()
    if one.campaign_id != other.campaign_id or one.day_of or other.day_of:
        return gaps.of_account
    return max(gaps.of_event, gaps.of_account)


def too_close(one: Placed, other: Placed, gaps: Gaps) -> bool:
    return abs(one.due_at - other.due_at) < gap_between(one, other, gaps)


def yields(one: Placed, other: Placed) -> bool:
    """Whether `one` is the one to move: a post of the day stays where it is, before one that could be any day."""
    return other.day_of or not one.day_of


def nearest_clash(post: Placed, others: Iterable[Placed], gaps: Gaps) -> Placed | None:
    """The post that stands closest of those that stand too close."""
    close = [other for other in others if too_close(post, other, gaps)]
    return min(close, key=lambda other: (abs(other.due_at - post.due_at), other.due_at, other.id), default=None)


def is_over_quota(post: Placed, others: Sequence[Placed], gaps: Gaps) -> bool:
    """Whether within some 24 hours with this post in them more would go out than Instagram allows."""
    if gaps.a_day is None:
        return False
    moments = [other.due_at for other in others if other.id != post.id and abs(other.due_at - post.due_at) < DAY]
    moments.append(post.due_at)
    windows = ((end, sum(end - DAY < moment <= end for moment in moments)) for end in moments if end >= post.due_at)
    return any(count > gaps.a_day for _, count in windows)


def is_free(post: Placed, others: Sequence[Placed], gaps: Gaps) -> bool:
    """Whether a post may stand there without crowding anything."""
    return not any(too_close(post, other, gaps) for other in others) and not is_over_quota(post, others, gaps)
