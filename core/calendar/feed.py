"""Links to the plan: given out, ended by a new one, read back. Who holds one sees what the team plans, and no more."""

import base64
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.calendar.model import CalendarFeed
from core.database import found_or_added
from core.errors import NotFound
from core.ports.vault import Vault
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member

NO_SUCH_LINK = "This link leads nowhere, or was replaced by a new one. Ask for the calendar in chat."
_ID_LENGTH = 22


async def feed_for(session: AsyncSession, member: Member, now: datetime, *, team: bool = False) -> CalendarFeed:
    """The person's own link, or the team's: always the same one until it is replaced."""
    check(member, Right.TEAM_LINK if team else Right.HAVE_LINK, own=not team)
    whose = CalendarFeed.member_id.is_(None) if team else CalendarFeed.member_id == member.id

    async def find() -> CalendarFeed | None:
        return await _one(session, member.workspace_id, whose)

    async def add() -> CalendarFeed:
        feed = CalendarFeed(
            id=uuid4(),
            workspace_id=member.workspace_id,
            member_id=None if team else member.id,
            version=1,
            created_at=now,
        )
        session.add(feed)
        audit(session, member, Deed.MADE_LINK, about=feed.id, whose="team" if team else "own")
        track(session, Tracked.CALENDAR_SUBSCRIBED, member.workspace_id, member.id, team=team)
        return feed

    return await found_or_added(session, find, add)


async def replace_feed(session: AsyncSession, member: Member, feed_id: UUID) -> CalendarFeed:
    """From now on the old link leads nowhere, and there is a new one."""
    feed = await _own(session, member, feed_id)
    feed.version += 1
    audit(session, member, Deed.MADE_LINK, about=feed.id, whose="own" if feed.member_id else "team")
    return feed


async def end_feed(session: AsyncSession, member: Member, feed_id: UUID) -> None:
    await session.delete(await _own(session, member, feed_id))
    audit(session, member, Deed.ENDED_LINK, about=feed_id)


async def _own(session: AsyncSession, member: Member, feed_id: UUID) -> CalendarFeed:
    feed = await _one(session, member.workspace_id, CalendarFeed.id == feed_id, lock=True)
    if feed is None:
        raise NotFound("That link is gone already.")
    if feed.member_id is None:
        check(member, Right.TEAM_LINK)
    else:
        check(member, Right.END_LINK, own=feed.member_id == member.id)
    return feed


async def _one(
    session: AsyncSession, workspace_id: UUID, which: ColumnElement[bool], *, lock: bool = False
) -> CalendarFeed | None:
    query = select(CalendarFeed).where(CalendarFeed.workspace_id == workspace_id, which)
    query = query.order_by(CalendarFeed.created_at, CalendarFeed.id).limit(1)
    found: CalendarFeed | None = (
        await session.execute(query.with_for_update() if lock else query)
    ).scalar_one_or_none()
    return found


def address_of(vault: Vault, public_url: str, feed: CalendarFeed) -> str:
    """The link; it can be made again from the row, and from nothing else."""
    name = base64.urlsafe_b64encode(feed.id.bytes).decode().rstrip("=")
    return f"{public_url}/calendar/{name}{vault.sign(_signed(feed))}.ics"


async def feed_behind(session: AsyncSession, vault: Vault, token: str) -> CalendarFeed:
    """What a link leads to; raises NotFound for a forged, replaced or ended one, and for somebody who left."""
    try:
        feed_id = UUID(bytes=base64.urlsafe_b64decode(token[:_ID_LENGTH] + "=="))
    except ValueError:
        raise NotFound(NO_SUCH_LINK) from None
    found = await session.execute(
        select(CalendarFeed, Member)
        .outerjoin(Member, Member.id == CalendarFeed.member_id)
        .where(CalendarFeed.id == feed_id)
        .execution_options(**ACROSS_WORKSPACES)  # the signed link is what names the workspace
    )
    row = found.one_or_none()
    if row is None or not vault.verify(_signed(row[0]), token[_ID_LENGTH:]):
        raise NotFound(NO_SUCH_LINK)
    feed, member = row
    if member is not None and not member.active:
        raise NotFound(NO_SUCH_LINK)
    assert isinstance(feed, CalendarFeed)  # noqa: S101 - what was selected
    return feed


def _signed(feed: CalendarFeed) -> str:
    return f"calendar feed {feed.id} {feed.version}"
