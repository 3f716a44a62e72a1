"""A link to subscribe to, seen by whoever asked for it."""

from uuid import UUID

from bot.cards.card import Action, Card, Small, Text
from bot.tokens import Token

HOW = (
    "In Google Calendar: Other calendars, From URL. In Apple Calendar: File, New Calendar Subscription. In Outlook: "
    "Add calendar, Subscribe from web."
)


def feed_card(feed_id: UUID, address: str, *, team: bool, may_team: bool, fresh: bool = False) -> Card:
    """`fresh`: the link before was just ended. `may_team`: whether there is a button for the whole team's."""
    whose = "Whoever has it sees the team's plan" if team else "It is yours: whoever has it sees the team's plan"
    first = "This is the new link; the old one leads nowhere now." if fresh else _about(team)
    actions = [
        Action("New link", Token("feed.new", feed_id), confirm="The old link stops working at once."),
        Action("Stop this link", Token("feed.end", feed_id), confirm="Calendars that follow it get nothing any more."),
    ]
    if may_team and not team:
        actions.append(Action("A link for the team", Token("feed.team")))
    return Card(
        summary=f"{first} {address}",
        title="Subscribe to this calendar",
        lines=(Text(first), Text(address), Small(HOW), Small(f"{whose}, so keep it to yourselves.")),
        actions=tuple(actions),
    )


def _about(team: bool) -> str:
    whose = "the whole team" if team else "you"
    return f"This link is for {whose}. Calendars that follow it show every event and post, and look again each hour."
