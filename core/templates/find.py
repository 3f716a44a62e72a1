"""Find the template a post names: a design of the catalog's, or one that somebody saved."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import found_or_added
from core.errors import NotFound
from core.templates import catalog
from core.templates.check import check
from core.templates.model import Template
from core.templates.parse import Table, parse_template
from core.templates.refs import SavedRef, saved_ref
from core.templates.saved import KeptTemplate, SavedTemplate
from core.tenancy import ACROSS_WORKSPACES

GONE = "I can't find that flyer design any more."


async def find_template(session: AsyncSession, workspace_id: UUID, template_id: str) -> Template:
    """What `Post.template` stands for in this workspace; raises NotFound.

    What a post was given keeps its version, whatever became of the original; otherwise it is the workspace's own, or
    one that is shared at the moment.
    """
    ref = saved_ref(template_id)
    if ref is None:
        return catalog.template(template_id)
    return template_from(await _content(session, workspace_id, ref), template_id)


async def table_of(session: AsyncSession, workspace_id: UUID, template_id: str) -> dict[str, Any]:
    """The table a design is made from, to make another of it; raises NotFound."""
    ref = saved_ref(template_id)
    return catalog.table(template_id) if ref is None else await _content(session, workspace_id, ref)


def template_from(content: Table, template_id: str) -> Template:
    """A template from the table that was saved; raises TemplateProblem where it can no longer be read."""
    name = str(content.get("name", "the saved template"))
    return replace(check(parse_template(content, name), name), id=template_id)


async def keep_template(session: AsyncSession, workspace_id: UUID, template_id: str, now: datetime) -> str:
    """Make a design last for a post of this workspace; returns the reference to keep. Raises NotFound.

    Of somebody else's design only the content comes over: nothing here leads back to who made it.
    """
    ref = saved_ref(template_id)
    if ref is None:
        return catalog.template(template_id).id
    kept = ref

    async def find() -> KeptTemplate | None:
        return await _kept(session, workspace_id, kept)

    async def add() -> KeptTemplate:
        content = await _content(session, workspace_id, kept)
        row = KeptTemplate(
            id=uuid4(),
            workspace_id=workspace_id,
            saved_id=kept.saved_id,
            version=kept.version,
            content=content,
            kept_at=now,
        )
        session.add(row)
        return row

    await found_or_added(session, find, add)
    return str(kept)


async def visible(session: AsyncSession, workspace_id: UUID, saved_id: UUID) -> SavedTemplate:
    """A saved template this workspace may look at: its own, or a shared one; raises NotFound."""
    found = await session.execute(
        select(SavedTemplate)
        .where(
            SavedTemplate.id == saved_id,
            SavedTemplate.deleted_at.is_(None),
            or_(SavedTemplate.workspace_id == workspace_id, SavedTemplate.shared),
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    row = found.scalar_one_or_none()
    if row is None:
        raise NotFound(GONE)
    return row


async def own_template(
    session: AsyncSession, workspace_id: UUID, saved_id: UUID, *, lock: bool = False
) -> SavedTemplate:
    """A template of this workspace's; raises NotFound."""
    query = select(SavedTemplate).where(
        SavedTemplate.workspace_id == workspace_id, SavedTemplate.id == saved_id, SavedTemplate.deleted_at.is_(None)
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise NotFound(GONE)
    return row


async def _content(session: AsyncSession, workspace_id: UUID, ref: SavedRef) -> dict[str, Any]:
    kept = await _kept(session, workspace_id, ref)
    if kept is not None:
        return kept.content
    saved = await visible(session, workspace_id, ref.saved_id)
    if saved.version != ref.version:
        raise NotFound("That design was changed since. Look at it again.")
    return saved.content


async def _kept(session: AsyncSession, workspace_id: UUID, ref: SavedRef) -> KeptTemplate | None:
    found = await session.execute(
        select(KeptTemplate).where(
            KeptTemplate.workspace_id == workspace_id,
            KeptTemplate.saved_id == ref.saved_id,
            KeptTemplate.version == ref.version,
        )
    )
    return found.scalar_one_or_none()
