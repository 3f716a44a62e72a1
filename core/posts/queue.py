"""Put an approved post into the schedule."""

from datetime import datetime, timedelta

from core.posts.model import Format, Post, PostStatus, Priority
from core.posts.transitions import move

AHEAD = {
    Format.FEED: timedelta(seconds=90),
    Format.STORY: timedelta(minutes=5),
    Format.CAROUSEL: timedelta(minutes=3),
    Format.REEL: timedelta(minutes=10),
}
"""Containers are made this long before the post is due, so that only publishing is left at the minute.

Pictures ripen within seconds, slides one after the other, videos within minutes; a story may be a video.
"""

EARLY = timedelta(seconds=1.5)
"""A run begins this long before the minute: it looks at everything once more and sends when the minute comes."""
DAY_OF_WINDOW = timedelta(hours=12)


def enter_schedule(post: Post, now: datetime) -> None:
    """The row is the schedule: from `next_at` on, the clock will claim it."""
    move(post, PostStatus.SCHEDULED)
    post.attempt = 0
    post.checks = 0
    post.last_error = None
    post.remedy = None
    post.waits_until = None
    post.next_at = max(now, post.due_at - AHEAD[post.format])
    post.lease_until = None
    post.priority = Priority.DAY_OF if post.not_after - post.due_at <= DAY_OF_WINDOW else Priority.USUAL
