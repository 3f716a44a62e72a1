"""Ask for access when it is needed, and say what for."""

from bot.cards.card import Action, Bullet, Card, Style, Text
from bot.speaker import Speaker
from core.accounts.connect import begin_connecting
from core.ports.parts import Parts


async def connect_card(parts: Parts, speaker: Speaker) -> Card:
    """A card with a link that works once, for this person, for half an hour. Raises NotAllowed."""
    async with parts.db.transaction() as session:
        state = await begin_connecting(session, speaker.member, speaker.conversation, parts.clock.now())
    return Card(
        summary="Connect your Instagram account.",
        title="Connect Instagram",
        lines=(
            Text("To publish for you I need your Instagram business or creator account. I ask for:"),
            Bullet("publish posts: what you approved, nothing else"),
            Bullet("read numbers: how your posts are doing, for the digest"),
            Bullet("comments: to add the first comment when you want one"),
            Text("I can't read your messages. The link is for you and works once, for half an hour."),
        ),
        actions=(
            Action(
                "Connect, about a minute",
                url=f"{parts.public_url}/instagram/connect?state={state}",
                style=Style.PRIMARY,
            ),
        ),
    )
