"""Several captions to choose from: asked for in words, shown on a card of their own, picked by its buttons or in words.

Nothing about the post changes before one is picked.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Toast
from bot.cards.card import Card, plain
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.copy.option_words import MOST, options_asked
from core.errors import NotNow
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.option_sheet import get_options
from core.posts.options import ask_for_options, leave_options, pick_option

TAKEN = mark("Taken. The card shows it, and it needs a yes.")
_NUMBER = re.compile(
    r"^\W*(?:(?:take|use|i like|i prefer|nimm|nehmt|ich nehme|usa|toma|la|prends|prenons|prendi|uso|option|number|no\.?"
    r"|nummer|opci[óo]n|n[úu]mero|num[ée]ro|opzione|the|die|please|bitte)\s+)*(?:option |number |nummer |#)?"
    r"(?P<number>[1-9])\W*(?:please|bitte|por favor|s'il (?:te|vous) pla[iî]t|per favore)?\W*$",
    re.IGNORECASE,
)
Deed = Callable[[AsyncSession, Speaker, Token, datetime], Awaitable[str]]


async def begin(
    session: AsyncSession, speaker: Speaker, post_id: UUID, words: str, now: datetime, revision: int | None = None
) -> Card | None:
    """What is answered to words that ask for options; None for words that ask for something else."""
    asked = options_asked(words)
    if asked is None:
        return None
    await ask_for_options(
        session,
        speaker.member,
        post_id,
        asked,
        speaker.conversation.id,
        now,
        revision_number=revision,
        thread_id=speaker.thread,
    )
    coming = tr(
        "I'm writing {number} options. They appear here in a moment; the post stays as it is until you pick one.",
        number=asked.count,
    )
    if asked.said <= MOST:
        return plain(coming)
    return plain(f"{coming} {tr('{number} is the most I make at once.', number=MOST)}")


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of the options' card; one that came too late has the card redrawn."""
    deed = meant_by(token.verb, _DEEDS)
    try:
        async with parts.db.transaction() as session:
            if not await first_time(session, speaker.update, parts.clock.now()):
                return Nothing()
            return Toast(await deed(session, speaker, token, parts.clock.now()))
    except NotNow:
        async with parts.db.transaction() as session:
            workspace, place = speaker.member.workspace_id, speaker.conversation.id
            notify(session, workspace, place, NoticeKind.OPTIONS, subject_id=token.subject)
        raise


def number_named(words: str) -> int | None:
    """ "2", "take number 2, please"; None for anything else."""
    found = _NUMBER.match(words)
    return int(found["number"]) if found else None


async def reply_to_options(parts: Parts, speaker: Speaker, sheet_id: UUID, words: str) -> Card | UUID | None:
    """A reply to their card: a number picks one. Anything else is about the post, whose id is returned."""
    number = number_named(words)
    async with parts.db.transaction() as session:
        if number is None:
            return (await get_options(session, speaker.member.workspace_id, sheet_id)).post_id
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        await pick_option(session, speaker.member, sheet_id, number, parts.clock.now())
        return owe(parts, session, speaker, plain(tr(TAKEN)))


async def _use(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    await pick_option(session, speaker.member, token.subject, token.number, now)
    return tr(TAKEN)


async def _leave(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await leave_options(session, speaker.member, token.subject)
    return tr("Put aside. The caption stays as it is.")


_DEEDS: dict[str, Deed] = {"option.use": _use, "option.leave": _leave}
