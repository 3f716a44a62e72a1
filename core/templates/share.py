"""Share a design with everybody who uses Rite, on purpose, and take it back."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotAllowed, NotNow
from core.templates.find import own_template
from core.templates.saved import SavedTemplate
from core.workspaces.model import Member

OTHERS_SEE = (
    "Everybody who uses Rite will see it and may use it: its name, tags, layers, colours, and any words written into "
    "it. Not your team, your logo, your events or who made it."
)


async def share_template(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    """From now on every workspace finds it. What others put on it stays theirs, and what we put on it ours."""
    saved = await _to_share(session, member, saved_id)
    if saved.shared:
        raise NotNow("It is shared already.")
    saved.shared = True
    await session.flush()
    return saved


async def unshare_template(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    """Nobody else finds it any more; posts that others gave it to keep it."""
    saved = await _to_share(session, member, saved_id)
    if not saved.shared:
        raise NotNow("It is not shared.")
    saved.shared = False
    await session.flush()
    return saved


async def _to_share(session: AsyncSession, member: Member, saved_id: UUID) -> SavedTemplate:
    if not member.role.may_approve:
        raise NotAllowed("What leaves the team is for an owner or an approver to decide.")
    return await own_template(session, member.workspace_id, saved_id, lock=True)
