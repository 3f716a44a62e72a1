"""Seal stored tokens anew with the newest key, while workers go on using and renewing them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from core.accounts.model import Account, token_place
from core.database import Database, touched
from core.errors import SettingsProblem
from core.ports.vault import Vault
from core.tenancy import ACROSS_WORKSPACES

PASSES = 5
"""A token that a worker renewed between our look and our write is looked at again, so often."""


@dataclass(frozen=True)
class Resealed:
    """How many were sealed anew, which accounts' tokens no key of the ring opens, which keys are still needed."""

    count: int
    unopened: tuple[str, ...]
    needed: frozenset[str]


@dataclass(frozen=True)
class _Sealed:
    id: UUID
    workspace_id: UUID
    username: str
    text: str


async def reseal_tokens(db: Database, vault: Vault) -> Resealed:
    """One token, one short transaction: it may be stopped anywhere and begun again."""
    count = 0
    for _ in range(PASSES):
        stale = [found for found in await _stored(db) if _is_stale(found, vault)]
        if not stale:
            break
        for found in stale:
            count += await _reseal(db, vault, found)
    stored = await _stored(db)
    readable = [found for found in stored if _opened(found, vault) is not None]
    return Resealed(
        count=count,
        unopened=tuple(found.username for found in stored if found not in readable),
        needed=frozenset(vault.key_of(found.text) for found in readable),
    )


async def _stored(db: Database) -> list[_Sealed]:
    async with db.reading() as session:
        found = await session.execute(
            select(Account.id, Account.workspace_id, Account.username, Account.token_sealed)
            .where(Account.token_sealed.is_not(None))
            .order_by(Account.id)
            .execution_options(**ACROSS_WORKSPACES)
        )
        return [_Sealed(row[0], row[1], row[2], row[3] or "") for row in found]


def _is_stale(found: _Sealed, vault: Vault) -> bool:
    return _opened(found, vault) is not None and not vault.sealed_with_newest(found.text)


def _opened(found: _Sealed, vault: Vault) -> str | None:
    try:
        return vault.open(found.text, token_place(found.id, found.workspace_id))
    except SettingsProblem:
        return None


async def _reseal(db: Database, vault: Vault, found: _Sealed) -> int:
    """1, or 0 when somebody put another token there since we looked: theirs stays."""
    secret = _opened(found, vault)
    if secret is None:
        return 0
    sealed = vault.seal(secret, token_place(found.id, found.workspace_id))
    async with db.transaction() as session:
        done = await session.execute(
            update(Account)
            .where(
                Account.workspace_id == found.workspace_id,
                Account.id == found.id,
                Account.token_sealed == found.text,
            )
            .values(token_sealed=sealed)
            .execution_options(synchronize_session=False)
        )
    return touched(done)
