"""The shelf: designs of the catalog's, the workspace's own, and what others shared; searched, filtered, sorted."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.templates.catalog import all_templates
from core.templates.find import visible
from core.templates.model import Template
from core.templates.opinions import NONE, Opinion, opinions
from core.templates.refs import SavedRef, saved_ref
from core.templates.save import own_templates
from core.templates.saved import SavedTemplate
from core.templates.scene import Layout
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member

MOST_SHARED = 500
"""The newest designs of others that are looked through."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Origin(StrEnum):
    """Whose design it is."""

    CATALOG = "catalog"
    OURS = "ours"
    SHARED = "shared"
    """Somebody else's; nothing tells whose."""


class Sort(StrEnum):
    BEST = "best rated"
    USED = "most used"
    NEWEST = "newest"
    NAME = "name"


@dataclass(frozen=True, kw_only=True)
class Search:
    """What somebody looks for; empty fields do not narrow it down."""

    words: str = ""
    category: str = ""
    genre: str = ""
    theme: str = ""
    layout: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    sort: str = Sort.BEST

    def stored(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A design on the shelf. `ref` is what a post keeps, `design` what opinions are about."""

    ref: str
    design: str
    name: str
    category: str
    suits: tuple[str, ...]
    genre: str
    theme: str
    tags: tuple[str, ...]
    origin: Origin
    layouts: tuple[str, ...]
    since: datetime = _LONG_AGO
    author: str = ""
    """Who saved it, for one's own alone."""
    base: str = ""
    shared: bool = False
    opinion: Opinion = NONE


async def list_templates(session: AsyncSession, workspace_id: UUID, search: Search) -> list[Listed]:
    """Everything on this workspace's shelf that matches, in the order asked for."""
    shelf = [_of_catalog(each) for each in all_templates()]
    shelf += [_of_row(row, Origin.OURS) for row in await own_templates(session, workspace_id)]
    shelf += [_of_row(row, Origin.SHARED) for row in await _shared_by_others(session, workspace_id)]
    found = [each for each in shelf if _matches(each, search)]
    known = await opinions(session, [each.design for each in found])
    found = [_with(each, known[each.design]) for each in found]
    return sorted(found, key=_ORDERS[Sort(search.sort)])


async def listed(session: AsyncSession, workspace_id: UUID, template_id: str) -> Listed:
    """One design on the shelf; raises NotFound for one that is not, or not any more."""
    ref = saved_ref(template_id)
    if ref is None:
        each = next((_of_catalog(each) for each in all_templates() if each.id == template_id), None)
        if each is not None:
            return _with(each, (await opinions(session, [each.design]))[each.design])
    row = await visible(session, workspace_id, ref.saved_id if ref else UUID(int=0))
    own = row.workspace_id == workspace_id
    each = _of_row(row, Origin.OURS if own else Origin.SHARED)
    author = await _author(session, row) if own else ""
    return _with(each, (await opinions(session, [each.design]))[each.design], author)


async def _shared_by_others(session: AsyncSession, workspace_id: UUID) -> Sequence[SavedTemplate]:
    found = await session.execute(
        select(SavedTemplate)
        .where(SavedTemplate.shared, SavedTemplate.workspace_id != workspace_id, SavedTemplate.deleted_at.is_(None))
        .order_by(SavedTemplate.created_at.desc(), SavedTemplate.id)
        .limit(MOST_SHARED)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return found.scalars().all()


async def _author(session: AsyncSession, row: SavedTemplate) -> str:
    found = await session.execute(
        select(Member.name).where(Member.workspace_id == row.workspace_id, Member.id == row.author_id)
    )
    return found.scalar_one_or_none() or ""


def _of_catalog(each: Template) -> Listed:
    return Listed(
        ref=each.id,
        design=each.id,
        name=each.name,
        category=each.category,
        suits=tuple(each.suits),
        genre=each.genre,
        theme=each.theme,
        tags=each.tags,
        origin=Origin.CATALOG,
        layouts=tuple(layout.value for layout in each.layers),
    )


def _of_row(row: SavedTemplate, origin: Origin) -> Listed:
    content = row.content
    return Listed(
        ref=str(SavedRef(row.id, row.version)),
        design=row.id.hex,
        name=row.name,
        category=content["category"],
        suits=tuple(content.get("suits", ())),
        genre=content["genre"],
        theme=content["theme"],
        tags=tuple(content.get("tags", ())),
        origin=origin,
        layouts=tuple(layout.value for layout in Layout),
        since=row.created_at,
        base=row.base,
        shared=row.shared,
    )


def _with(each: Listed, opinion: Opinion, author: str = "") -> Listed:
    return Listed(**{**each.__dict__, "opinion": opinion, "author": author or each.author})


def _matches(each: Listed, search: Search) -> bool:
    spoken = " ".join((each.name, each.category, *each.suits, each.genre, each.theme, *each.tags)).casefold()
    return (
        all(word in spoken for word in search.words.casefold().split())
        and (not search.category or search.category in (each.category, *each.suits))
        and (not search.genre or each.genre in (search.genre, "any"))
        and search.theme in ("", each.theme)
        and (not search.layout or search.layout in each.layouts)
        and {tag.casefold() for tag in search.tags} <= {tag.casefold() for tag in each.tags}
        and search.origin in ("", each.origin)
    )


_ORDERS: dict[Sort, Callable[[Listed], Any]] = {
    Sort.BEST: lambda each: (-each.opinion.score, -each.opinion.uses, each.name.casefold(), each.ref),
    Sort.USED: lambda each: (-each.opinion.uses, -each.opinion.score, each.name.casefold(), each.ref),
    Sort.NEWEST: lambda each: (-each.since.timestamp(), each.name.casefold(), each.ref),
    Sort.NAME: lambda each: (each.name.casefold(), each.ref),
}
