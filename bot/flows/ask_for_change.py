"""A wish in words for one post: other words are written, another fact is not: captions say what the event says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.cards.facts import fact_card, left_out
from bot.flows import options
from bot.speaker import Speaker
from core.approvals.decide import request_changes
from core.approvals.policy import check_may_edit
from core.copy.used import fact_wishes, without
from core.posts.draft import brief_for
from core.posts.queries import post_view
from core.posts.revision import get_post

ON_IT = "I'm on it. The card shows the new version in a moment."


async def ask_for_change(
    session: AsyncSession, speaker: Speaker, post_id: UUID, words: str, now: datetime, *, revision: int | None = None
) -> Card:
    """Have it written; what would change a fact is taken out of the wish first, and the answer says so.

    Options that are asked for leave the post as it is.
    """
    check_may_edit(speaker.member)
    workspace_id = speaker.member.workspace_id
    brief = await brief_for(session, await get_post(session, workspace_id, post_id))
    facts = fact_wishes(words, brief)
    rest = without(words, facts) if facts else words
    if facts and not rest:
        return fact_card(await post_view(session, workspace_id, post_id, now), brief, facts)
    coming = await options.begin(session, speaker, post_id, rest, now, revision)
    if coming is None:
        await request_changes(session, speaker.member, post_id, rest, now, revision)
    said = coming.summary if coming else ON_IT
    return plain(f"{said} {left_out(facts, brief)}" if facts else said)
