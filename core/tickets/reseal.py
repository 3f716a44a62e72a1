"""Seal the secrets of ticket shops anew with the newest key."""

from dataclasses import dataclass

from sqlalchemy import select, update

from core.database import Database, touched
from core.errors import SettingsProblem
from core.ports.vault import Vault
from core.tenancy import ACROSS_WORKSPACES
from core.tickets.model import TicketShop, secret_place


@dataclass(frozen=True)
class ResealedShops:
    """How many were sealed anew, for how many no key is there any more, which keys the others need now."""

    count: int
    unopened: int
    needed: frozenset[str]


async def reseal_shops(db: Database, vault: Vault) -> ResealedShops:
    """One secret, one short transaction; one that somebody renews meanwhile is sealed with the newest key anyway."""
    count, unopened, needed = 0, 0, set[str]()
    async with db.reading() as session:
        found = await session.execute(select(TicketShop).order_by(TicketShop.id).execution_options(**ACROSS_WORKSPACES))
        shops = found.scalars().all()
    for shop in shops:
        place = secret_place(shop.id, shop.workspace_id)
        try:
            secret = vault.open(shop.secret_sealed, place)
        except SettingsProblem:
            unopened += 1
            continue
        sealed = shop.secret_sealed
        if not vault.sealed_with_newest(sealed):
            sealed = vault.seal(secret, place)
            async with db.transaction() as session:
                count += touched(
                    await session.execute(
                        update(TicketShop)
                        .where(
                            TicketShop.workspace_id == shop.workspace_id,
                            TicketShop.id == shop.id,
                            TicketShop.secret_sealed == shop.secret_sealed,
                        )
                        .values(secret_sealed=sealed)
                        .execution_options(synchronize_session=False)
                    )
                )
        needed.add(vault.key_of(sealed))
    return ResealedShops(count, unopened, frozenset(needed))
