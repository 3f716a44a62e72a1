"""Posts that tell of the event after their own: what becomes of them when that one changes, or another comes first."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.effects import OUT, Effect, Fate, Ripple, Slot
from core.events.model import Event, EventStatus
from core.posts.model import Post, PostStatus, Revision
from core.posts.touched import Touch, touch_of
from core.templates.model import Template

NO_NEXT = "There is no next event any more. As soon as one is planned, this post tells of it."
FATES = {Touch.WORDS: Fate.REWRITTEN, Touch.PICTURE: Fate.REPAINTED}


def tells_another(post: Post) -> UUID | None:
    """The event it tells of, where that is not its campaign's own."""
    try:
        return UUID(post.about or "")
    except ValueError:
        return None


def waits_for_next(post: Post) -> bool:
    """It was stopped because nothing came next."""
    return post.status is PostStatus.HELD and post.last_error == NO_NEXT


async def events_told(session: AsyncSession, workspace_id: UUID, posts: Collection[Post]) -> Mapping[UUID, Event]:
    """The other events that these posts tell of."""
    ids = {told for post in posts if (told := tells_another(post)) is not None}
    if not ids:
        return {}
    found = await session.execute(select(Event).where(Event.workspace_id == workspace_id, Event.id.in_(ids)))
    return {event.id: event for event in found.scalars()}


def next_effect(
    ripple: Ripple,
    post: Post,
    revision: Revision | None,
    template: Template | None,
    following: Event | None,
    slot: Slot | None = None,
) -> Effect | None:
    """Pure. ripple.before, ripple.after: the event it tells of, before and after a change, which may be none.

    following: what comes next by now; None while nothing does.
    """
    if post.status in OUT:
        return _out(ripple, post, revision, template)
    if following is None:
        return Effect(post, revision, Fate.HELD, why=NO_NEXT)
    about = "" if post.about == str(following.id) else str(following.id)
    elsewhen = slot is not None and slot.due_at != post.due_at
    moved = Fate.MOVED if elsewhen or waits_for_next(post) else Fate.KEPT
    if revision is None:
        return Effect(post, None, moved, slot, about=about)
    told = replace(ripple, after=following) if about else ripple
    around = told.around(post, slot)
    if about:
        return Effect(post, revision, Fate.REWRITTEN, slot, around, about)
    return Effect(post, revision, FATES.get(touch_of(post, revision, template, *around), moved), slot, around)


def _out(ripple: Ripple, post: Post, revision: Revision | None, template: Template | None) -> Effect | None:
    """It is worth naming where it says what is no longer so."""
    if revision is None:
        return None
    around = ripple.around(post, None)
    gone = ripple.after.status is not EventStatus.PLANNED and ripple.before.status is EventStatus.PLANNED
    untrue = gone or touch_of(post, revision, template, *around)
    return Effect(post, revision, Fate.OUT, around=around) if untrue else None
