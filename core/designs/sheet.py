"""What somebody looks at: a value that presses change. A task paints it, then its message shows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.designs.model import DesignSheet
from core.errors import NotFound, NotNow
from core.templates.library import Search
from core.workspaces.model import Member

PER_PAGE = 6
KEPT = timedelta(days=30)
GONE = "This sheet is too old. Ask for the designs again."


@dataclass(frozen=True, kw_only=True)
class View:
    """A page of the shelf; or one design of it (`opened`); or the choice of a filter (`facet`), of a post (`posts`)."""

    search: Search = field(default_factory=Search)
    page: int = 0
    facet: str = ""
    opened: str = ""
    posts: tuple[str, ...] = ()
    sure: str = ""
    """What is asked about before it counts: "share" or "delete"."""
    picked: str = ""
    """The design a restyled post was just given."""
    everywhere: bool = False
    """What is picked goes to all unapproved posts of the campaign."""
    said: str = ""
    """What the last press did."""
    had: str = ""
    """The design the restyled post had before: it is not offered."""
    sent: str = ""
    """Key of a file that was sent and waits to be kept."""
    name: str = ""
    """Of that file, as its sender calls it."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the message shows: a view that is painted."""

    view: View
    refs: tuple[str, ...] = ()
    found: int = 0
    picture_key: str | None = None
    content: dict[str, Any] = field(default_factory=dict)
    """Of a file that was sent: what would be kept of it."""
    sample: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PER_PAGE))

    def ref(self, number: int) -> str:
        """The design with this number, from 1; raises NotNow."""
        page, place = divmod(number, 100)
        if page != self.view.page or not 1 <= place <= len(self.refs):
            raise NotNow("The sheet shows other designs by now. Look at the numbers again.")
        return self.refs[place - 1]


def open_sheet(
    session: AsyncSession,
    member: Member,
    conversation_id: UUID,
    view: View,
    now: datetime,
    *,
    post_id: UUID | None = None,
    thread_id: str | None = None,
) -> DesignSheet:
    """Begin to look; the message comes as soon as it is painted."""
    sheet = DesignSheet(
        id=uuid4(),
        workspace_id=member.workspace_id,
        conversation_id=conversation_id,
        member_id=member.id,
        post_id=post_id,
        thread_id=thread_id,
        asked=_stored(view),
        shown={},
        created_at=now,
    )
    session.add(sheet)
    ring = tasks.look_at_design if view.sent else tasks.show_designs
    ring.enqueue(session, sheet.workspace_id, sheet.id)
    return sheet


def look_at(session: AsyncSession, sheet: DesignSheet, view: View) -> None:
    """Show something else in the same message."""
    sheet.asked = _stored(view)
    tasks.show_designs.enqueue(session, sheet.workspace_id, sheet.id)


def asked(sheet: DesignSheet) -> View:
    return _view(sheet.asked)


def shown(sheet: DesignSheet) -> Shown:
    """What its message shows; raises NotNow before it shows anything."""
    if not sheet.shown:
        raise NotNow("It is being painted. Wait a moment.")
    return Shown(**{**sheet.shown, "view": _view(sheet.shown["view"]), "refs": tuple(sheet.shown["refs"])})


def note_shown(sheet: DesignSheet, what: Shown) -> None:
    sheet.shown = {**asdict(replace(what, view=View())), "view": _stored(what.view), "refs": list(what.refs)}


async def get_sheet(session: AsyncSession, workspace_id: UUID, sheet_id: UUID, *, lock: bool = False) -> DesignSheet:
    """A sheet of this workspace; raises NotFound for one that was cleared away."""
    query = select(DesignSheet).where(DesignSheet.workspace_id == workspace_id, DesignSheet.id == sheet_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    sheet = (await session.execute(query)).scalar_one_or_none()
    if sheet is None:
        raise NotFound(GONE)
    return sheet


async def clear_away(session: AsyncSession, workspace_id: UUID, now: datetime) -> None:
    """Sheets nobody looked at for long; called when somebody opens another."""
    await session.execute(
        delete(DesignSheet)
        .where(DesignSheet.workspace_id == workspace_id, DesignSheet.created_at < now - KEPT)
        .execution_options(synchronize_session=False)
    )


def _stored(view: View) -> dict[str, Any]:
    return {**asdict(view), "search": view.search.stored(), "posts": list(view.posts)}


def _view(kept: Mapping[str, Any]) -> View:
    search = Search(**{**kept["search"], "tags": tuple(kept["search"].get("tags", ()))})
    return View(**{**kept, "search": search, "posts": tuple(kept["posts"])})
