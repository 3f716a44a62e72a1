"""The way from chat to the pages: a link for one person alone, or inside Telegram a button that needs no link."""

from bot.cards.card import Action, Card, Style, plain
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import Token
from core.authorization.check import may
from core.authorization.table import Right
from core.ports.parts import Parts
from core.visits.enter import address_of, invite_in
from core.workspaces.model import Platform

HERE_ALL_READ = mark("Ask me in our private chat: type stats. The link is for you alone, and here all would see it.")
WHAT_IT_IS = mark(
    "Events, calendar, approvals and numbers as pages. The link is for you alone and works once, for ten minutes."
)


def open_button() -> Action:
    return Action(tr("Open the dashboard"), Token("pages.open"))


def ways_in(parts: Parts, speaker: Speaker) -> tuple[Action, ...]:
    """The buttons of somebody who may come in."""
    if not may(speaker.member, Right.PAGES):
        return ()
    inside = button_inside(parts, speaker, tr("Open the dashboard"))
    return (*inside, Action(tr("Open in a browser"), Token("pages.open"))) if inside else (open_button(),)


def button_inside(parts: Parts, speaker: Speaker, label: str, to: str = "") -> tuple[Action, ...]:
    """A page that opens inside Telegram, which tells us who opened it; none where it cannot."""
    alone = speaker.identity.platform is Platform.TELEGRAM and speaker.conversation.direct
    if parts.mini_app_url is None or not alone or not may(speaker.member, Right.PAGES):
        return ()
    return (Action(label, url=f"{parts.mini_app_url}/enter?to={to}", inside=True),)


async def link_card(parts: Parts, speaker: Speaker, _: Token) -> Card:
    """Where everybody would read it along, it is not said."""
    if speaker.identity.platform is Platform.TELEGRAM and not speaker.conversation.direct:
        return plain(tr(HERE_ALL_READ))
    async with parts.db.transaction() as session:
        visit = await invite_in(session, speaker.member, speaker.conversation, parts.clock.now())
    address = address_of(parts.vault, parts.public_url, visit)
    return plain(tr(WHAT_IT_IS), Action(tr("Open the dashboard"), url=address, style=Style.PRIMARY))
