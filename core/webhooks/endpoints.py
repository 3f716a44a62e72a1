"""Endpoints: made, listed, switched on again, ended. All of it is for owners."""

import base64
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotFound, NotNow
from core.ports.vault import Vault
from core.webhooks.model import News, WebhookEndpoint, secret_place
from core.workspaces.model import Member

MOST = 10


async def make_endpoint(
    session: AsyncSession, member: Member, vault: Vault, url: str, news: Collection[News], now: datetime
) -> tuple[WebhookEndpoint, str]:
    """An endpoint and its secret, shown this one time. Raises NotAllowed, NotNow."""
    check(member, Right.WEBHOOKS)
    if len(await endpoints_of(session, member)) >= MOST:
        raise NotNow(f"A team has up to {MOST} webhooks. End one first.")
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
    endpoint = WebhookEndpoint(
        id=(endpoint_id := uuid4()),
        workspace_id=member.workspace_id,
        url=url,
        news=[one.value for one in News if one in news],
        secret_sealed=vault.seal(secret, secret_place(endpoint_id, member.workspace_id)),
        made_by_id=member.id,
        created_at=now,
    )
    session.add(endpoint)
    await session.flush()
    audit(session, member, Deed.OPENED_WEBHOOK, about=endpoint.id, url=url, news=", ".join(endpoint.news))
    return endpoint, secret


async def endpoints_of(session: AsyncSession, member: Member) -> Sequence[WebhookEndpoint]:
    """The oldest first. Raises NotAllowed."""
    check(member, Right.WEBHOOKS)
    found = await session.execute(
        select(WebhookEndpoint)
        .where(WebhookEndpoint.workspace_id == member.workspace_id)
        .order_by(WebhookEndpoint.created_at, WebhookEndpoint.id)
    )
    return found.scalars().all()


async def get_endpoint(session: AsyncSession, member: Member, endpoint_id: UUID) -> WebhookEndpoint:
    """Raises NotAllowed, NotFound."""
    found = {one.id: one for one in await endpoints_of(session, member)}
    if endpoint_id not in found:
        raise NotFound("That webhook is not here any more.")
    return found[endpoint_id]


async def enable_endpoint(session: AsyncSession, member: Member, endpoint_id: UUID) -> WebhookEndpoint:
    """It hears again of what happens from now on. Raises NotFound."""
    endpoint = await get_endpoint(session, member, endpoint_id)
    endpoint.disabled_at = endpoint.failing_since = None
    audit(session, member, Deed.CHANGED_WEBHOOK, about=endpoint.id, url=endpoint.url)
    return endpoint


async def end_endpoint(session: AsyncSession, member: Member, endpoint_id: UUID) -> WebhookEndpoint:
    """It hears of nothing any more, and what was sent there is forgotten. Raises NotFound."""
    endpoint = await get_endpoint(session, member, endpoint_id)
    await session.delete(endpoint)
    audit(session, member, Deed.ENDED_WEBHOOK, about=endpoint.id, url=endpoint.url)
    return endpoint
