"""The rare buttons of a living card, on platforms that have no menu for them: shown, and put away again."""

from bot.answers import Answer, Unfold
from bot.cards.campaign import campaign_card
from bot.cards.card import Card
from bot.cards.review import review_card
from bot.living import watch
from bot.speaker import Speaker
from bot.tokens import Token
from core.campaigns.queries import campaign_view
from core.ports.parts import Parts
from core.posts.queries import post_view


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """number: 1 shows them, 0 puts them away. The card is redrawn folded whenever something changes."""
    return Unfold(await _card(parts, speaker, token), opened=bool(token.number))


async def _card(parts: Parts, speaker: Speaker, token: Token) -> Card:
    workspace_id = speaker.member.workspace_id
    async with parts.db.reading() as session:
        if token.verb == "more.campaign":
            return campaign_card(await campaign_view(session, workspace_id, token.subject))
        view = await post_view(session, workspace_id, token.subject, parts.clock.now())
    return review_card(view, watch(parts, view))
