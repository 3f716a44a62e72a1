"""Who is talking, and where."""

from dataclasses import dataclass

from bot.language import mark, tr
from core.errors import RateLimited
from core.notices.model import Conversation
from core.ports.parts import Parts
from core.workspaces.members import ChatIdentity
from core.workspaces.model import Member, Workspace

TOO_OFTEN = mark("That is a lot at once.")


def not_too_often(parts: Parts, member: Member) -> None:
    """Raise RateLimited for somebody, or a program in their name, who asks more than anybody can read."""
    if not parts.tempo.takes(member.id):
        raise RateLimited(tr(TOO_OFTEN))


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
    place: int = 0
    """Where in the chat the message stands that is being said, a number that grows; 0 where nobody tells of edits."""
    words: str = ""
    """What that message says."""
    runs_room: bool = False
    """Whether the platform says they are an admin of the group they speak in; asked only where it matters."""

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
