"""Tokens are sealed with a new key while everything runs; nothing is lost when that is stopped or disturbed."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from builders import USERNAME
from publishing_machine import Machine
from signing_in import HALLE, account, sign_in
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import access_to, accounts
from core.accounts.reseal import reseal_tokens
from core.adapters.key_ring import Key, KeyRing
from core.adapters.vault import KeyRingVault
from core.database import Database

OLD, NEW = Key("k1", b"\0" * 32), Key("k2", b"n" * 32)
"""k1 is what the tests' settings seal with."""
ROTATED = KeyRingVault(KeyRing((NEW, OLD)))


class Disturbed(Database):
    """Somebody else does something just before the first write."""

    def __init__(self, db: Database, before: Callable[[], Awaitable[None]]) -> None:
        self._db, self._before, self._disturbed = db, before, False
        self.reading = db.reading  # type: ignore[method-assign]  # the same database, read as before

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        if not self._disturbed:
            self._disturbed = True
            await self._before()
        async with self._db.transaction() as session:
            yield session


async def tokens(machine: Machine, vault: KeyRingVault) -> list[str]:
    async with machine.services.db.reading() as session:
        return [access_to(one, vault).token for one in await accounts(session, machine.team.workspace_id)]


async def test_every_token_is_sealed_with_the_newest_key_and_opens_as_before(machine: Machine) -> None:
    await sign_in(machine, HALLE)
    before = await tokens(machine, ROTATED)

    done = await reseal_tokens(machine.services.db, ROTATED)

    assert (done.count, done.unopened, done.needed) == (2, (), {"k2"})
    assert await tokens(machine, KeyRingVault(KeyRing((NEW,)))) == before
    assert (await reseal_tokens(machine.services.db, ROTATED)).count == 0


async def test_a_token_renewed_meanwhile_is_kept_and_sealed_in_its_turn(machine: Machine) -> None:
    async def renewed() -> None:
        async with machine.services.db.transaction() as session:
            for one in await accounts(session, machine.team.workspace_id):
                one.token_sealed = machine.services.vault.seal("IGAA-renewed", one.token_place)

    done = await reseal_tokens(Disturbed(machine.services.db, renewed), ROTATED)

    assert (done.count, done.needed) == (1, {"k2"})
    assert await tokens(machine, ROTATED) == ["IGAA-renewed"]


async def test_a_token_given_up_meanwhile_stays_gone(machine: Machine) -> None:
    async def gone() -> None:
        async with machine.services.db.transaction() as session:
            for one in await accounts(session, machine.team.workspace_id):
                one.token_sealed = None

    done = await reseal_tokens(Disturbed(machine.services.db, gone), ROTATED)

    assert (done.count, done.needed) == (0, frozenset())
    assert (await account(machine)).token_sealed is None


async def test_a_token_no_key_opens_is_named_and_the_others_are_done(machine: Machine) -> None:
    (halle,) = await sign_in(machine, HALLE)
    lost = KeyRingVault(KeyRing((Key("k0", b"0" * 32),)))
    async with machine.services.db.transaction() as session:
        for one in await accounts(session, machine.team.workspace_id):
            if one.id == halle.id:
                one.token_sealed = lost.seal("IGAA", one.token_place)

    done = await reseal_tokens(machine.services.db, ROTATED)

    assert (done.count, done.unopened, done.needed) == (1, (HALLE,), {"k2"})
    assert access_to(await account(machine), ROTATED).instagram_id
    assert USERNAME not in done.unopened
