"""Keep a template that was sent as a file, once somebody has seen it."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from core.designs.model import DesignSheet
from core.designs.sheet import shown
from core.errors import NotNow
from core.templates.refs import SavedRef
from core.templates.save import NewTemplate, create_template
from core.workspaces.model import Member


async def keep_sent(session: AsyncSession, member: Member, sheet: DesignSheet, now: datetime) -> str:
    """Save what the sheet shows as the workspace's own; returns its reference. Raises InvalidAnswer."""
    what = shown(sheet)
    if not what.view.sent or not what.content:
        raise NotNow("That is settled already.")
    saved = await create_template(session, member, NewTemplate(content=what.content, sample=what.sample), now)
    return str(SavedRef(saved.id, saved.version))
