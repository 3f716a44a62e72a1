"""Seal the secrets of a table anew with the newest key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from core.database import Database, touched
from core.errors import SettingsProblem
from core.ports.vault import Vault
from core.tenancy import ACROSS_WORKSPACES


@dataclass(frozen=True)
class ResealedSecrets:
    """How many were sealed anew, for how many no key is there any more, which keys the others need now."""

    count: int
    unopened: int
    needed: frozenset[str]


async def reseal_secrets(
    db: Database, vault: Vault, table: Any, place_of: Callable[[UUID, UUID], tuple[str, ...]]
) -> ResealedSecrets:
    """One secret, one short transaction; one that somebody renews meanwhile is sealed with the newest key anyway.

    table: a model with `id`, `workspace_id` and `secret_sealed`.
    """
    count, unopened, needed = 0, 0, set[str]()
    async with db.reading() as session:
        found = await session.execute(select(table).order_by(table.id).execution_options(**ACROSS_WORKSPACES))
        rows = found.scalars().all()
    for row in rows:
        place = place_of(row.id, row.workspace_id)
        try:
            secret = vault.open(row.secret_sealed, place)
        except SettingsProblem:
            unopened += 1
            continue
        sealed = row.secret_sealed
        if not vault.sealed_with_newest(sealed):
            sealed = vault.seal(secret, place)
            async with db.transaction() as session:
                count += touched(
                    await session.execute(
                        update(table)
                        .where(
                            table.workspace_id == row.workspace_id,
                            table.id == row.id,
                            table.secret_sealed == row.secret_sealed,
                        )
                        .values(secret_sealed=sealed)
                        .execution_options(synchronize_session=False)
                    )
                )
        needed.add(vault.key_of(sealed))
    return ResealedSecrets(count, unopened, frozenset(needed))
