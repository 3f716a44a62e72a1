"""A change that waits: kept as a talk whose answers are the change, shown with all it touches, done with one press."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card, plain
from bot.cards.change import answer, foreseen_card
from bot.flows.form import Field, Form, Values
from bot.flows.talk_rows import close_others, get_talk, opened
from bot.language import mark
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token
from core.errors import PersonCanFix
from core.events.amend import Changes
from core.events.change import change_event, foresee
from core.events.find import event_of_campaign
from core.events.model import Turn
from core.events.told import as_foreseen, change_view
from core.notices.seen import first_time
from core.ports.parts import Parts


async def proposed(session: AsyncSession, speaker: Speaker, campaign_id: UUID, changes: Changes, now: datetime) -> Card:
    """The card that shows what a change would do, with the press that does it. Raises what the change would raise."""
    event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
    foreseen = await foresee(session, speaker.member, event.id, changes, now)
    await close_others(session, speaker)
    talk = opened(session, speaker, CHANGE, {"_change": _stored(changes)}, now, subject=str(campaign_id))
    await session.flush()
    return foreseen_card(as_foreseen(foreseen), talk.id)


async def waiting(
    session: AsyncSession, speaker: Speaker, campaign_id: UUID, changes: Changes, now: datetime
) -> UUID | None:
    """Keep what was read of somebody's words until they press; None where the event could not change so."""
    event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
    try:
        await foresee(session, speaker.member, event.id, changes, now)
    except PersonCanFix:
        return None
    return opened(session, speaker, CHANGE, {"_change": _stored(changes)}, now, subject=str(campaign_id)).id


async def see(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """What was read of somebody's words, shown before it counts."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        talk = await get_talk(session, speaker, token.subject)
        changes, campaign_id = _read(talk.answers["_change"]), UUID(talk.subject)
        card = await proposed(session, speaker, campaign_id, changes, parts.clock.now())
        return Show(owe(parts, session, speaker, card), instead=True)


async def do(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        now = parts.clock.now()
        talk = await get_talk(session, speaker, token.subject)
        event = await event_of_campaign(session, talk.workspace_id, UUID(talk.subject))
        record = await change_event(session, speaker.member, event.id, _read(talk.answers["_change"]), now)
        talk.open = False
        told = answer(await change_view(session, talk.workspace_id, record.id))
        return Show(owe(parts, session, speaker, plain(told)), instead=True)


def _stored(changes: Changes) -> dict[str, Any]:
    facts = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in changes.facts.items()}
    announced = changes.announce_local.isoformat() if changes.announce_local else ""
    return {"turn": changes.turn.value, "facts": facts, "announce": announced}


def _read(stored: Mapping[str, Any]) -> Changes:
    facts = {
        key: datetime.fromisoformat(value) if key.endswith("_local") and value else value
        for key, value in stored["facts"].items()
    }
    announced = datetime.fromisoformat(stored["announce"]) if stored["announce"] else None
    return Changes(Turn(stored["turn"]), facts, announced)


async def _nothing(_: AsyncSession, __: Speaker, ___: str, ____: Values) -> Card | None:
    return None


async def _unknown(_: Parts, __: Speaker, ___: str) -> dict[str, str]:
    return {}


CHANGE = Form(
    key="change",
    title=mark("Change event"),
    submit=mark("Do it"),
    fields=(Field("words", mark("Change"), mark("What changes?")),),
    finish=_nothing,
    prefill=_unknown,
)
"""Never asked: its talk holds a change that waits for its press."""
