"""Make a token, show it once, end it; whose are there."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.api_tokens.model import ApiToken, Scope
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.database import touched
from core.errors import InvalidAnswer, NotFound, NotNow
from core.notices.model import Conversation
from core.workspaces.members import token_hash
from core.workspaces.model import Member

PREFIX = "rite_"
MOST = 20
"""Of one member; whoever needs more has forgotten what for."""
LONGEST = timedelta(days=366)
GONE = "That token is not there any more."
SHOWN = "That token was shown already, and nobody keeps it. End it and make a new one."


async def make_token(
    session: AsyncSession,
    member: Member,
    conversation: Conversation,
    name: str,
    scopes: Collection[Scope],
    lasts: timedelta,
    now: datetime,
) -> ApiToken:
    """A token that waits to be shown. Reading belongs to every one. Raises NotAllowed, InvalidAnswer, NotNow."""
    check(member, Right.API_TOKENS, own=True)
    if not name.strip():
        raise InvalidAnswer("What is the token for? Give it a name.", field="name")
    if not timedelta() < lasts <= LONGEST:
        raise InvalidAnswer("A token lasts for up to a year.", field="days")
    if len(await tokens_of(session, member, now)) >= MOST:
        raise NotNow(f"You have {MOST} tokens. End one that nobody uses.")
    token = ApiToken(
        id=uuid4(),
        workspace_id=member.workspace_id,
        member_id=member.id,
        conversation_id=conversation.id,
        name=name.strip()[:60],
        scopes=[scope.value for scope in Scope if scope in scopes or scope is Scope.READ],
        expires_at=now + lasts,
        created_at=now,
    )
    session.add(token)
    await session.flush()
    audit(session, member, Deed.OPENED_API, about=token.id, name=token.name, scopes=", ".join(token.scopes))
    return token


async def show_token(session: AsyncSession, member: Member, token_id: UUID, now: datetime) -> tuple[ApiToken, str]:
    """The token itself, this one time: from now on it works. Raises NotFound, NotNow."""
    token = await _own(session, member, token_id, now)
    secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
    shown = await session.execute(
        update(ApiToken)
        .where(ApiToken.workspace_id == member.workspace_id, ApiToken.id == token.id, ApiToken.token_hash.is_(None))
        .values(token_hash=token_hash(secret))
        .execution_options(synchronize_session=False)
    )
    if not touched(shown):
        raise NotNow(SHOWN)
    await session.refresh(token)
    return token, secret


async def end_token(session: AsyncSession, member: Member, token_id: UUID, now: datetime) -> ApiToken:
    """It opens nothing from the next request on. Raises NotFound."""
    token = await _own(session, member, token_id, now)
    token.revoked_at = now
    audit(session, member, Deed.CLOSED_API, about=token.id, name=token.name)
    return token


async def tokens_of(session: AsyncSession, member: Member, now: datetime) -> Sequence[ApiToken]:
    """Those of theirs that are not over, the newest first."""
    found = await session.execute(
        select(ApiToken)
        .where(
            ApiToken.workspace_id == member.workspace_id,
            ApiToken.member_id == member.id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
        )
        .order_by(ApiToken.created_at.desc(), ApiToken.id)
    )
    return found.scalars().all()


async def _own(session: AsyncSession, member: Member, token_id: UUID, now: datetime) -> ApiToken:
    check(member, Right.API_TOKENS, own=True)
    found = {token.id: token for token in await tokens_of(session, member, now)}
    if token_id not in found:
        raise NotFound(GONE)
    return found[token_id]
