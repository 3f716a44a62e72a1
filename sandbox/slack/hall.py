"""What all parts of the look-alike share: the workspaces, the tokens, the courier, the deadlines."""

from sandbox.slack.chores import Chores
from sandbox.slack.courier import Courier
from sandbox.slack.installations import Installations
from sandbox.slack.response_urls import ResponseUrls
from sandbox.slack.stamps import Stamps
from sandbox.slack.team import HOME, TEAMS, Team
from sandbox.slack.timing import Timing
from sandbox.slack.workspace import Workspace
from sandbox.world import World


class Hall:
    """One first day of the look-alike; a reset makes a new one."""

    def __init__(self, world: World, timing: Timing) -> None:
        self.world = world
        self.timing = timing
        self.stamps = Stamps(world)
        self.chores = Chores()
        self.installations = Installations(world.config.slack_bot_token, self.stamps.now)
        self.courier = Courier(world, self.stamps, timing, self.chores)
        self.workspaces = {team.id: Workspace(team, world, self.stamps, timing) for team in TEAMS}
        self.response_urls = ResponseUrls(world)

    @property
    def home(self) -> Workspace:
        return self.workspaces[HOME.id]

    def is_installed(self, team: Team) -> bool:
        return bool(self.installations.living(team))
