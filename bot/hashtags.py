"""What the buttons around hashtags do; each answers the one who pressed."""

from collections.abc import Awaitable, Callable

from bot.answers import Answer, Ask, Nothing, Whisper
from bot.cards.hashtags import leaving_card, set_card
from bot.flows import hashtags as flow
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.approvals.policy import check_may_edit
from core.hashtags.rules import check_may_set_rules
from core.hashtags.sets import delete_set, get_set
from core.notices.seen import first_time
from core.ports.parts import Parts


async def show(parts: Parts, speaker: Speaker, said: str = "") -> Answer:
    """Sets, numbers and rules; buttons as far as the person may."""
    async with parts.db.reading() as session:
        return Whisper(await flow.all_of_them(session, speaker, said))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of one of the cards."""
    deed = meant_by(token.verb, _PRESSES)
    return await deed(parts, speaker, token)


async def _show(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await show(parts, speaker)


async def _add(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.ADD, everything=True)


async def _open(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.reading() as session:
        return Whisper(set_card(await get_set(session, speaker.member.workspace_id, token.subject)))


async def _edit(_: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.CHANGE, str(token.subject), raw={})


async def _ask_before_deleting(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        return Whisper(leaving_card(await get_set(session, speaker.member.workspace_id, token.subject)))


async def _delete(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        name = await delete_set(session, speaker.member, token.subject)
    return await show(parts, speaker, tr("The set “{name}” is deleted.", name=name))


async def _rules(_: Parts, speaker: Speaker, __: Token) -> Answer:
    check_may_set_rules(speaker.member)
    return Ask(flow.RULES)


_PRESSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "hashtags.show": _show,
    "hashtags.add": _add,
    "hashtags.open": _open,
    "hashtags.edit": _edit,
    "hashtags.leave": _ask_before_deleting,
    "hashtags.delete": _delete,
    "hashtags.rules": _rules,
}
