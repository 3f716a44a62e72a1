"""Where a short link leads, and that somebody followed it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.dialects.sqlite import insert as insert_into_sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import NotFound
from core.events.model import Event
from core.links.model import LinkClicks, ShortLink
from core.links.tagged import tagged, utm
from core.tenancy import ACROSS_WORKSPACES

PATH = "/l"
Upsert = Callable[[type[LinkClicks]], PostgresqlInsert | SqliteInsert]
_INSERT: Mapping[str, Upsert] = {"postgresql": insert_into_postgresql, "sqlite": insert_into_sqlite}


@dataclass(frozen=True)
class Destination:
    """A shop's address with its tags, and the link that leads there."""

    link_id: UUID
    workspace_id: UUID
    address: str


def address_of(public_url: str, slug: str) -> str:
    return f"{public_url}{PATH}/{slug}"


async def destination_of(session: AsyncSession, slug: str, public_url: str) -> Destination:
    """Only ever what the event's own row says; nothing of the request goes in. Raises NotFound."""
    found = await session.execute(
        select(ShortLink, Event.ticket_link)
        .join(Event, Event.id == ShortLink.event_id)
        .where(ShortLink.slug == slug.casefold()[:16])
        .execution_options(**ACROSS_WORKSPACES)  # the link is what names the workspace
    )
    row = found.one_or_none()
    address = tagged(row.ticket_link, utm(row.ShortLink.tag, row.ShortLink.phase)) if row else ""
    if row is None or not address or address.startswith(f"{public_url}{PATH}/"):
        raise NotFound("This link leads nowhere.")
    return Destination(row.ShortLink.id, row.ShortLink.workspace_id, address)


async def count_click(session: AsyncSession, to: Destination, now: datetime) -> None:
    """One more in this hour's row, in one statement: two at once are both counted."""
    insert = _INSERT[session.get_bind().dialect.name]
    hour = now.replace(minute=0, second=0, microsecond=0)
    one = insert(LinkClicks).values(id=uuid4(), workspace_id=to.workspace_id, link_id=to.link_id, hour=hour, clicks=1)
    await session.execute(
        one.on_conflict_do_update(
            index_elements=[LinkClicks.link_id, LinkClicks.hour], set_={"clicks": LinkClicks.clicks + 1}
        )
    )
