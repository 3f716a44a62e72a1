"""A link to subscribe to, seen by whoever asked for it."""

from uuid import UUID

from bot.cards.card import Action, Card, Small, Text
from bot.language import mark, tr
from bot.tokens import Token

HOW = mark(
    "In Google Calendar: Other calendars, From URL. In Apple Calendar: File, New Calendar Subscription. In Outlook: "
    "Add calendar, Subscribe from web."
)


def feed_card(feed_id: UUID, address: str, *, team: bool, may_team: bool, fresh: bool = False) -> Card:
    """`fresh`: the link before was just ended. `may_team`: whether there is a button for the whole team's."""
    first = tr("This is the new link; the old one leads nowhere now.") if fresh else _about(team)
    actions = [
        Action(tr("New link"), Token("feed.new", feed_id), confirm=tr("The old link stops working at once.")),
        Action(
            tr("Stop this link"),
            Token("feed.end", feed_id),
            confirm=tr("Calendars that follow it get nothing any more."),
        ),
    ]
    if may_team and not team:
        actions.append(Action(tr("A link for the team"), Token("feed.team")))
    return Card(
        summary=f"{first} {address}",
        title=tr("Subscribe to this calendar"),
        lines=(Text(first), Text(address), Small(tr(HOW)), Small(_secret(team))),
        actions=tuple(actions),
    )


def _about(team: bool) -> str:
    if team:
        return tr(
            "This link is for the whole team. Calendars that follow it show every event and post, and look again each "
            "hour."
        )
    return tr("This link is for you. Calendars that follow it show every event and post, and look again each hour.")


def _secret(team: bool) -> str:
    if team:
        return tr("Whoever has it sees the team's plan, so keep it to yourselves.")
    return tr("It is yours: whoever has it sees the team's plan, so keep it to yourselves.")
