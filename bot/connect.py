"""Ask for access when it is needed, and say what for."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Action, Bullet, Card, Line, Style, Text
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import NOBODY
from core.accounts.connect import begin_connecting
from core.accounts.queries import accounts
from core.ports.access import Product
from core.ports.parts import Parts

LABELS = {Product.INSTAGRAM: mark("Connect, about a minute"), Product.FACEBOOK: mark("Connect through Facebook")}
TWO_WAYS = mark(
    "Most accounts connect through Instagram. Use Facebook when yours is managed behind a Facebook Page; "
    "you can tick several Pages at once."
)


async def connect_card(parts: Parts, speaker: Speaker, account_id: UUID = NOBODY) -> Card:
    """A card with links that work once, for this person, for half an hour. Raises NotAllowed.

    To reconnect an account, the way it was connected before comes first.
    """
    async with parts.db.transaction() as session:
        before = await _way_of(session, speaker, account_id)
        ways = sorted(parts.logins, key=lambda product: product is not before)
        now = parts.clock.now()
        states = {way: await begin_connecting(session, speaker.member, speaker.conversation, way, now) for way in ways}
    lines: tuple[Line, ...] = (
        Text(tr("To publish for you I need your Instagram business or creator account. I ask for:")),
        Bullet(tr("publish posts: what you approved, nothing else")),
        Bullet(tr("read numbers: how your posts are doing, for the digest")),
        Bullet(tr("comments: to tell you what people write, and to add the first comment when you want one")),
        Text(tr("I can't read your messages. A link is for you and works once, for half an hour.")),
    )
    return Card(
        summary=tr("Connect your Instagram account."),
        title=tr("Connect Instagram"),
        lines=(*lines, Text(tr(TWO_WAYS))) if len(ways) > 1 else lines,
        actions=tuple(
            Action(
                tr(LABELS[way]),
                url=f"{parts.public_url}/instagram/connect?state={state}",
                style=Style.PRIMARY if way is ways[0] else Style.PLAIN,
            )
            for way, state in states.items()
        ),
    )


async def _way_of(session: AsyncSession, speaker: Speaker, account_id: UUID) -> Product:
    found = await accounts(session, speaker.member.workspace_id)
    return next((account.product for account in found if account.id == account_id), Product.INSTAGRAM)
