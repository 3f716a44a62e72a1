"""Hours that people chose and that did well last time are those of the next one's posts, where they fit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from statistics import fmean

from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.events.model import Event
from core.events.moments import evening_of, on_the_wall
from core.posts.model import Format, Post
from core.posts.wall_slot import chosen, wall_slot
from core.timing.busy import gaps_by_account, margin, neighbours
from core.timing.gaps import is_free

FEWEST = 2
"""One post that did well is an anecdote."""

Hours = Mapping[tuple[str, Format], time]
"""(phase, format) -> wall time at the venue."""


def hours_that_worked(told: Sequence[tuple[int, Post]]) -> Hours:
    """told: live posts with the people they reached. Hours of the plan itself come again with the plan. Pure."""
    if len(told) < FEWEST:
        return {}
    usual = fmean(reach for reach, _ in told)
    slots = ((post, wall_slot(post.slot)) for reach, post in told if reach >= usual)
    return {(post.phase, post.format): slot.local.time() for post, slot in slots if slot is not None and slot.moved}


async def keep_hours(
    session: AsyncSession, campaign: Campaign, event: Event, posts: Sequence[Post], hours: Hours, now: datetime
) -> None:
    """On the day each post has; where the hour finds no room in its window or beside others, the plan's stays."""
    wanted = [post for post in posts if (post.phase, post.format) in hours and post.slot]
    if not wanted or campaign.account_id is None:
        return
    by_account = await gaps_by_account(session, campaign.workspace_id)
    gaps = by_account.get(campaign.account_id) or by_account[None]
    since, until = min(post.due_at for post in wanted), max(post.due_at for post in wanted)
    around = await neighbours(
        session, campaign.workspace_id, [campaign.account_id], since - margin(gaps), until + margin(gaps)
    )
    standing = {one.id: one for one in around}
    for post in wanted:
        mine, slot = standing[post.id], wall_slot(post.slot)
        assert slot is not None  # noqa: S101 - only such are wanted
        hour = hours[post.phase, post.format]
        seen = on_the_wall(datetime.combine(slot.local.date(), hour), event.time_zone)
        others = list(standing.values())
        free = is_free(replace(mine.placed, due_at=seen.at), [one.placed for one in others], gaps)
        if seen.local.time() == hour and mine.room(others, now).holds(seen.at) and free:
            post.due_at, post.slot = seen.at, chosen(seen.at, evening_of(event.starts_local), event.time_zone).stored()
            standing[post.id] = replace(mine, due_at=seen.at)
