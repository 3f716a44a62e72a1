"""Let a ticket shop in: its address, secret and token, made and renewed by owners and shown once."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotAllowed
from core.ports.vault import Vault
from core.telemetry.names import Tracked
from core.telemetry.track import track
from core.tenancy import ACROSS_WORKSPACES
from core.tickets.model import TicketShop, secret_place
from core.tickets.signing import UNSIGNED, hash_of
from core.workspaces.model import Member

PATH = "/tickets"


@dataclass(frozen=True)
class Entrance:
    """What somebody sets up in a ticket shop. The repr hides what is secret."""

    shop_id: UUID
    secret: str
    token: str

    def __repr__(self) -> str:
        return f"Entrance(shop_id={self.shop_id})"

    def address(self, public_url: str) -> str:
        return f"{public_url}{PATH}/{self.shop_id.hex}"


async def open_entrance(session: AsyncSession, member: Member, vault: Vault, now: datetime) -> Entrance:
    """A new secret and a new token at the workspace's address; the old ones end. Raises NotAllowed but for owners."""
    check(member, Right.TICKET_SHOP)
    shop = await shop_of(session, member.workspace_id)
    if shop is None:
        shop = TicketShop(id=uuid4(), workspace_id=member.workspace_id)
        session.add(shop)
        track(session, Tracked.TICKET_SHOP_CONNECTED, member.workspace_id, member.id)
    entrance = Entrance(shop.id, f"rts_{secrets.token_urlsafe(32)}", f"rtt_{secrets.token_urlsafe(32)}")
    shop.secret_sealed = vault.seal(entrance.secret, secret_place(shop.id, shop.workspace_id))
    shop.token_hash = hash_of(entrance.token)
    shop.made_by_id = member.id
    shop.made_at = now
    audit(session, member, Deed.OPENED_SHOP, about=shop.id)
    await session.flush()
    return entrance


async def shop_of(session: AsyncSession, workspace_id: UUID) -> TicketShop | None:
    found = await session.execute(select(TicketShop).where(TicketShop.workspace_id == workspace_id))
    return found.scalar_one_or_none()


async def shop_at(session: AsyncSession, address: str) -> TicketShop:
    """Whose address this is: it is what names the workspace. Raises NotAllowed, as for a wrong signature."""
    try:
        shop_id = UUID(hex=address)
    except ValueError as error:
        raise NotAllowed(UNSIGNED) from error
    found = await session.execute(
        select(TicketShop).where(TicketShop.id == shop_id).execution_options(**ACROSS_WORKSPACES)
    )
    shop = found.scalar_one_or_none()
    if shop is None:
        raise NotAllowed(UNSIGNED)
    return shop
