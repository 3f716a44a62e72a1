"""Put an approved post into the schedule."""

from datetime import datetime, timedelta

from core.posts.model import Post, PostStatus
from core.posts.transitions import move

AHEAD = timedelta(seconds=90)
"""A container is made this long before the post is due, so that only publishing is left at the minute."""


def enter_schedule(post: Post, now: datetime) -> None:
    """The row is the schedule: from `next_at` on, the clock will claim it."""
    move(post, PostStatus.SCHEDULED)
    post.attempt = 0
    post.checks = 0
    post.last_error = None
    post.remedy = None
    post.next_at = max(now, post.due_at - AHEAD)
    post.lease_until = None
