"""Change a caption by hand: the plain text, as a new revision that needs a new yes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.hashtags import typed
from core.posts.limits import LIMITS, Limits
from core.posts.model import Post
from core.posts.preflight import check_words, insist
from core.posts.revision import current_revision, freeze, get_post
from core.posts.what_to_say import what_to_say
from core.workspaces.model import Member


def check_caption(caption: str, limits: Limits = LIMITS) -> None:
    """What Instagram would refuse, said before it is asked; raises InvalidAnswer."""
    insist(check_words(caption, limits))


async def edit_caption(
    session: AsyncSession, member: Member, post_id: UUID, revision_number: int, caption: str, now: datetime
) -> Post:
    """Replace the caption; picture and slot stay. Raises NotNow when somebody else changed the post meanwhile."""
    check_may_edit(member)
    caption = caption.replace("\r\n", "\n").strip()
    check_caption(caption, session.info["limits"])
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number:
        raise NotNow(STALE)
    old = await current_revision(session, post)
    if caption == old.caption:
        raise NotNow("Nothing was changed.")
    caption, notes = await typed(session, post, caption)
    await reopen(session, post)
    await freeze(
        session,
        post,
        caption=caption,
        headline=old.headline,
        alt_text=old.alt_text,
        writer=f"edited by {member.name}"[:60],
        notes=notes,
        author_id=member.id,
        now=now,
        painted=old,
    )
    post.request = ""  # whoever writes it by hand has answered what was asked for
    post.requested_by_id = None
    await session.flush()
    await carry_on(session, post)
    await post_changed(session, post, say=await what_to_say(session, post))
    return post
