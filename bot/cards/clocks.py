"""An hour that the clocks show twice: taken for the first time it comes, and asked about."""

from datetime import datetime
from uuid import UUID

from bot.cards.card import Action, Card, Text
from bot.tokens import Token
from bot.words import clock, day
from core.events.moments import check_local

FIRST, SECOND = 0, 1


def event_twice_card(campaign_id: UUID, local: datetime, zone: str) -> Card | None:
    """None when the hour comes once, as nearly always."""
    return _card("clock.event", campaign_id, local, zone, "The event starts")


def post_twice_card(post_id: UUID, local: datetime, zone: str) -> Card | None:
    """The same about a post that was moved."""
    return _card("clock.post", post_id, local, zone, "The post goes out")


def _card(verb: str, subject: UUID, local: datetime, zone: str, what: str) -> Card | None:
    if len(check_local(local, zone).instants) < 2:
        return None
    said = (
        f"The clocks go back on {day(local)}, so {clock(local)} comes twice. {what} the first time, "
        "unless you say otherwise."
    )
    return Card(
        said,
        lines=(Text(said),),
        actions=(
            Action("The first time", Token(verb, subject, FIRST)),
            Action("The second, an hour later", Token(verb, subject, SECOND)),
        ),
    )
