"""What those who run Rite can ask and do in chat: how it is, and what becomes of work that was given up."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show, Toast, Whisper
from bot.cards.card import Card
from bot.cards.operations import dead_letters_card, health_card
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.authorization.check import check
from core.authorization.table import Right
from core.dead_letters import Reach, dead_letters, let_go, reach_of, runs_rite, try_again
from core.notices.seen import first_time
from core.operations.checks import Checkup
from core.operations.report import report
from core.ports.parts import Parts

FROM_ALERT = 1
"""The number of a button beneath an alert, which stays as it is."""


async def health(parts: Parts, speaker: Speaker, _: str = "") -> Answer:
    """How everything is; only operators see more than their own team's."""
    return Whisper(await _health(parts, speaker))


async def tasks(parts: Parts, speaker: Speaker, _: str = "") -> Answer:
    """The work that was given up, one at a time."""
    async with parts.db.reading() as session:
        return Whisper(await _letters(session, parts, speaker, 0))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of one of the cards."""
    return await meant_by(token.verb, _PRESSES)(parts, speaker, token)


async def _show(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.reading() as session:
        return Show(await _letters(session, parts, speaker, token.number), instead=True)


async def _look_again(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return Show(await _health(parts, speaker), instead=True)


async def _again(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    return await _settle(parts, speaker, token, try_again, tr("I try again now."))


async def _drop(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    return await _settle(parts, speaker, token, let_go, tr("Dropped."))


async def _settle(
    parts: Parts,
    speaker: Speaker,
    token: Token,
    deed: Callable[..., Awaitable[None]],
    said: str,
) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await deed(session, await _reach(session, parts, speaker), token.subject)
        if token.number == FROM_ALERT:
            return Toast(said)
        await session.flush()
        return Show(await _letters(session, parts, speaker, 0), instead=True)


async def _health(parts: Parts, speaker: Speaker) -> Card:
    async with parts.db.reading() as session:
        theirs = await runs_rite(session, speaker.member, speaker.conversation, parts.alert_conversation)
    check(speaker.member, Right.HEALTH, own=theirs)
    return health_card(await report(parts, Checkup(parts)))


async def _letters(session: AsyncSession, parts: Parts, speaker: Speaker, place: int) -> Card:
    reach = await _reach(session, parts, speaker)
    found = await dead_letters(session, reach)
    return dead_letters_card(found, place, speaker.zone, teams=reach.workspace_id is None)


async def _reach(session: AsyncSession, parts: Parts, speaker: Speaker) -> Reach:
    return await reach_of(session, speaker.member, speaker.conversation, parts.alert_conversation)


_PRESSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "tasks.show": _show,
    "tasks.health": _look_again,
    "tasks.again": _again,
    "tasks.drop": _drop,
}
