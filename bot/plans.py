"""What the buttons around plans do; each answers the one who pressed."""

from collections.abc import Awaitable, Callable

from bot.answers import Answer, Ask, Nothing, Whisper
from bot.cards.plans import adding_card, campaign_plan_card, dropping_card, leaving_card, mark
from bot.flows import plans as flow
from bot.language import tr, tr_many
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.approvals.policy import check_may_edit
from core.campaigns.cadence import catalogue
from core.campaigns.change_plan import (
    add_phase,
    campaign_plan,
    drop_phase,
    preview_adding,
    preview_dropping,
)
from core.campaigns.plans import delete_plan, get_plan, make_usual
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts


async def show(parts: Parts, speaker: Speaker, said: str = "") -> Answer:
    """Every plan the team may choose from."""
    async with parts.db.reading() as session:
        return Whisper(await flow.all_of_them(session, speaker, said))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of one of the cards."""
    deed = meant_by(token.verb, _PRESSES)
    return await deed(parts, speaker, token)


async def _list(parts: Parts, speaker: Speaker, _: Token) -> Answer:
    return await show(parts, speaker)


async def _open(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.reading() as session:
        return Whisper(flow.one(speaker, await get_plan(session, speaker.member.workspace_id, token.subject)))


async def _copy(_: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.COPY, str(token.subject))


async def _keep(_: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.KEEP, str(token.subject))


async def _phase(_: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    return Ask(flow.CHANGE, str(token.subject), everything=True)


async def _leave(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        return Whisper(leaving_card(await get_plan(session, speaker.member.workspace_id, token.subject)))


async def _delete(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        name = await delete_plan(session, speaker.member, token.subject)
    return await show(parts, speaker, tr("The plan “{name}” is deleted.", name=name))


async def _usual(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    wanted = token.subject if token.verb == "plan.usual" else None
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        plan = await make_usual(session, speaker.member, wanted)
    said = tr("“{plan}” is your usual plan now.", plan=retold(plan.title)) if plan else tr("No plan is the usual one.")
    return await show(parts, speaker, said)


async def _of_campaign(parts: Parts, speaker: Speaker, token: Token, said: str = "") -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        plan = await campaign_plan(session, speaker.member.workspace_id, token.subject)
    return Whisper(campaign_plan_card(plan, said))


def _key(token: Token) -> str:
    found = next((phase.key for phase in catalogue() if mark(phase) == token.number), None)
    if found is None:
        raise NotNow(tr("I don't know that phase any more."))
    return found


async def _ask_before_dropping(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        preview = await preview_dropping(session, speaker.member.workspace_id, token.subject, _key(token))
    return Whisper(dropping_card(preview))


async def _ask_before_adding(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    check_may_edit(speaker.member)
    now, workspace_id = parts.clock.now(), speaker.member.workspace_id
    async with parts.db.reading() as session:
        preview = await preview_adding(session, workspace_id, token.subject, _key(token), now)
    return Whisper(adding_card(preview))


async def _drop(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        posts = await drop_phase(session, speaker.member, token.subject, _key(token))
    said = tr("Dropped from the plan.")
    if posts:
        said = tr_many(
            "Dropped from the plan: {n} post is dropped.", "Dropped from the plan: {n} posts are dropped.", len(posts)
        )
    return await _of_campaign(parts, speaker, token, said)


async def _add(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        posts = await add_phase(session, speaker.member, token.subject, _key(token), parts.clock.now())
    said = tr("Added to the plan.")
    if posts:
        said = tr_many(
            "Added to the plan: {n} post is being drafted.",
            "Added to the plan: {n} posts are being drafted.",
            len(posts),
        )
    return await _of_campaign(parts, speaker, token, said)


_PRESSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "plan.list": _list,
    "plan.open": _open,
    "plan.copy": _copy,
    "plan.keep": _keep,
    "plan.phase": _phase,
    "plan.leave": _leave,
    "plan.delete": _delete,
    "plan.usual": _usual,
    "plan.nousual": _usual,
    "plan.campaign": _of_campaign,
    "plan.drop": _ask_before_dropping,
    "plan.add": _ask_before_adding,
    "plan.dropnow": _drop,
    "plan.addnow": _add,
}
