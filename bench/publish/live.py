"""From due to live while nothing else goes on, with a container that was made ahead and without one."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bench.publish.approved import Picture, Wish, caption_of, schedule
from bench.publish.teams import Team
from bench.service import Stage, World
from bench.sheet import Line, at_most
from bench.spread import Spread
from core.database import Database

APART = timedelta(seconds=1.5)
FIRST_AFTER = timedelta(seconds=15)
"""Long enough for a picture's container to ripen."""
PATIENCE_SECONDS = 60.0
AHEAD, WITHOUT = at_most(1, " s"), at_most(10, " s")


async def lateness(stage: Stage, db: Database, teams: Sequence[Team], picture: Picture) -> tuple[Spread, Spread]:
    """One post of each team, every second one approved too late to make anything ahead: (made ahead, late)."""
    with stage.rite("web", "worker", "clock"):
        now = datetime.now(UTC)
        wishes = [
            Wish(team, now + FIRST_AFTER + number * APART, late=bool(number % 2)) for number, team in enumerate(teams)
        ]
        made = await schedule(db, wishes, picture, now)
        live = await until_live(stage.world, made, patience=len(teams) * APART.total_seconds() + PATIENCE_SECONDS)
    late = {post_id: (live[caption_of(post_id)] - wish.due_at).total_seconds() for post_id, wish in made.items()}
    return (
        Spread.of(late[post_id] for post_id, wish in made.items() if not wish.late),
        Spread.of(late[post_id] for post_id, wish in made.items() if wish.late),
    )


async def until_live(world: World, posts: Mapping[UUID, Wish], *, patience: float) -> dict[str, datetime]:
    """Wait for all of them; what Instagram's books say, by caption. Raises AssertionError when one does not come."""
    deadline = time.monotonic() + patience
    while True:
        live = world.live()
        missing = sum(1 for post_id in posts if caption_of(post_id) not in live)
        if not missing:
            return live
        if time.monotonic() > deadline:
            raise AssertionError(f"{missing} of {len(posts)} posts did not go live.")
        await asyncio.sleep(1.0)


def live_lines(ahead: Spread, without: Spread) -> list[Line]:
    return [
        Line(
            "due to media_publish, container made ahead",
            f"p99 {ahead.p99 * 1000:.0f} ms",
            AHEAD.words(round(ahead.p99, 2)),
            ahead.words,
        ),
        Line(
            "due to live, without one", f"p99 {without.p99:.1f} s", WITHOUT.words(round(without.p99, 2)), without.words
        ),
    ]
