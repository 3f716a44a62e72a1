"""Keep a template that was sent as a file, once somebody has seen it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.designs.model import DesignSheet
from core.designs.sheet import shown
from core.errors import NotNow
from core.templates.refs import SavedRef
from core.templates.save import LONGEST_NAME, MOST_SAVED, NewTemplate, create_template, own_templates
from core.workspaces.model import Member


async def _free_name(session: AsyncSession, workspace_id: UUID, name: str) -> str:
    """Its name, with a number where the team has one of that name already."""
    taken = {each.name.casefold() for each in await own_templates(session, workspace_id)}
    names = (name, *(f"{name[: LONGEST_NAME - 4].rstrip()} {number}" for number in range(2, MOST_SAVED + 2)))
    return next(free for free in names if " ".join(free.split()).casefold() not in taken)


async def keep_sent(session: AsyncSession, member: Member, sheet: DesignSheet, now: datetime) -> str:
    """Save what the sheet shows as the workspace's own; returns its reference. Raises InvalidAnswer."""
    what = shown(sheet)
    if not what.view.sent or not what.content:
        raise NotNow("That is settled already.")
    content = {**what.content, "name": await _free_name(session, member.workspace_id, str(what.content["name"]))}
    saved = await create_template(session, member, NewTemplate(content=content, sample=what.sample), now)
    return str(SavedRef(saved.id, saved.version))
