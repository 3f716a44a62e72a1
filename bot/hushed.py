"""Whether a message makes a sound where it is sent: rooms may be silent, and every place may have quiet hours."""

from dataclasses import replace

from bot.cards.card import Call, Card
from core.events.moments import to_local
from core.notices.model import Conversation
from core.ports.parts import Parts
from core.workspaces.members import get_workspace


async def hushed(parts: Parts, conversation: Conversation, card: Card) -> Card:
    """The same card, without a sound where this place wants none of it now."""
    if card.quiet:
        return card
    if conversation.silent and not _calls(card):
        return replace(card, quiet=True)
    if conversation.quiet_from is None or conversation.quiet_until is None:
        return card
    async with parts.db.reading() as session:
        zone = (await get_workspace(session, conversation.workspace_id)).time_zone
    hour = to_local(parts.clock.now(), zone).hour
    return replace(card, quiet=is_quiet(hour, conversation.quiet_from, conversation.quiet_until))


def is_quiet(hour: int, begins: int, ends: int) -> bool:
    """Quiet hours mostly go over midnight; those that end when they begin are none."""
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends


def _calls(card: Card) -> bool:
    return any(isinstance(line, Call) for line in card.lines)
