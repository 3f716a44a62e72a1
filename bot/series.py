"""What the buttons around series do."""

from collections.abc import Awaitable, Callable

from bot.answers import Answer, Ask, Nothing, Show, Whisper
from bot.cards.card import plain
from bot.flows import series as flow
from bot.language import tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, day_in, meant_by
from bot.words import short_day
from core.approvals.policy import check_may_edit
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.series.set_up import end_series, get_series, leave_out, set_up_as_usual


async def show(parts: Parts, speaker: Speaker, said: str = "") -> Answer:
    """All series; buttons as far as the person may."""
    async with parts.db.reading() as session:
        return Whisper(await flow.all_of_them(session, speaker, said))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of a campaign's card, of the question about the next one, or of the list."""
    deed = meant_by(token.verb, _PRESSES)
    return await deed(parts, speaker, token)


async def _next(_: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.NEXT, str(token.subject), everything=True)


async def _change(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        series = await get_series(session, speaker.member.workspace_id, token.subject)
    if series.latest_campaign_id is None:
        raise NotNow(tr("The last one is not here any more. Begin a new event instead."))
    return Ask(flow.NEXT, f"{series.latest_campaign_id}:{token.number}", everything=True)


async def _set(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    now, day = parts.clock.now(), day_in(token.number)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return Nothing()
        campaign = await set_up_as_usual(session, speaker.member, speaker.conversation, token.subject, day, now)
        said = await flow.told(session, speaker, campaign)
        return Show(owe(parts, session, speaker, plain(said)), instead=True)


async def _skip(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    day = day_in(token.number)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        series = await leave_out(session, speaker.member, token.subject, [day])
        said = tr(
            "{name} does not take place on {day}. I ask again for the one after.", name=series.name, day=short_day(day)
        )
        return Show(owe(parts, session, speaker, plain(said)), instead=True)


async def _show(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await show(parts, speaker)


async def _begin(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.BEGIN)


async def _dates(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.DATES)


async def _end(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        series = await end_series(session, speaker.member, token.subject)
    return await show(parts, speaker, tr("{name} has ended. What is set up goes on.", name=series.name))


_PRESSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "series.next": _next,
    "series.change": _change,
    "series.set": _set,
    "series.skip": _skip,
    "series.show": _show,
    "series.begin": _begin,
    "series.dates": _dates,
    "series.end": _end,
}
