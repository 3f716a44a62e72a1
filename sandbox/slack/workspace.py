"""Everything one Slack workspace holds."""

from collections import defaultdict

from sandbox.slack.files import FileShelf
from sandbox.slack.messages import Message, Timeline
from sandbox.slack.refused import Json
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import APP_NAME, Channel, Team, first_channels
from sandbox.slack.timing import Timing
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import Views
from sandbox.world import Person, World

WARNINGS_KEPT = 20


class Workspace:
    """People, channels, messages, files and open views of one team."""

    def __init__(self, team: Team, world: World, stamps: Stamps, timing: Timing) -> None:
        self.team = team
        self.stamps = stamps
        self.people = {person.slack_id: person for person in world.people}
        self.channels = first_channels(team, world.people)
        self.timeline = Timeline(team)
        self.files = FileShelf(team, stamps, world.config.base_url)
        self.views = Views(team, stamps, self.files)
        self.triggers = Triggers(team, stamps, timing)
        self.warnings: dict[str, list[str]] = defaultdict(list)

    def dm(self, user: str) -> Channel | None:
        """A person's direct messages with the bot."""
        return next((channel for channel in self.channels.values() if channel.user == user), None)

    def channel_named(self, name: str) -> Channel | None:
        """By id, by "#name" or by "name"."""
        bare = name.removeprefix("#")
        by_name = next((channel for channel in self.channels.values() if bare and channel.name == bare), None)
        return self.channels.get(name) or by_name

    def person(self, user: str) -> Person | None:
        return self.people.get(user)

    def name_of(self, user: str) -> str:
        person = self.people.get(user)
        return person.name if person else APP_NAME

    def is_in(self, channel: Channel) -> bool:
        """Whether the bot is a member."""
        return self.team.bot_user_id in channel.members

    def message_shape(self, message: Message) -> Json:
        return self.timeline.shape(message, self.files)

    def warn(self, user: str, text: str) -> None:
        """Something Slack itself tells this person."""
        self.warnings[user] = [*self.warnings[user], text][-WARNINGS_KEPT:]
