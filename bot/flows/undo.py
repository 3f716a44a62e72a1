"""Going back to an earlier version, by button and in words; the same sentence for both."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Card, plain
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import Token
from core.posts.model import Post, PostStatus
from core.posts.queries import post_view
from core.posts.revision import current_revision
from core.posts.undo import back_to_approved, undo

APPROVED = mark("It is approved. Shall I take the yes back, or go back to the version before?")


async def undo_pressed(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    """A button: it names the version that was looked at."""
    post = await undo(session, speaker.member, token.subject, now, revision_number=token.number)
    return await _said(session, post, token.number)


async def back_pressed(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    post = await back_to_approved(session, speaker.member, token.subject, token.number, now)
    if post.status is PostStatus.SCHEDULED:
        return tr("Back to the approved one. It goes out by itself.")
    return tr("The approved words and pictures are back. They wait for a yes again.")


async def undo_in_words(session: AsyncSession, speaker: Speaker, post_id: UUID, to: int | None, now: datetime) -> Card:
    """Under a post that is approved, "undo" may mean the yes: then it is asked."""
    view = await post_view(session, speaker.member.workspace_id, post_id, now)
    if view.status is PostStatus.SCHEDULED and to is None:
        take_back = Action(tr("Take back"), Token("post.takeback", view.id, view.revision))
        before = Action(tr("Go back a version"), Token("post.undo", view.id, view.revision))
        return plain(tr(APPROVED), take_back, *([before] if view.undo_to else []))
    post = await undo(session, speaker.member, post_id, now, to=to)
    return plain(await _said(session, post, view.revision))


async def _said(session: AsyncSession, post: Post, before: int) -> str:
    if post.revision == before:
        return tr("I leave it as it was.")
    back = (await current_revision(session, post)).restores
    told = tr("Back to version {before}, which is version {now} now.", before=back, now=post.revision)
    waits = tr("It waits for a yes.") if post.status is PostStatus.IN_REVIEW else tr("I draw it once more.")
    return f"{told} {waits}"
