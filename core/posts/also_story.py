"""Say that a post goes out as a story, too, or that it does not after all."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import STALE, reopen
from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.details import details_from
from core.posts.model import Post
from core.posts.revision import current_revision, get_post, same_again
from core.posts.same_words import with_same_words
from core.posts.story_beside import WITH_STORY, want_story_again
from core.posts.variants import variant_in
from core.posts.what_to_say import what_to_say
from core.templates.scene import Layout
from core.workspaces.model import Member


async def also_as_story(
    session: AsyncSession, member: Member, post_id: UUID, revision_number: int, now: datetime, *, wanted: bool
) -> Post:
    """A new revision with the wish in it, for one yes to both. Words and pictures stay as they are.

    Raises NotNow when the post moved on meanwhile, or is of a kind that has no story beside it.
    """
    check_may_edit(member)
    post = await get_post(session, member.workspace_id, post_id, lock=True)
    if post.revision != revision_number or not post.revision:
        raise NotNow(STALE)
    details = details_from(post.details)
    if bool(details.as_story) == wanted:
        raise NotNow("That is so already.")
    if wanted and (post.media or post.format not in WITH_STORY):
        raise NotNow("Only a flyer that I paint goes out as a story, too. Add a post for the story.")
    await reopen(session, post)
    post.details = replace(details, as_story=True if wanted else None).stored()
    if wanted:
        await want_story_again(session, post)
    old = await current_revision(session, post)
    if wanted and variant_in(old.variants, Layout.STORY) is None:
        # from before flyers had formats: painted once more
        return await with_same_words(session, post, old, now, made_by=member.id)
    await same_again(session, post, old.author_id, now, made_by=member.id)
    await session.flush()
    await carry_on(session, post)
    await post_changed(session, post, say=await what_to_say(session, post))
    return post
