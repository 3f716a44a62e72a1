"""An hour that the clocks show twice: taken for the first time it comes, and asked about."""

from datetime import datetime
from uuid import UUID

from bot.cards.card import Action, Card, Text
from bot.language import mark, tr
from bot.tokens import Token
from bot.words import clock, day
from core.events.moments import check_local

FIRST, SECOND = 0, 1
_TWICE = {
    "clock.event": mark(
        "The clocks go back on {day}, so {time} comes twice. The event starts the first time, unless you say otherwise."
    ),
    "clock.post": mark(
        "The clocks go back on {day}, so {time} comes twice. The post goes out the first time, "
        "unless you say otherwise."
    ),
}


def event_twice_card(campaign_id: UUID, local: datetime, zone: str) -> Card | None:
    """None when the hour comes once, as nearly always."""
    return _card("clock.event", campaign_id, local, zone)


def post_twice_card(post_id: UUID, local: datetime, zone: str) -> Card | None:
    """The same about a post that was moved."""
    return _card("clock.post", post_id, local, zone)


def _card(verb: str, subject: UUID, local: datetime, zone: str) -> Card | None:
    if len(check_local(local, zone).instants) < 2:
        return None
    said = tr(_TWICE[verb], day=day(local), time=clock(local))
    return Card(
        said,
        lines=(Text(said),),
        actions=(
            Action(tr("The first time"), Token(verb, subject, FIRST)),
            Action(tr("The second, an hour later"), Token(verb, subject, SECOND)),
        ),
    )
