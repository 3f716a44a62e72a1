"""People who change their mind at the last second: some posts are dropped or taken back around their due moment."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from chaos.posts import Planned

from core.approvals.decide import take_back
from core.errors import NotNow
from core.posts.schedule import skip
from core.services import Services

HESITANT = 0.02
BEFORE, AFTER = timedelta(minutes=3), timedelta(minutes=1)


async def hesitate(services: Services, planned: Sequence[Planned], luck: Random) -> Counter[str]:
    """Act on a few posts when their moment comes; returns what was done, and what came too late."""
    done: Counter[str] = Counter()
    chosen = [
        (post.due_at - BEFORE + (BEFORE + AFTER) * luck.random(), post) for post in planned if luck.random() < HESITANT
    ]
    for when, post in sorted(chosen, key=lambda pair: pair[0]):
        await services.clock.sleep_until(when)
        done[await _act(services, post, drop=luck.random() < 0.5)] += 1
    return done


async def _act(services: Services, post: Planned, *, drop: bool) -> str:
    while True:
        try:
            async with services.db.transaction() as session:
                await (skip if drop else take_back)(session, post.member, post.id)
        except NotNow:
            return "came too late"
        except Exception:  # the database is away: people press again
            await asyncio.sleep(0.5)
        else:
            return "dropped" if drop else "taken back"
