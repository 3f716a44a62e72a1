"""Change a workspace's settings."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import InvalidAnswer, NotAllowed
from core.events.moments import known_zone
from core.workspaces.members import get_workspace
from core.workspaces.model import Member, Role, Workspace


async def learn_zone(session: AsyncSession, workspace_id: UUID, zone: str) -> None:
    """Until an owner says otherwise, a team lives where its first event is."""
    workspace = await get_workspace(session, workspace_id)
    if workspace.time_zone == "UTC":
        workspace.time_zone = zone


async def configure(
    session: AsyncSession,
    member: Member,
    *,
    time_zone: str,
    digest_hour: int,
    comments_in_chat: bool,
    model_budget: int | None,
) -> Workspace:
    """Owners set the team's zone, the digest's hour (0..23, in that zone), whether comments are told in chat, and what
    models may cost in a month (millionths of a US dollar; None: what is set for all).
    """
    if member.role is not Role.OWNER:
        raise NotAllowed("Only an owner changes the settings.")
    if not known_zone(time_zone):
        raise InvalidAnswer(
            f"I don't know the time zone “{time_zone[:40]}”. Names look like Europe/Berlin.", field="time_zone"
        )
    if not 0 <= digest_hour <= 23:
        raise InvalidAnswer("The hour is a number from 0 to 23.", field="digest_hour")
    workspace = await get_workspace(session, member.workspace_id)
    workspace.time_zone = time_zone
    workspace.digest_hour = digest_hour
    workspace.comments_in_chat = comments_in_chat
    workspace.model_budget = model_budget
    return workspace
