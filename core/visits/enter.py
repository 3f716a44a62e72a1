"""Let somebody in: a link for one member, that works once and soon; a visit that ends by itself."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.authorization.check import check, may
from core.authorization.table import Right
from core.database import touched
from core.errors import NotFound
from core.notices.model import Conversation
from core.ports.vault import Vault
from core.tenancy import ACROSS_WORKSPACES
from core.visits.model import Visit
from core.workspaces.members import token_hash
from core.workspaces.model import Identity, Member, Workspace

LINK_LASTS = timedelta(minutes=10)
VISIT_LASTS = timedelta(hours=12)
USED_UP = "Links to the dashboard work once, for ten minutes. Ask me for a new one in chat: type stats."
_ID_LENGTH = 22


@dataclass(frozen=True)
class Visitor:
    """Who looks, as they are now: whoever left the team or lost a right has lost it here, too."""

    visit: Visit
    member: Member
    workspace: Workspace
    conversation: Conversation
    known_as: str
    """Who they are on the platform of the conversation."""


async def invite_in(session: AsyncSession, member: Member, conversation: Conversation, now: datetime) -> Visit:
    """A way in for this member; what is over of their earlier ones is forgotten. Raises NotAllowed for guests."""
    check(member, Right.PAGES)
    over = func.coalesce(Visit.ends_at, Visit.enter_by) <= now
    await session.execute(
        delete(Visit).where(Visit.workspace_id == member.workspace_id, Visit.member_id == member.id, over)
    )
    visit = Visit(
        id=uuid4(),
        workspace_id=member.workspace_id,
        member_id=member.id,
        conversation_id=conversation.id,
        enter_by=now + LINK_LASTS,
        created_at=now,
    )
    session.add(visit)
    await session.flush()
    return visit


def address_of(vault: Vault, public_url: str, visit: Visit) -> str:
    """The link; nobody can make it without our key."""
    name = base64.urlsafe_b64encode(visit.id.bytes).decode().rstrip("=")
    return f"{public_url}/dashboard/enter/{name}{vault.sign(_signed(visit.id))}"


async def check_link(session: AsyncSession, vault: Vault, token: str, now: datetime) -> Visit:
    """The visit a link would begin, without beginning it; raises NotFound for a forged, used or old one."""
    visit = await _behind(session, vault, token)
    if visit is None or visit.entered_at is not None or visit.enter_by <= now:
        raise NotFound(USED_UP)
    return visit


async def enter(session: AsyncSession, vault: Vault, token: str, now: datetime) -> str:
    """Use a link up, and return the cookie of the visit; of two who come at once one gets in."""
    return await _begun(session, await check_link(session, vault, token, now), now)


async def let_in(session: AsyncSession, member: Member, conversation: Conversation, now: datetime) -> str:
    """Begin a visit of somebody who has shown who they are, and return its cookie. Raises NotAllowed for guests."""
    return await _begun(session, await invite_in(session, member, conversation, now), now)


async def _begun(session: AsyncSession, visit: Visit, now: datetime) -> str:
    cookie = secrets.token_urlsafe(32)
    entered = await session.execute(
        update(Visit)
        .where(Visit.workspace_id == visit.workspace_id, Visit.id == visit.id, Visit.entered_at.is_(None))
        .values(entered_at=now, ends_at=now + VISIT_LASTS, cookie_hash=token_hash(cookie))
        .execution_options(synchronize_session=False)
    )
    if not touched(entered):
        raise NotFound(USED_UP)
    return cookie


async def visitor_with(session: AsyncSession, cookie: str, now: datetime) -> Visitor | None:
    """Who holds this cookie; None for a made-up one, after its time, and for somebody who does not work here now."""
    known_as = (
        select(Identity.external_id)
        .where(
            Identity.workspace_id == Visit.workspace_id,
            Identity.member_id == Visit.member_id,
            Identity.platform == Conversation.platform,
        )
        .order_by(Identity.external_id)
        .limit(1)
        .scalar_subquery()
    )
    found = await session.execute(
        select(Visit, Member, Workspace, Conversation, known_as)
        .join(Member, Member.id == Visit.member_id)
        .join(Workspace, Workspace.id == Visit.workspace_id)
        .join(Conversation, Conversation.id == Visit.conversation_id)
        .where(Visit.cookie_hash == token_hash(cookie), Visit.ends_at > now)
        .execution_options(**ACROSS_WORKSPACES)  # the cookie is what names the workspace
    )
    row = found.one_or_none()
    if row is None or not may(row.Member, Right.PAGES):
        return None
    visit, member, workspace, conversation, external_id = row
    return Visitor(visit, member, workspace, conversation, external_id or "")


async def leave(session: AsyncSession, visit: Visit) -> None:
    """The cookie means nothing any more."""
    await session.execute(delete(Visit).where(Visit.workspace_id == visit.workspace_id, Visit.id == visit.id))


async def _behind(session: AsyncSession, vault: Vault, token: str) -> Visit | None:
    try:
        visit_id = UUID(bytes=base64.urlsafe_b64decode(token[:_ID_LENGTH] + "=="))
    except ValueError:
        return None
    if not vault.verify(_signed(visit_id), token[_ID_LENGTH:]):
        return None
    found = await session.execute(
        select(Visit, Member)
        .join(Member, Member.id == Visit.member_id)
        .where(Visit.id == visit_id)
        .execution_options(**ACROSS_WORKSPACES)  # the signed link is what names the workspace
    )
    row = found.one_or_none()
    return row.Visit if row is not None and may(row.Member, Right.PAGES) else None


def _signed(visit_id: UUID) -> str:
    return f"dashboard link {visit_id}"
