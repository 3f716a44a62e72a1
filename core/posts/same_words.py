"""The next revision with the words of the one before it, when pictures or extras are made anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.model import Post, Revision
from core.posts.revision import freeze
from core.posts.what_to_say import what_to_say


async def with_same_words(
    session: AsyncSession,
    post: Post,
    old: Revision,
    now: datetime,
    *,
    alt_text: str = "",
    author_id: UUID | None = None,
    made_by: UUID | None = None,
) -> Post:
    """Freeze it, ring for what is missing, redraw the cards.

    alt_text: "" has it written from what the new pictures say. author_id: who made the change, where it is theirs.
    made_by: who asked for it.
    """
    await freeze(
        session,
        post,
        caption=old.caption,
        headline=old.headline,
        alt_text=alt_text,
        writer=old.writer,
        notes=[],
        author_id=author_id or old.author_id,
        now=now,
        made_by=made_by,
    )
    await session.flush()
    await carry_on(session, post)
    await post_changed(session, post, say=await what_to_say(session, post))
    return post
