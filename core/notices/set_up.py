"""What a place shows, in which language, and when it makes a sound."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from core.authorization.check import check, may
from core.authorization.table import Right
from core.campaigns.show import show_open_campaigns
from core.notices.model import Conversation
from core.notices.notify import get_conversation
from core.workspaces.model import Member


@dataclass(frozen=True)
class Manners:
    """How Rite behaves in one place."""

    follows: bool
    """Shows all events, not only those begun there."""
    language: str | None
    """None: the team's."""
    silent: bool
    quiet: tuple[int, int] | None
    """From which hour until which nothing makes a sound, in the team's zone."""


def check_may_set_up(member: Member, place: Conversation, *, runs_room: bool) -> None:
    """Their own conversation is everybody's own business. runs_room: the platform says they are an admin there."""
    if not (runs_room and may(member, Right.EDIT)):
        check(member, Right.SET_UP_ROOM, own=place.direct and place.member_id == member.id)


async def set_up(
    session: AsyncSession, member: Member, place: Conversation, manners: Manners, *, runs_room: bool
) -> Conversation:
    """Raises NotAllowed. What is open is shown at once where all events are shown from now on."""
    check_may_set_up(member, place, runs_room=runs_room)
    fresh = await get_conversation(session, place.workspace_id, place.id)
    followed, fresh.follows = fresh.follows, manners.follows
    fresh.language, fresh.silent = manners.language, manners.silent
    fresh.quiet_from, fresh.quiet_until = manners.quiet or (None, None)
    if fresh.follows and not followed:
        await show_open_campaigns(session, fresh, session.info["clock"].now())
    return fresh
