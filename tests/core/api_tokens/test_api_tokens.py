"""Tokens for programs: shown once, kept as hashes, never stronger than their member; requests that are done once."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from publishing_machine import Machine
from sqlalchemy import select

from core.api_tokens.issue import MOST, end_token, make_token, show_token, tokens_of
from core.api_tokens.model import ApiRequest, ApiToken, Scope
from core.api_tokens.once import KEPT, TAKEN_OVER_AFTER, Claim, InHand, OtherRequest, claim, let_go, store
from core.api_tokens.use import Holder, holder_of, is_to_be_noted, note_use
from core.audit.model import AuditEntry, Deed
from core.errors import Busy, InvalidAnswer, NotFound, NotNow
from core.notices.notify import get_conversation
from core.privacy.retention import forget_spent
from core.workspaces.leaving import change_role, remove_member
from core.workspaces.model import Member, Role

MONTH = timedelta(days=30)
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def made(machine: Machine, member: Member, *scopes: Scope) -> tuple[ApiToken, str]:
    async with machine.services.db.transaction() as session:
        place = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        now = machine.clock.now()
        token = await make_token(session, member, place, "Box office", scopes, MONTH, now)
        return await show_token(session, member, token.id, now)


async def opens(machine: Machine, secret: str) -> Holder | None:
    async with machine.services.db.reading() as session:
        return await holder_of(session, secret, machine.clock.now())


async def test_a_token_is_shown_once_and_opens_until_it_is_ended_or_over(machine: Machine) -> None:
    token, secret = await made(machine, machine.team.cy, Scope.WRITE)
    assert secret.startswith("rite_")
    assert token.token_hash is not None
    assert token.scopes == ["read", "write"]
    holder = await opens(machine, secret)
    assert holder is not None
    assert (holder.member.name, holder.workspace.id) == ("Cy", machine.team.workspace_id)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotNow, match="shown already"):
            await show_token(session, machine.team.cy, token.id, machine.clock.now())
        with pytest.raises(NotFound):  # somebody else's
            await end_token(session, machine.team.ada, token.id, machine.clock.now())
    for other in ("", "rite_", secret[:-1], secret.removeprefix("rite_"), "rite_" + "ä" * 40, secret * 3):
        assert await opens(machine, other) is None
    _, another = await made(machine, machine.team.cy)
    async with machine.services.db.transaction() as session:
        assert is_to_be_noted(token, machine.clock.now())
        await note_use(session, token, machine.clock.now())
        await end_token(session, machine.team.cy, token.id, machine.clock.now())
    assert await opens(machine, secret) is None
    machine.clock.move_to(machine.clock.now() + MONTH)
    assert await opens(machine, another) is None
    async with machine.services.db.reading() as session:
        assert await tokens_of(session, machine.team.cy, machine.clock.now()) == []
        rows = (
            (
                await session.execute(
                    select(AuditEntry.what)
                    .where(AuditEntry.member_id == machine.team.cy.id)
                    .where(AuditEntry.workspace_id == machine.team.workspace_id)
                )
            )
            .scalars()
            .all()
        )
    assert sorted(one.value for one in rows) == ["closed_api", "opened_api", "opened_api"]
    assert Deed.OPENED_API in rows


@ON_SQLITE
async def test_a_token_follows_its_member_and_dies_with_the_membership(machine: Machine) -> None:
    _, secret = await made(machine, machine.team.ben, *Scope)
    async with machine.services.db.transaction() as session:
        await change_role(session, machine.team.ada, machine.team.ben.id, Role.GUEST)
    holder = await opens(machine, secret)
    assert holder is not None
    assert holder.member.role is Role.GUEST
    async with machine.services.db.transaction() as session:
        person = await remove_member(session, machine.team.ada, machine.team.ben.id)
    assert await opens(machine, secret) is None
    async with machine.services.db.transaction() as session:
        session.add(person)
        person.active = True  # a new link lets them in again, and brings no token back
    assert await opens(machine, secret) is None


@ON_SQLITE
async def test_what_a_token_needs(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        place = await get_conversation(session, machine.team.workspace_id, machine.team.conversation_id)
        now, cy = machine.clock.now(), machine.team.cy
        for name, lasts in ((" ", MONTH), ("a", timedelta()), ("a", timedelta(days=400))):
            with pytest.raises(InvalidAnswer):
                await make_token(session, cy, place, name, (), lasts, now)
        for _ in range(MOST):
            await make_token(session, cy, place, "a", (), MONTH, now)
        with pytest.raises(NotNow):
            await make_token(session, cy, place, "a", (), MONTH, now)


async def test_a_request_is_done_once_whatever_happens_in_between(machine: Machine) -> None:
    """On both databases: two at once, another body, a process that died, one that comes back late."""
    token, _ = await made(machine, machine.team.cy)
    db, vault = machine.services.db, machine.services.vault

    async def ask(body: str = "a") -> Claim:
        return await claim(db, vault, token, "key", body, machine.clock.now())

    both = await asyncio.gather(ask(), ask(), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["Claim", "InHand"]
    first = next(one for one in both if isinstance(one, Claim))
    with pytest.raises(OtherRequest):
        await ask("b")
    await let_go(db, first)  # it went wrong, and nothing was done
    dead = await ask()
    assert dead.answered is None
    machine.clock.move_to(machine.clock.now() + TAKEN_OVER_AFTER)
    second = await ask()
    with pytest.raises(InHand):
        await ask()
    async with db.transaction() as session:
        await store(session, vault, second, 201, '{"secret": "whsec_x"}')
    with pytest.raises(Busy):  # so late that another has done it: its transaction is undone
        async with db.transaction() as session:
            await store(session, vault, dead, 201, "{}")
    await let_go(db, dead)
    assert (await ask()).answered == (201, '{"secret": "whsec_x"}')
    with pytest.raises(OtherRequest):
        await ask("b")
    async with db.reading() as session:
        found = await session.execute(select(ApiRequest).where(ApiRequest.workspace_id == token.workspace_id))
        row = found.scalar_one()
        assert "whsec" not in str(row.answer_sealed)
    machine.clock.move_to(machine.clock.now() + KEPT)
    async with db.transaction() as session:
        await forget_spent(session, machine.clock.now() + timedelta(seconds=1))
    assert (await claim(db, vault, token, "key", "b", machine.clock.now())).answered is None
    assert (await claim(db, vault, token, str(uuid4()), "b", machine.clock.now())).answered is None
