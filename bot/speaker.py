"""Who is talking, and where."""

from dataclasses import dataclass

from core.notices.model import Conversation
from core.workspaces.members import ChatIdentity
from core.workspaces.model import Member, Workspace


@dataclass(frozen=True)
class Speaker:
    """A recognised person in a conversation of their workspace."""

    identity: ChatIdentity
    member: Member
    workspace: Workspace
    conversation: Conversation
    update: str
    """Key of the platform's update being answered: the same one delivered again does nothing."""
    thread: str | None = None
    """The message under which an answer hangs."""

    @property
    def zone(self) -> str:
        return self.member.time_zone or self.workspace.time_zone

    @property
    def zone_known(self) -> bool:
        """Whether anybody ever told where this team lives."""
        return self.zone != "UTC"

    @property
    def language(self) -> str:
        return self.member.language or self.workspace.language
