"""Change what goes out besides the words: files, alt texts, tags, collaborators, place, first comment, cover."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.posts.details import Details
from core.posts.hashtags import insist_useful
from core.posts.media import Item, stored
from core.posts.model import Post
from core.posts.planned import insist_publishable
from core.posts.revision import current_revision, get_post
from core.posts.same_words import with_same_words
from core.workspaces.model import Member


async def change_extras(
    session: AsyncSession,
    member: Member,
    post_id: UUID,
    revision_number: int,
    details: Details,
    now: datetime,
    *,
    items: tuple[Item, ...] | None = None,
) -> Post:
    """A new revision with these extras, and with these files unless `items` is None. A yes counts no longer.

    Raises InvalidAnswer with the field's key for what Instagram would refuse, NotNow when the post moved on meanwhile.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number or not post.revision:
        raise NotNow(STALE)
    media = list(post.media) if items is None else stored(items)
    if media == post.media and details.stored() == post.details:
        raise NotNow("Nothing was changed.")
    old = await current_revision(session, post)
    insist_useful(details.first_comment)
    post.media, post.details = media, details.stored()
    await insist_publishable(session, post, old.caption)
    await reopen(session, post)
    return await with_same_words(session, post, old, now, alt_text=old.alt_text, author_id=member.id)
