"""Keep what somebody did, in the transaction that did it."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.posts.model import Post
from core.trail.model import TrailEntry, What
from core.workspaces.model import Member

DEEDS = {deed.value: deed for deed in Deed}
"""Deeds about a post are called the same there; a comment, and asking somebody, decide nothing."""


def note(
    session: AsyncSession, post: Post, member: Member, what: What, *, words: str = "", about_id: UUID | None = None
) -> None:
    """On the revision as it is now; in the audit log, too, but for words."""
    if what.value in DEEDS:
        audit(session, member, DEEDS[what.value], about=post.id, revision=post.revision, to=words)
    session.add(
        TrailEntry(
            id=uuid4(),
            workspace_id=post.workspace_id,
            post_id=post.id,
            revision=post.revision,
            member_id=member.id,
            what=what,
            words=words,
            about_id=about_id,
            at=session.info["clock"].now(),
        )
    )
