"""Share a design with everybody who uses Rite, on purpose, and take it back."""

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotNow
from core.templates.find import own_template
from core.templates.saved import SavedTemplate
from core.workspaces.model import Member, Workspace

SHORTEST = 4
"""A team called "Bar" must not stop every design with a barcode."""
OTHERS_SEE = (
    "Everybody who uses Rite will see it and may use it: its name, tags, layers, colours, and any words written into "
    "it. Not your team, your logo, your events or who made it."
)


async def share_template(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    """From now on every workspace finds it. What others put on it stays theirs, and what we put on it ours."""
    saved = await _to_share(session, member, saved_id)
    if saved.shared:
        raise NotNow("It is shared already.")
    if name := await _named_in(session, saved):
        raise NotNow(f"It would tell who you are: “{name}” is written in it. Change its name, tags or words first.")
    saved.shared = True
    audit(session, member, Deed.SHARED_DESIGN, about=saved.id, name=saved.name)
    await session.flush()
    return saved


async def unshare_template(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    """Nobody else finds it any more; posts that others gave it to keep it."""
    saved = await _to_share(session, member, saved_id)
    if not saved.shared:
        raise NotNow("It is not shared.")
    saved.shared = False
    audit(session, member, Deed.UNSHARED_DESIGN, about=saved.id, name=saved.name)
    await session.flush()
    return saved


async def _named_in(session: AsyncSession, saved: SavedTemplate) -> str:
    """The team's name, or that of an account of theirs, when the design tells it; "" when it does not."""
    teams = await session.execute(select(Workspace.name).where(Workspace.id == saved.workspace_id))
    accounts = await session.execute(select(Account.username).where(Account.workspace_id == saved.workspace_id))
    told = json.dumps([saved.name, saved.content, saved.sample], ensure_ascii=False).casefold()
    names = [*teams.scalars(), *accounts.scalars()]
    return next((name for name in names if len(name) >= SHORTEST and name.casefold() in told), "")


async def _to_share(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    check(member, Right.SHARE_DESIGN)
    return await own_template(session, member.workspace_id, saved_id, lock=True)
