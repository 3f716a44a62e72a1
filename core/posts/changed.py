"""Say that a post changed: its card, and its campaign's, are redrawn wherever they are shown."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.campaigns.model import Campaign
from core.notices.heard import ENDS, details_of, nobody_listens
from core.notices.model import NoticeKind
from core.notices.notify import tell_everywhere
from core.posts.model import Post
from core.webhooks.tell import tell_webhooks


async def send_film(session: AsyncSession, post: Post) -> None:
    """Have its film sent wherever its card is shown: people see what they say yes to."""
    found = await session.execute(
        select(Campaign.conversation_id).where(
            Campaign.workspace_id == post.workspace_id, Campaign.id == post.campaign_id
        )
    )
    await tell_everywhere(session, post.workspace_id, found.scalar_one(), NoticeKind.FILES, post.id, what="film")


async def post_changed(session: AsyncSession, post: Post, *, say: str = "", to: Iterable[UUID] = ()) -> None:
    """Redraw the cards; `say` names a sentence (core speaks in keys, bot has the words) to add in the thread.

    to: members whom the sentence is for; they are called by name.
    """
    found = await session.execute(
        select(Campaign.conversation_id).where(
            Campaign.workspace_id == post.workspace_id, Campaign.id == post.campaign_id
        )
    )
    home = found.scalar_one()
    await tell_webhooks(session, post)
    details = details_of(say)
    if called := [person.hex for person in to]:
        details["to"] = called
    told = await tell_everywhere(session, post.workspace_id, home, NoticeKind.POST, post.id, **details)
    if say in ENDS and not told:
        await nobody_listens(session, post.workspace_id, home, post.id, details)
    await tell_everywhere(session, post.workspace_id, home, NoticeKind.CAMPAIGN, post.campaign_id)
