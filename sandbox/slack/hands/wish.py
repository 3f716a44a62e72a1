"""What a person at the page, or a test, asks for: names looked up kindly, mistakes said plainly."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from sandbox.slack.files import StoredFile
from sandbox.slack.hall import Hall
from sandbox.slack.refused import Json, Mistake
from sandbox.slack.team import HOME, Channel
from sandbox.slack.workspace import Workspace
from sandbox.world import Person


@dataclass(frozen=True)
class Wish:
    """One request to the control panel; team chooses the workspace, Warehouse Nights unless given."""

    hall: Hall
    values: Json

    @property
    def workspace(self) -> Workspace:
        workspace = self.hall.workspaces.get(self.values.get("team", HOME.id))
        if workspace is None:
            raise Mistake(404, f"There is no workspace {self.values['team']}.")
        return workspace

    @property
    def person(self) -> Person:
        """Who acts, by key or id. Raises Mistake."""
        name = self.needed("user")
        try:
            return self.hall.world.person(name)
        except KeyError as error:
            raise Mistake(404, f"There is nobody called {name}.") from error

    def needed(self, name: str) -> str:
        value = self.values.get(name)
        if not value:
            raise Mistake(400, f"“{name}” is missing.")
        return str(value)

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def channel(self, *, as_member: bool = True) -> Channel:
        """By id, "#name", or "dm" for the person's own with the bot. Raises Mistake."""
        wanted = self.needed("channel")
        person = self.person if as_member or wanted == "dm" else None
        workspace = self.workspace
        channel = workspace.dm(person.slack_id) if person and wanted == "dm" else workspace.channel_named(wanted)
        if channel is None:
            raise Mistake(404, f"There is no channel {wanted}.")
        if as_member and person and person.slack_id not in channel.members:
            raise Mistake(403, f"{person.name} is not a member of {wanted}.")
        return channel

    def require_installed(self) -> None:
        """Raises Mistake when the app was removed: then Slack offers none of its controls."""
        if not self.hall.is_installed(self.workspace.team):
            raise Mistake(409, f"The app is not installed in {self.workspace.team.name}.")


def keep_files(wish: Wish, given: Any) -> list[StoredFile]:
    """Store [{"name", "base64"}, ...] as the person's own files. Raises Mistake."""
    if not isinstance(given, list):
        raise Mistake(400, "Files are a list of {name, base64}.")
    try:
        return [
            wish.workspace.files.keep(
                str(one["name"]), wish.person.slack_id, base64.b64decode(one["base64"], validate=True)
            )
            for one in given
        ]
    except (KeyError, TypeError, binascii.Error) as error:
        raise Mistake(400, "Files are a list of {name, base64}.") from error
