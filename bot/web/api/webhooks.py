"""Where news of posts are sent: addresses, made and ended by owners, and what was delivered there."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from bot.retold import retold
from bot.web.api import shapes
from bot.web.api.paging import page_of
from bot.web.api.routing import ONCE, USUAL_LIMIT, Asks, Cursor, Limit, router
from core.webhooks.endpoints import enable_endpoint, end_endpoint, endpoints_of, get_endpoint, make_endpoint
from core.webhooks.model import News, WebhookDelivery, WebhookEndpoint

webhooks = router("webhooks")


class CreateWebhook(shapes.Shape):
    """An address that begins with https://, on the public net, and what it wants to hear."""

    url: Annotated[shapes.Words, Field(min_length=1, max_length=500, examples=["https://example.com/rite"])]
    news: Annotated[list[News], Field(min_length=1, max_length=len(News))] = Field(default_factory=lambda: list(News))


class Webhook(shapes.Shape):
    """An address that hears of posts. `disabled_at`: it took nothing for days, and nothing more is sent."""

    id: UUID
    url: str
    news: list[News]
    failing_since: datetime | None
    disabled_at: datetime | None
    created_at: datetime


class NewWebhook(Webhook):
    """With the secret it is signed with, this one time."""

    secret: str


class Delivery(shapes.Shape):
    """One piece of news. Its id is the `webhook-id` of every attempt."""

    id: UUID
    news: News
    attempts: int
    status: int | None = Field(description="What the receiver answered last.")
    answer: str = Field(description="Why it was not taken.")
    delivered_at: datetime | None
    next_at: datetime | None = Field(description="When it is tried again; null once it was taken or given up.")
    created_at: datetime


@webhooks.get("/webhooks", operation_id="listWebhooks")
async def list_webhooks(asks: Asks) -> list[Webhook]:
    """The team's webhooks, the oldest first."""
    found = await asks.read(lambda session: endpoints_of(session, asks.holder.member))
    return [_shown(one) for one in found]


@webhooks.post("/webhooks", operation_id="createWebhook", status_code=201, dependencies=ONCE, response_model=NewWebhook)
async def create_webhook(asks: Asks, body: CreateWebhook) -> Response:
    """News are posted there as JSON, signed by Standard Webhooks, and tried again for days."""
    asks.services.sender.check(body.url)

    async def make(session: AsyncSession) -> NewWebhook:
        member, now = asks.holder.member, asks.services.clock.now()
        made, secret = await make_endpoint(session, member, asks.services.vault, body.url, body.news, now)
        return NewWebhook(**_shown(made).model_dump(), secret=secret)

    return await asks.once(make, 201)


@webhooks.post("/webhooks/{webhook_id}/enable", operation_id="enableWebhook", dependencies=ONCE, response_model=Webhook)
async def enable_webhook(asks: Asks, webhook_id: UUID) -> Response:
    """It hears again of what happens from now on."""

    async def enable(session: AsyncSession) -> Webhook:
        return _shown(await enable_endpoint(session, asks.holder.member, webhook_id))

    return await asks.once(enable)


@webhooks.delete("/webhooks/{webhook_id}", operation_id="endWebhook", dependencies=ONCE, response_model=Webhook)
async def end_webhook(asks: Asks, webhook_id: UUID) -> Response:
    """It hears of nothing any more; answered with what it was."""

    async def end(session: AsyncSession) -> Webhook:
        return _shown(await end_endpoint(session, asks.holder.member, webhook_id))

    return await asks.once(end)


@webhooks.get("/webhooks/{webhook_id}/deliveries", operation_id="listDeliveries")
async def list_deliveries(
    asks: Asks, webhook_id: UUID, cursor: Cursor = "", limit: Limit = USUAL_LIMIT
) -> shapes.Page[Delivery]:
    """What was sent there within a month, the oldest first, and how that went."""

    async def look(session: AsyncSession) -> shapes.Page[Delivery]:
        endpoint = await get_endpoint(session, asks.holder.member, webhook_id)
        query = select(WebhookDelivery).where(
            WebhookDelivery.workspace_id == asks.workspace_id, WebhookDelivery.endpoint_id == endpoint.id
        )
        rows, following = await page_of(session, query, WebhookDelivery.created_at, WebhookDelivery.id, cursor, limit)
        return shapes.Page(items=[_delivery(row.WebhookDelivery) for row in rows], next=following)

    return await asks.read(look)


def _shown(one: WebhookEndpoint) -> Webhook:
    return Webhook(
        id=one.id,
        url=one.url,
        news=[News(name) for name in one.news],
        failing_since=one.failing_since,
        disabled_at=one.disabled_at,
        created_at=one.created_at,
    )


def _delivery(one: WebhookDelivery) -> Delivery:
    return Delivery(
        id=one.id,
        news=one.news,
        attempts=one.attempt,
        status=one.status,
        answer=retold(one.answer),
        delivered_at=one.delivered_at,
        next_at=one.next_at,
        created_at=one.created_at,
    )
