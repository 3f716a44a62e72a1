"""The revisions of a post in a row, which are only ever added: which one came before, what an undo brings back."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.frame import AROUND, slot_in
from core.posts.model import Post, Revision


async def revisions_of(session: AsyncSession, post: Post) -> Sequence[Revision]:
    """The oldest first."""
    found = await session.execute(
        select(Revision)
        .where(Revision.workspace_id == post.workspace_id, Revision.post_id == post.id)
        .order_by(Revision.number)
    )
    return found.scalars().all()


def with_number(revisions: Sequence[Revision], number: int) -> Revision | None:
    return next((one for one in revisions if one.number == number), None)


def version_before(revisions: Sequence[Revision], now: datetime) -> Revision | None:
    """What an undo brings back: the newest earlier one that is different; None when there is none.

    After an undo the one before the one that came back, so that undoing again goes on and never to and fro.
    """
    if not revisions:
        return None
    current = revisions[-1]
    shown = origin(revisions, current)
    earlier = [one for one in revisions if one.number < shown.number]
    found = next((one for one in reversed(earlier) if not alike(one, current, now)), None)
    return origin(revisions, found) if found else None


def origin(revisions: Sequence[Revision], revision: Revision) -> Revision:
    """Where the content of a revision was first seen."""
    back = with_number(revisions, revision.restores) if revision.restores is not None else None
    return back or revision


def alike(old: Revision, new: Revision, now: datetime) -> bool:
    """Whether bringing the old one back would change nothing that can still be changed."""
    if old.caption != new.caption:
        return False
    if old.picture_hash and new.picture_hash and old.picture_hash != new.picture_hash:
        return False
    if not old.frame or not new.frame:
        return True
    if any(old.frame[key] != new.frame[key] for key in AROUND):
        return False
    slot = slot_in(old.frame)
    return slot is None or slot <= now or slot == slot_in(new.frame)
