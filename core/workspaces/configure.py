"""Change a workspace's settings."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit, differing
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import InvalidAnswer
from core.events.moments import known_zone
from core.workspaces.members import get_member, get_workspace
from core.workspaces.model import Member, Workspace


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
    language: str,
    last_call: bool = False,
    telemetry: bool = True,
) -> Workspace:
    """Owners set the team's zone, the digest's hour (0..23, in that zone), whether comments are told in chat, what
    models may cost in a month (millionths of a US dollar; None: what is set for all), the language of its rooms,
    whether a minute before a post leaves it is said, and whether services outside may count what is done here.
    """
    check(member, Right.SETTINGS)
    if not known_zone(time_zone):
        raise InvalidAnswer(
            f"I don't know the time zone “{time_zone[:40]}”. Names look like Europe/Berlin.", field="time_zone"
        )
    if not 0 <= digest_hour <= 23:
        raise InvalidAnswer("The hour is a number from 0 to 23.", field="digest_hour")
    workspace = await get_workspace(session, member.workspace_id)
    wanted = {
        "time_zone": time_zone,
        "digest_hour": digest_hour,
        "comments_in_chat": comments_in_chat,
        "model_budget": model_budget,
        "language": language,
        "last_call": last_call,
        "telemetry": telemetry,
    }
    changes = differing({name: getattr(workspace, name) for name in wanted}, wanted)
    for name, value in wanted.items():
        setattr(workspace, name, value)
    audit(session, member, Deed.CHANGED_SETTINGS, changes=changes)
    return workspace


async def choose_language(session: AsyncSession, member: Member, language: str) -> None:
    """Everybody may: it is the language this person is spoken to in."""
    check(member, Right.CHOOSE_LANGUAGE, own=True)
    fresh = await get_member(session, member.workspace_id, member.id)
    fresh.language = language
