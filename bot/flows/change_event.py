"""Buttons about an event that changes: what it is, which facts, and the press that does it."""

from uuid import UUID

from bot.answers import Answer, Ask, Nothing, Whisper
from bot.cards.change import menu_card
from bot.flows.amend_event import AMEND, EMBARGO, POSTPONE
from bot.flows.change_in_words import chosen
from bot.flows.foreseen import do, proposed, see
from bot.speaker import Speaker
from bot.tokens import Token
from core.approvals.policy import check_may_edit
from core.events.amend import Changes
from core.events.find import event_of_campaign
from core.events.model import EventStatus, Turn
from core.notices.seen import first_time
from core.ports.parts import Parts

_FORMS = {"event.amend": AMEND, "event.postpone": POSTPONE, "event.embargo": EMBARGO}
_WAITING = {"event.do": do, "event.see": see, "event.which": chosen}
"""Presses about what somebody began; the subject is its talk."""
_PRESSES = {
    "event.soldout": Turn.SOLD_OUT,
    "event.onsale": Turn.ON_SALE,
    "event.cancel": Turn.CANCELLED,
    "event.revive": Turn.REVIVED,
}


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """The subject is the event's campaign, or what waits."""
    if token.verb in _WAITING:
        return await _WAITING[token.verb](parts, speaker, token)
    if token.verb in _FORMS:
        return Ask(_FORMS[token.verb], str(token.subject), raw={})
    if token.verb not in _PRESSES:
        return await _menu(parts, speaker, token.subject)
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        changes = Changes(_PRESSES[token.verb])
        return Whisper(await proposed(session, speaker, token.subject, changes, parts.clock.now()))


async def _menu(parts: Parts, speaker: Speaker, campaign_id: UUID) -> Answer:
    check_may_edit(speaker.member)
    async with parts.db.reading() as session:
        event = await event_of_campaign(session, speaker.member.workspace_id, campaign_id)
    embargoed = event.announce_at is not None and event.announce_at > parts.clock.now()
    cancelled = event.status is EventStatus.CANCELLED
    card = menu_card(campaign_id, event.name, cancelled=cancelled, sold_out=event.sold_out, embargoed=embargoed)
    return Whisper(card)
