"""Who asks with a token, as they are now: whoever left the team or lost a right has lost it here, too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.api_tokens.issue import PREFIX
from core.api_tokens.model import ApiToken
from core.notices.model import Conversation
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import token_hash
from core.workspaces.model import Identity, Member, Workspace

NOTED_EVERY = timedelta(minutes=1)
LONGEST = 100


@dataclass(frozen=True)
class Holder:
    """A token that opens something now, and whom it acts for."""

    token: ApiToken
    member: Member
    workspace: Workspace
    conversation: Conversation
    known_as: str
    """Who they are on the platform of the conversation."""


async def holder_of(session: AsyncSession, secret: str, now: datetime) -> Holder | None:
    """None for a made-up token, one that is over, and one whose member is not in the team any more."""
    if not secret.startswith(PREFIX) or len(secret) > LONGEST:
        return None
    known_as = (
        select(Identity.external_id)
        .where(
            Identity.workspace_id == ApiToken.workspace_id,
            Identity.member_id == ApiToken.member_id,
            Identity.platform == Conversation.platform,
        )
        .order_by(Identity.external_id)
        .limit(1)
        .scalar_subquery()
    )
    found = await session.execute(
        select(ApiToken, Member, Workspace, Conversation, known_as)
        .join(Member, Member.id == ApiToken.member_id)
        .join(Workspace, Workspace.id == ApiToken.workspace_id)
        .join(Conversation, Conversation.id == ApiToken.conversation_id)
        .where(
            ApiToken.token_hash == token_hash(secret),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
            Member.active,
        )
        .execution_options(**ACROSS_WORKSPACES)  # the token is what names the workspace
    )
    row = found.one_or_none()
    return Holder(row[0], row[1], row[2], row[3], row[4] or "") if row is not None else None


def is_to_be_noted(token: ApiToken, now: datetime) -> bool:
    return token.used_at is None or now - token.used_at >= NOTED_EVERY


async def note_use(session: AsyncSession, token: ApiToken, now: datetime) -> None:
    """That it was used, to the minute."""
    long_ago = or_(ApiToken.used_at.is_(None), ApiToken.used_at <= now - NOTED_EVERY)
    await session.execute(
        update(ApiToken)
        .where(ApiToken.workspace_id == token.workspace_id, ApiToken.id == token.id, long_ago)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
