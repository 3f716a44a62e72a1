"""How often a post's numbers are asked for: every quarter of an hour while it is young, daily for a month.

Each post follows the minute it was published in, so that the calls of many are spread out by themselves. Whose turn it
is stands in its row: whatever was slept through is asked once, the youngest first, and never so much for one account at
a time that its hourly budget of calls is gone with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account, AccountStatus
from core.posts.model import Format, Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

RUNG_EVERY = timedelta(minutes=1)
GRACE = timedelta(seconds=30)
"""Clocks tick a little early or late; nobody waits another minute for that."""
STORY_LIVES = timedelta(hours=24)
"""After that Instagram has no numbers for it any more; its last words come as a delivery, if at all."""
LAST_LOOK = timedelta(minutes=15)
"""How long before its end a story is looked at closely."""
AT_ONCE_OF_ACCOUNT = 2
"""Readings begun in a minute for one account: 120 an hour, of the 150 calls that numbers may use of its 200."""
AT_ONCE = 500


@dataclass(frozen=True)
class Step:
    """Up to which age a post is asked about how often."""

    until: timedelta
    every: timedelta


POSTS = (
    Step(timedelta(hours=24), timedelta(minutes=15)),
    Step(timedelta(hours=48), timedelta(hours=1)),
    Step(timedelta(days=30), timedelta(days=1)),
)
STORIES = (
    Step(STORY_LIVES - LAST_LOOK, timedelta(minutes=15)),
    Step(STORY_LIVES, timedelta(minutes=5)),
)


async def ring_for_readings(session: AsyncSession, now: datetime) -> int:
    """Ring for every post whose turn it is, and note that it was; returns how many."""
    turn = func.row_number().over(
        partition_by=Post.account_id,
        order_by=(case((Post.format == Format.STORY, 0), else_=1), Post.published_at.desc(), Post.id),
    )
    due = (
        select(Post.workspace_id, Post.id, turn.label("turn"))
        .join(Account, Account.id == Post.account_id)
        .where(
            Post.status == PostStatus.PUBLISHED,
            ~Post.unmeasured,
            Account.status == AccountStatus.CONNECTED,
            or_(Account.paused_until.is_(None), Account.paused_until <= now),
            or_(
                and_(Post.format == Format.STORY, _is_due(STORIES, now)),
                and_(Post.format != Format.STORY, _is_due(POSTS, now)),
            ),
        )
        .subquery()
    )
    found = await session.execute(
        select(due.c.workspace_id, due.c.id)
        .where(due.c.turn <= AT_ONCE_OF_ACCOUNT)
        .order_by(due.c.turn, due.c.id)
        .limit(AT_ONCE)
        .execution_options(**ACROSS_WORKSPACES)
    )
    rows = found.all()
    for workspace_id, post_id in rows:
        tasks.read_insights.enqueue(session, workspace_id, post_id)
    await session.execute(
        update(Post)
        .where(Post.id.in_([post_id for _, post_id in rows]))
        .values(numbers_asked_at=now)
        .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
    )
    return len(rows)


def _is_due(steps: Sequence[Step], now: datetime) -> ColumnElement[bool]:
    """Of an age at which it is asked about, and not asked about for as long as that age waits."""
    youngest = timedelta()
    ages = []
    for step in steps:
        ages.append(
            and_(
                Post.published_at > now - step.until,
                Post.published_at <= now - youngest,
                or_(Post.numbers_asked_at.is_(None), Post.numbers_asked_at <= now - step.every + GRACE),
            )
        )
        youngest = step.until
    return or_(*ages)
