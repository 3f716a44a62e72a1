"""The two Slack workspaces of the sandbox and the app that can be installed in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sandbox.world import Config, Person

APP_ID = "A0RITEAPP1"
APP_NAME = "Rite"
BOT_NAME = "rite"
CLIENT_ID, CLIENT_SECRET = Config.slack_client_id, Config.slack_client_secret
CREATED = 1_700_000_000


@dataclass(frozen=True)
class Team:
    """One workspace as Slack identifies it; number goes into trigger ids."""

    id: str
    name: str
    domain: str
    bot_user_id: str
    bot_id: str
    number: str


HOME = Team("T0RITE0001", "Warehouse Nights", "warehouse-nights", "U0RITEBOT1", "B0RITEBOT1", "1000000001")
NEIGHBOUR = Team("T0RITE0002", "Harbour Stage", "harbour-stage", "U0RITEBOT2", "B0RITEBOT2", "1000000002")
TEAMS = (HOME, NEIGHBOUR)


@dataclass
class Channel:
    """A public or private channel, or somebody's direct messages with the bot (then user says whose)."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    user: str | None = None
    is_archived: bool = False

    @property
    def is_im(self) -> bool:
        return self.user is not None

    @property
    def kind(self) -> str:
        """As in conversations.list?types=..."""
        if self.is_im:
            return "im"
        return "private_channel" if self.is_private else "public_channel"

    @property
    def event_kind(self) -> str:
        """As in the channel_type of a message event."""
        return {"im": "im", "private_channel": "group", "public_channel": "channel"}[self.kind]


def first_channels(team: Team, people: Iterable[Person]) -> dict[str, Channel]:
    """#events with the crew and the bot, #general and a private channel without the bot, one DM per person."""
    people = list(people)
    digit = team.id[-1]
    crew = {person.slack_id for person in people if person.slack_standing != "guest"}
    everyone = {person.slack_id for person in people}
    owners = {person.slack_id for person in people if person.slack_standing == "owner"}
    channels = [
        Channel(f"C0EVENTS0{digit}", "events", crew | {team.bot_user_id}),
        Channel(f"C0GENERAL{digit}", "general", everyone),
        Channel(f"C0BOOKING{digit}", "booking", owners, is_private=True),
    ]
    channels += [
        Channel(f"D{digit}{person.slack_id[2:]}", "", {person.slack_id, team.bot_user_id}, user=person.slack_id)
        for person in people
    ]
    return {channel.id: channel for channel in channels}
