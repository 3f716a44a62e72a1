"""A wish in words for one post: other words are written, another fact is not: captions say what the event says."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card, plain
from bot.cards.facts import fact_card, left_out
from bot.flows import change_in_words, foreseen, options
from bot.language import mark, tr
from bot.speaker import Speaker
from core.approvals.decide import request_changes
from core.approvals.policy import check_may_edit
from core.copy.used import fact_wishes, without
from core.events.model import Turn
from core.posts.draft import brief_for
from core.posts.queries import post_view
from core.posts.revision import get_post

EVENTS_OWN = frozenset(Turn) - {Turn.AMENDED, Turn.TIER}
"""What nobody can mean of a single post's words."""
ON_IT = mark("I'm on it. The card shows the new version in a moment.")


async def ask_for_change(
    session: AsyncSession, speaker: Speaker, post_id: UUID, words: str, now: datetime, *, revision: int | None = None
) -> Card:
    """Have it written; what would change a fact is taken out of the wish first, and the answer says so.

    Options that are asked for leave the post as it is.
    """
    check_may_edit(speaker.member)
    workspace_id = speaker.member.workspace_id
    post = await get_post(session, workspace_id, post_id)
    said = await change_in_words.read(session, speaker, post.campaign_id, words, now)
    if said is not None and said.turn in EVENTS_OWN:
        return await foreseen.proposed(session, speaker, post.campaign_id, said, now)
    brief = await brief_for(session, post)
    facts = fact_wishes(words, brief)
    rest = without(words, facts) if facts else words
    if facts and not rest:
        change = await foreseen.waiting(session, speaker, post.campaign_id, said, now) if said else None
        return fact_card(await post_view(session, workspace_id, post_id, now), brief, facts, change)
    coming = await options.begin(session, speaker, post_id, rest, now, revision)
    if coming is None:
        await request_changes(session, speaker.member, post_id, rest, now, revision)
    answered = coming.summary if coming else tr(ON_IT)
    return plain(f"{answered} {left_out(facts, brief)}" if facts else answered)
