"""The last look at the time: nothing goes out while our clock and Instagram's are apart, whoever's is wrong.

A database's clock that jumps an hour ahead would otherwise send everything of the next hour at once.
"""

from datetime import timedelta

from core.posts.run import Run
from core.witness import gap_in_words

AGAIN_AFTER = timedelta(minutes=1)
HEARD_JUST_NOW_SECONDS = 0.1


async def time_is_in_doubt(run: Run) -> bool:
    """Let the post rest when it is: no try is counted, its card says why, and it goes on when the clocks agree."""
    parts = run.parts
    if parts.witness.apart(parts.clock.reported()) is None:
        return False
    await parts.witness.ask(unless_within=HEARD_JUST_NOW_SECONDS)
    apart = parts.witness.apart(parts.clock.reported())
    if apart is None:
        return False
    why = f"My clock is {gap_in_words(apart)} Instagram's, so I wait until both agree."
    await run.rest(run.now + AGAIN_AFTER, why)
    return True
