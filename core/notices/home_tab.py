"""Home tabs: a page for one person that we keep up to date once they have opened it.

What changed since is noted on the row. Whoever notes it first rings, at most once in a while; what comes in between
is found by the clock.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Integer, String, UniqueConstraint, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core import tasks
from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base, found_or_added
from core.tenancy import ACROSS_WORKSPACES

KEPT_FRESH_FOR = timedelta(days=7)
"""Who has not opened it for so long finds it drawn anew when they do."""
AT_MOST_EVERY = timedelta(seconds=2)


class HomeTab(Base):
    """What one person's Home tab shows, as far as drawing it again needs to know."""

    __tablename__ = "home_tabs"
    __table_args__ = (UniqueConstraint("team", "person"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    team: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(40))
    """Who it belongs to, as the platform calls them."""
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the platform needs to draw it again: which version is shown, the picture in it."""
    opened_at: Mapped[datetime] = mapped_column(Instant)
    changes: Mapped[int] = mapped_column(Integer, default=0)
    """How often something it tells of changed."""
    shown: Mapped[int] = mapped_column(Integer, default=0)
    """How many of these changes it shows."""
    drawn_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it was drawn, or taken up to be drawn, last."""


async def open_home(
    session: AsyncSession, workspace_id: UUID, member_id: UUID, team: str, person: str, now: datetime
) -> HomeTab:
    """Somebody looks at theirs: from now on it is kept fresh."""

    async def find() -> HomeTab | None:
        found = await session.execute(
            select(HomeTab)
            .where(HomeTab.team == team, HomeTab.person == person)
            .execution_options(**ACROSS_WORKSPACES)  # the platform's own names for the tenant and the person
        )
        return found.scalar_one_or_none()

    async def add() -> HomeTab:
        home = HomeTab(
            id=uuid4(),
            workspace_id=workspace_id,
            member_id=member_id,
            team=team,
            person=person,
            extra={},
            opened_at=now,
            changes=0,
            shown=0,
        )
        session.add(home)
        return home

    home = await found_or_added(session, find, add)
    home.opened_at, home.drawn_at = now, now
    return home


async def take_home(session: AsyncSession, workspace_id: UUID, home_id: UUID, now: datetime) -> HomeTab | None:
    """The row of a tab that is to be drawn again; None when it shows everything, or somebody draws it just now."""
    found = await session.execute(
        select(HomeTab).where(HomeTab.workspace_id == workspace_id, HomeTab.id == home_id).with_for_update()
    )
    home: HomeTab | None = found.scalar_one_or_none()
    if home is None or home.changes == home.shown or (home.drawn_at and home.drawn_at > now - AT_MOST_EVERY):
        return None
    home.drawn_at = now
    return home


async def keep_home(session: AsyncSession, home: HomeTab, extra: dict[str, Any]) -> None:
    """It shows what was so when its row was taken; a change since then is still to come."""
    await session.execute(
        update(HomeTab)
        .where(HomeTab.workspace_id == home.workspace_id, HomeTab.id == home.id)
        .values(extra=extra, shown=home.changes)
        .execution_options(synchronize_session=False)
    )


async def forget_home(session: AsyncSession, home: HomeTab) -> None:
    """Nobody can be shown it any more; opened again, it begins anew."""
    await session.execute(
        delete(HomeTab)
        .where(HomeTab.workspace_id == home.workspace_id, HomeTab.id == home.id)
        .execution_options(synchronize_session=False)
    )


async def anybody_home(session: AsyncSession, workspace_id: UUID, now: datetime) -> bool:
    """Whether somebody of the team looks at theirs."""
    found = await session.execute(select(HomeTab.id).where(*_looked_at(workspace_id, now)).limit(1))
    return found.first() is not None


async def home_changed(session: AsyncSession, workspace_id: UUID, now: datetime) -> None:
    """Note it on every tab of the team that is looked at, and ring for those that were not drawn just now."""
    await session.execute(
        update(HomeTab)
        .where(*_looked_at(workspace_id, now))
        .values(changes=HomeTab.changes + 1)
        .execution_options(synchronize_session=False)
    )
    found = await session.execute(select(HomeTab.id).where(*_looked_at(workspace_id, now), *_due(now)))
    _ring(session, [(workspace_id, home_id) for home_id in found.scalars()])


async def ring_for_homes(session: AsyncSession, now: datetime) -> None:
    """Ring for every tab that shows what is no longer so."""
    found = await session.execute(
        select(HomeTab.workspace_id, HomeTab.id)
        .where(HomeTab.opened_at > now - KEPT_FRESH_FOR, *_due(now))
        .execution_options(**ACROSS_WORKSPACES)
    )
    _ring(session, [(workspace_id, home_id) for workspace_id, home_id in found.all()])


def _looked_at(workspace_id: UUID, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return HomeTab.workspace_id == workspace_id, HomeTab.opened_at > now - KEPT_FRESH_FOR


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    settled = or_(HomeTab.drawn_at.is_(None), HomeTab.drawn_at < now - AT_MOST_EVERY)
    return HomeTab.changes != HomeTab.shown, settled


def _ring(session: AsyncSession, homes: Sequence[tuple[UUID, UUID]]) -> None:
    for workspace_id, home_id in homes:
        tasks.show_home.enqueue(session, workspace_id, home_id)
