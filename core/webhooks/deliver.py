"""Send one delivery: claimed, sent outside any transaction, and what came of it written down."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import touched
from core.notices.model import Trouble
from core.notices.notify import tell_trouble
from core.notices.owners import places_of_owners
from core.ports.parts import Parts
from core.ports.sender import NotTaken
from core.webhooks.model import WebhookDelivery, WebhookEndpoint, secret_place
from core.webhooks.schedule import GIVEN_UP_AFTER, RUNG_AGAIN_AFTER, WAITS

GONE = 410
"""The receiver says that it wants no more."""


@dataclass(frozen=True)
class _Sent:
    """status: None where nothing answered; why: "" where it was taken."""

    status: int | None
    why: str


async def deliver(parts: Parts, workspace_id: UUID, delivery_id: UUID, attempt: int) -> None:
    """The attempt after so many; quiet when somebody else makes it, or its endpoint is off."""
    async with parts.db.transaction() as session:
        found = await _claimed(session, workspace_id, delivery_id, attempt, parts.clock.now())
    if found is None:
        return
    delivery, endpoint = found
    secret = parts.vault.open(endpoint.secret_sealed, secret_place(endpoint.id, workspace_id))
    try:
        status = await parts.sender.send(endpoint.url, secret, str(delivery.id), parts.clock.now(), delivery.body)
        sent = _Sent(status, "" if 200 <= status < 300 else f"It answered with {status}.")
    except NotTaken as error:
        sent = _Sent(None, error.message)
    async with parts.db.transaction() as session:
        await _write_down(session, workspace_id, delivery_id, endpoint.id, sent, parts.clock.now())


async def _claimed(
    session: AsyncSession, workspace_id: UUID, delivery_id: UUID, attempt: int, now: datetime
) -> tuple[WebhookDelivery, WebhookEndpoint] | None:
    claimed = await session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.workspace_id == workspace_id,
            WebhookDelivery.id == delivery_id,
            WebhookDelivery.attempt == attempt,
            WebhookDelivery.next_at.is_not(None),
        )
        .values(attempt=attempt + 1, next_at=now + RUNG_AGAIN_AFTER)
        .execution_options(synchronize_session=False)
    )
    if not touched(claimed):
        return None
    found = await session.execute(
        select(WebhookDelivery, WebhookEndpoint)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(WebhookDelivery.workspace_id == workspace_id, WebhookDelivery.id == delivery_id)
    )
    delivery, endpoint = found.one()
    if endpoint.disabled_at is not None:
        delivery.next_at = None
        return None
    return delivery, endpoint


async def _write_down(
    session: AsyncSession, workspace_id: UUID, delivery_id: UUID, endpoint_id: UUID, sent: _Sent, now: datetime
) -> None:
    """Nothing where both were ended meanwhile."""
    found = await session.execute(
        select(WebhookDelivery, WebhookEndpoint)
        .join(WebhookEndpoint, WebhookEndpoint.id == WebhookDelivery.endpoint_id)
        .where(WebhookDelivery.workspace_id == workspace_id, WebhookDelivery.id == delivery_id)
        .with_for_update()
    )
    row = found.one_or_none()
    if row is None:
        return
    delivery, endpoint = row
    delivery.status, delivery.answer = sent.status, sent.why[:300]
    if not sent.why:
        delivery.delivered_at, delivery.next_at = now, None
        endpoint.failing_since = None
        return
    delivery.next_at = now + WAITS[delivery.attempt - 1] if delivery.attempt <= len(WAITS) else None
    endpoint.failing_since = endpoint.failing_since or now
    if endpoint.disabled_at is None and (sent.status == GONE or now - endpoint.failing_since >= GIVEN_UP_AFTER):
        await _switch_off(session, endpoint, sent.why, now)


async def _switch_off(session: AsyncSession, endpoint: WebhookEndpoint, why: str, now: datetime) -> None:
    """Nothing more is sent there until an owner switches it on again; they are told."""
    endpoint.disabled_at = now
    host = urlsplit(endpoint.url).hostname or ""
    for place in await places_of_owners(session, endpoint.workspace_id):
        tell_trouble(session, endpoint.workspace_id, place, Trouble.WEBHOOK, why, subject_id=endpoint.id, about=host)
