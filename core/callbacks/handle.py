"""What follows from deliveries, in the order in which it happened, once each."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account
from core.accounts.queries import get_account
from core.callbacks.comments import add_comment, add_mention, tell_comments
from core.callbacks.model import Delivery
from core.callbacks.posts import post_of
from core.insights.collect import add_reading
from core.ports.parts import Parts
from core.posts.queries import latest_metrics

AT_ONCE = 50

Deed = Callable[[AsyncSession, Account, Delivery], Awaitable[None]]


async def handle_deliveries(parts: Parts, workspace_id: UUID, account_id: UUID) -> None:
    """Work on what waits for one account and tell of it; rings again when there is more than fits at once."""
    async with parts.db.transaction() as session:
        account = await get_account(session, workspace_id, account_id)
        found = await session.execute(
            select(Delivery)
            .where(
                Delivery.workspace_id == workspace_id,
                Delivery.account_id == account_id,
                Delivery.handled_at.is_(None),
            )
            .order_by(Delivery.happened_at, Delivery.received_at, Delivery.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        rows = found.scalars().all()
        for row in rows:
            await DEEDS[row.field](session, account, row)
            row.value, row.handled_at = {}, parts.clock.now()
        await session.flush()
        await tell_comments(session, account, parts.clock.now())
        if len(rows) == AT_ONCE:
            tasks.handle_deliveries.enqueue(session, workspace_id, account_id)


async def _story_ended(session: AsyncSession, account: Account, delivery: Delivery) -> None:
    """The last numbers of a story, told when it is over. Below five Instagram says -1, which means unknown."""
    post = await post_of(session, account, delivery.value.get("media_id"))
    told = {name: value for name, value in delivery.value.items() if name != "media_id" and _is_number(value)}
    if post is not None and told:
        before = await latest_metrics(session, post)
        await add_reading(session, post, {**before, **told}, delivery.happened_at)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


DEEDS: Mapping[str, Deed] = {
    "comments": add_comment,
    "mentions": add_mention,
    "story_insights": _story_ended,
}
