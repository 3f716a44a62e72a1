"""When a conversation hears its digest: at its own hour, in its own zone, daily, on Mondays or never."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import InvalidAnswer
from core.notices.model import Conversation, DigestEvery
from core.notices.notify import get_conversation
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_workspace
from core.workspaces.model import Member, Workspace

MONDAY = 0


def zone_of(workspace: Workspace, person: Member | None) -> str:
    """A person's own where they are alone with us, else the team's."""
    return (person.time_zone if person else None) or workspace.time_zone


def hour_of(workspace: Workspace, conversation: Conversation) -> int:
    return workspace.digest_hour if conversation.digest_hour is None else conversation.digest_hour


def local_day(zone: str, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def is_due(workspace: Workspace, conversation: Conversation, person: Member | None, now: datetime) -> bool:
    """Whether this day's digest should be told here now."""
    local = now.astimezone(ZoneInfo(zone_of(workspace, person)))
    if conversation.digest_every is DigestEvery.OFF:
        return False
    if conversation.digest_every is DigestEvery.WEEKLY and local.weekday() != MONDAY:
        return False
    if conversation.last_digest_on is not None and conversation.last_digest_on >= local.date():
        return False
    if conversation.created_at.astimezone(local.tzinfo).date() >= local.date():
        return False  # on the first day everything is on the screen already
    return local.time() >= time(hour_of(workspace, conversation))


def _wanted() -> ColumnElement[bool]:
    """Where everything is shown, and wherever somebody asked for it."""
    return or_(Conversation.follows, Conversation.digest_hour.is_not(None))


async def ring_for_digests(session: AsyncSession, now: datetime) -> int:
    """Ring for every conversation whose digest hour has come; returns how many."""
    found = await session.execute(
        select(Conversation, Workspace, Member)
        .join(Workspace, Workspace.id == Conversation.workspace_id)
        .outerjoin(Member, Member.id == Conversation.member_id)
        .where(_wanted(), Conversation.reachable, Conversation.digest_every != DigestEvery.OFF)
        .execution_options(**ACROSS_WORKSPACES)
    )
    rung = 0
    for conversation, workspace, person in found.all():
        if is_due(workspace, conversation, person, now):
            day = local_day(zone_of(workspace, person), now)
            conversation.last_digest_on = day
            tasks.compile_digest.enqueue(session, workspace.id, conversation.id, day.isoformat())
            rung += 1
    return rung


async def choose_digest(
    session: AsyncSession, member: Member, conversation: Conversation, every: DigestEvery, hour: int | None
) -> None:
    """How often and when this conversation hears it; hour: 0..23, None for the team's. Guests leave it as it is.

    A conversation that does not follow the team's campaigns keeps the team's hour of today as its own: that is how it
    is known that somebody wants the digest there.
    """
    check(member, Right.DIGEST_HERE, own=conversation.direct)
    if hour is not None and not 0 <= hour <= 23:
        raise InvalidAnswer("The hour is a number from 0 to 23.", field="hour")
    fresh = await get_conversation(session, member.workspace_id, conversation.id)
    if hour is None and not fresh.follows and every is not DigestEvery.OFF:
        hour = (await get_workspace(session, member.workspace_id)).digest_hour
    fresh.digest_every, fresh.digest_hour = every, hour
