"""Which sentence a change is worth in the thread, besides the redrawn card: a key, the words are bot's."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import decisions, made_void
from core.approvals.model import Decision
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision

AFTER_YES = "changed_after_yes"
"""Somebody had said yes to the version before: it needs a new one."""
AS_ASKED = "changed_as_asked"
"""Somebody asked for it in words and waits to hear what became of it."""


async def what_to_say(session: AsyncSession, post: Post) -> str:
    """Nothing while it is not ready to be judged, and nothing when a version came back: that is answered at once."""
    if post.status is not PostStatus.IN_REVIEW or post.revision < 2:
        return ""
    revision = await current_revision(session, post)
    if revision.fingerprint is None or revision.restores is not None:
        return ""
    before = [one for one in await decisions(session, post) if one.revision == post.revision - 1]
    if made_void(before) is not None:
        return AFTER_YES
    return AS_ASKED if any(one.decision is Decision.CHANGES for one in before) else ""
