"""What the buttons around the rules of approval do; each answers the one who pressed."""

from bot.answers import Answer, Ask, Nothing, Whisper
from bot.flows import approvals as flow
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.approvals.configure import check_may_set_policy
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts


async def show(parts: Parts, speaker: Speaker) -> Answer:
    """All rules, to everybody; only owners may change them."""
    async with parts.db.reading() as session:
        return Whisper(await flow.all_of_them(session, speaker))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of one of the cards."""
    match token.verb:
        case "approvals.show":
            return await show(parts, speaker)
        case "approvals.change":
            check_may_set_policy(speaker.member)
            return Ask(flow.FORM)
        case "approvals.sure":
            return await _sure(parts, speaker, token)
    raise NotNow(tr(UNKNOWN))


async def _sure(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        return Whisper(await flow.ask_nobody(session, speaker, token))
