"""A checked delivery becomes rows, one for each account it is about; whatever comes of it is worked on later.

Meta repeats what is not answered soon, for 36 hours, in any order, and may repeat what was answered.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account, AccountStatus
from core.callbacks.model import Delivery
from core.callbacks.webhooks import Change
from core.tenancy import ACROSS_WORKSPACES

FIELDS = ("comments", "mentions", "story_insights")
"""What we do something about; anything else is let go."""
KEPT = timedelta(days=3)


async def receive(session: AsyncSession, changes: Iterable[Change], now: datetime) -> int:
    """Store what is new and about a connected account, and ring for it; returns how many rows were added."""
    known = [change for change in changes if change.field in FIELDS]
    accounts = await _accounts(session, {change.instagram_id for change in known})
    added = 0
    for account in accounts:
        mine = [change for change in known if change.instagram_id == account.instagram_id]
        if new := await _store(session, account, mine, now):
            tasks.handle_deliveries.enqueue(session, account.workspace_id, account.id)
            added += new
    return added


async def _accounts(session: AsyncSession, instagram_ids: set[str]) -> list[Account]:
    """The same Instagram account may be connected in several workspaces; each gets its own rows."""
    found = await session.execute(
        select(Account)
        .where(Account.instagram_id.in_(instagram_ids), Account.status != AccountStatus.DISCONNECTED)
        .execution_options(**ACROSS_WORKSPACES)
    )
    return list(found.scalars())


async def _store(session: AsyncSession, account: Account, changes: Iterable[Change], now: datetime) -> int:
    by_key = {key_of(change): change for change in changes}
    seen = await session.execute(
        select(Delivery.key).where(
            Delivery.workspace_id == account.workspace_id,
            Delivery.account_id == account.id,
            Delivery.key.in_(by_key),
        )
    )
    for key in seen.scalars():
        del by_key[key]
    rows = [_row(account, key, change, now) for key, change in by_key.items()]
    if await _add(session, rows):
        return len(rows)
    # One of them came twice at the same moment: find out which.
    return sum([await _add(session, [_row(account, key, change, now)]) for key, change in by_key.items()])


def _row(account: Account, key: str, change: Change, now: datetime) -> Delivery:
    return Delivery(
        id=uuid4(),
        workspace_id=account.workspace_id,
        account_id=account.id,
        field=change.field,
        key=key,
        value=_storable(change.value),
        happened_at=change.at,
        received_at=now,
    )


async def _add(session: AsyncSession, rows: Sequence[Delivery]) -> bool:
    try:
        async with session.begin_nested():
            session.add_all(rows)
    except IntegrityError:
        return False
    return True


def key_of(change: Change) -> str:
    """What makes two deliveries the same: a comment's id, or else what was said, about what and when."""
    value = change.value
    comment = value.get("comment_id") or (value.get("id") if change.field == "comments" else None)
    about: tuple[Any, ...] = (change.field, str(comment))
    if not comment:
        about = (change.field, str(value.get("media_id")), change.at.isoformat(), json.dumps(value, sort_keys=True))
    return hashlib.sha256("|".join(about).encode()).hexdigest()


def _storable(value: Any) -> Any:
    """Strangers may write what no database takes: halves of characters, and the character nought."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    if isinstance(value, Mapping):
        return {_storable(str(key)): _storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_storable(inner) for inner in value]
    return value


async def forget_deliveries(session: AsyncSession, now: datetime) -> None:
    """After three days nothing is repeated any more."""
    await session.execute(
        delete(Delivery)
        .where(Delivery.received_at < now - KEPT, Delivery.handled_at.is_not(None))
        .execution_options(**ACROSS_WORKSPACES)
    )
