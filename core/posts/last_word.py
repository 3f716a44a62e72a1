"""The event's last word before a post leaves: it may be cancelled, under embargo, or another one than was approved."""

from core.posts.model import PostStatus
from core.posts.run import Run

OUTDATED = "Its event changed while it was being sent, and Instagram gave it back unsent."


async def event_lets_it_go(run: Run) -> bool:
    """False when the post stays: it rests until an embargo ends, and is held or dropped for good otherwise."""
    if because := run.event.why_not(run.post.phase):
        await run.ended(PostStatus.CANCELLED, cause=f"{because} It did not go out.", say="post_stopped")
        return False
    if run.post.outdated:
        remedy = "Look at it again, change it or approve it."
        await run.ended(PostStatus.HELD, cause=OUTDATED, remedy=remedy, say="post_held")
        return False
    if run.event.announce_at is not None and run.event.embargoed(run.now):
        await run.rest(run.event.announce_at, run.event.embargo_in_words())
        return False
    return True
