"""A new message, sent once as far as the platform lets us know.

That it leaves is stored before it does. Whoever finds such an intent without a message looks for it first, by the mark
it carries, and sends again only what is not there.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.cards.card import Card
from bot.houses import Gone, Messenger, Place, Sent, Unanswered
from core.clock import Clock

Note = Callable[[datetime | None], Awaitable[None]]
"""Stores when a message left, or None: it did not."""


@dataclass(frozen=True)
class Intent:
    """The mark of a message, and when an earlier try to send it left without an answer."""

    mark: UUID
    sent_at: datetime | None
    note: Note


async def send_once(messenger: Messenger, clock: Clock, place: Place, card: Card, intent: Intent) -> Sent:
    """Send a card, or find what an earlier try has sent and bring it up to date."""
    if not messenger.remembers:
        return await messenger.send(place, card)
    if intent.sent_at is not None and (found := await _found(messenger, place, card, intent.mark, intent.sent_at)):
        return found
    await intent.note(clock.now())
    try:
        return await messenger.send(place, card, intent.mark)
    except Unanswered:
        raise  # it may be there: the intent stays
    except Exception:
        await intent.note(None)
        raise


async def _found(messenger: Messenger, place: Place, card: Card, mark: UUID, sent_at: datetime) -> Sent | None:
    known = await messenger.find(place, mark, sent_at)
    if known is None:
        return None
    try:
        return await messenger.redraw(place, known, card)
    except Gone:
        return None  # deleted meanwhile
