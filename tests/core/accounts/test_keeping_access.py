"""Access is renewed, its end is told in time, and a failure never throws away what still works."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from builders import NOW, USERNAME
from publishing_machine import Machine
from signing_in import account, notices, sign_in

from core.accounts.disconnect import disconnect
from core.accounts.expire import mark_expired
from core.accounts.model import AccountStatus
from core.accounts.queries import access_to, get_account
from core.accounts.refresh import due_for_refresh, refresh_account
from core.accounts.warn import warn_of_ending_access
from core.errors import ReconnectNeeded, RiteError
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import get_conversation
from core.ports.access import Product
from core.ports.login import SignedIn, Token
from core.workspaces.members import get_member
from core.workspaces.model import Platform, Role

ENDS = NOW + timedelta(days=60)


async def look(machine: Machine, **before_the_end: float) -> list[int]:
    """The clock looks so long before access ends; returns for how many days it was told, all told."""
    machine.move_to(ENDS - timedelta(**before_the_end))
    async with machine.services.db.transaction() as session:
        await warn_of_ending_access(session, machine.clock.now())
    return [details["days_left"] for _, details in await notices(machine, NoticeKind.ACCOUNT)]


async def test_the_end_of_access_is_told_twice_before_it_comes_and_once_when_it_has(machine: Machine) -> None:
    assert await look(machine, days=10, minutes=1) == []
    assert await look(machine, days=10) == [10]
    assert await look(machine, days=9) == [10]
    assert await look(machine, days=3) == [10, 3]
    assert await look(machine, hours=1) == [10, 3]
    assert (await account(machine)).status is AccountStatus.CONNECTED
    assert await look(machine) == [10, 3, 0]
    assert await look(machine, hours=-1) == [10, 3, 0]
    assert (await account(machine)).status is AccountStatus.EXPIRED


async def test_a_clock_that_slept_says_the_nearer_warning_alone(machine: Machine) -> None:
    assert await look(machine, days=2) == [2]


async def test_after_signing_in_again_warnings_begin_anew(machine: Machine) -> None:
    await look(machine, days=3)
    await sign_in(machine, USERNAME)
    async with machine.services.db.transaction() as session:
        await warn_of_ending_access(session, machine.clock.now() + timedelta(days=50))
    assert [details["days_left"] for _, details in await notices(machine, NoticeKind.ACCOUNT)] == [3, 10]


async def test_a_pages_access_has_no_end_to_be_warned_of_and_is_not_renewed(machine: Machine) -> None:
    await sign_in(machine, USERNAME, product=Product.FACEBOOK)
    assert await look(machine, days=1) == []
    async with machine.services.db.reading() as session:
        assert await due_for_refresh(session, NOW + timedelta(days=90)) == []


# Who is told


async def add_place(machine: Machine, *, owner: UUID | None = None, follows: bool = False) -> UUID:
    async with machine.services.db.transaction() as session:
        place = Conversation(
            id=uuid4(),
            workspace_id=machine.team.workspace_id,
            platform=Platform.TELEGRAM,
            address=str(uuid4().int)[:12],
            direct=owner is not None,
            member_id=owner,
            follows=follows,
            created_at=NOW,
        )
        session.add(place)
    return place.id


async def told_in(machine: Machine) -> set[UUID]:
    await look(machine, days=3)
    return {place for place, _ in await notices(machine, NoticeKind.ACCOUNT)}


async def connected_in(machine: Machine, place: UUID, by: UUID) -> None:
    async with machine.services.db.transaction() as session:
        stored = await get_account(session, machine.team.workspace_id, machine.team.account_id)
        stored.connected_in_id, stored.connected_by_id = place, by


async def test_whoever_connected_it_is_told_where_they_did(machine: Machine) -> None:
    place = await add_place(machine)
    await add_place(machine, owner=machine.team.ada.id)
    await connected_in(machine, place, machine.team.ada.id)
    assert await told_in(machine) == {place}


async def test_where_we_may_not_speak_any_more_they_are_told_in_private(machine: Machine) -> None:
    place, private = await add_place(machine), await add_place(machine, owner=machine.team.ada.id)
    await connected_in(machine, place, machine.team.ada.id)
    async with machine.services.db.transaction() as session:
        (await get_conversation(session, machine.team.workspace_id, place)).reachable = False
    assert await told_in(machine) == {private}


async def test_who_may_no_longer_reconnect_is_passed_over_for_the_owners(machine: Machine) -> None:
    place = await add_place(machine, owner=machine.team.ben.id)
    owners = {await add_place(machine, owner=machine.team.ada.id), await add_place(machine, owner=machine.team.cy.id)}
    await connected_in(machine, place, machine.team.ben.id)
    async with machine.services.db.transaction() as session:
        (await get_member(session, machine.team.workspace_id, machine.team.cy.id)).role = Role.OWNER
    assert await told_in(machine) == owners


async def test_without_any_private_way_the_team_is_told(machine: Machine) -> None:
    await add_place(machine)
    assert await told_in(machine) == {machine.team.conversation_id}


# Renewing


@dataclass
class LoginThat:
    """A login whose renewal does something on its way."""

    on_refresh: Callable[[], Awaitable[Token]]
    scopes: tuple[str, ...] = ()
    shown: list[str] = field(default_factory=list)

    def authorize_url(self, state: str) -> str:
        return state

    async def sign_in(self, code: str) -> tuple[SignedIn, ...]:
        raise AssertionError(code)

    async def refresh(self, secret: str) -> Token:
        self.shown.append(secret)
        return await self.on_refresh()


async def refresh(machine: Machine, login: LoginThat | None = None) -> None:
    services = replace(machine.services, logins={Product.INSTAGRAM: login}) if login else machine.services
    await refresh_account(services, machine.team.workspace_id, machine.team.account_id)


async def test_access_is_renewed_from_its_second_week_on(machine: Machine) -> None:
    before = access_to(await account(machine), machine.services.vault).token
    machine.move_to(NOW + timedelta(days=7, minutes=1))
    async with machine.services.db.reading() as session:
        assert await due_for_refresh(session, machine.clock.now()) == [
            (machine.team.workspace_id, machine.team.account_id)
        ]
    await refresh(machine)
    renewed = await account(machine)
    assert access_to(renewed, machine.services.vault).token != before
    assert renewed.token_expires_at is not None
    assert renewed.token_expires_at > ENDS


@pytest.mark.parametrize("kind", ["outage", "html_502", "timeout_before", "throttle"])
async def test_a_renewal_that_may_work_later_keeps_what_we_have(machine: Machine, kind: str) -> None:
    before = (await account(machine)).token_sealed
    await machine.sandbox.fault("instagram", "refresh", kind, seconds=0.01)
    machine.move_to(NOW + timedelta(days=8))

    with pytest.raises(RiteError) as caught:
        await refresh(machine)

    assert not isinstance(caught.value, ReconnectNeeded)
    kept = await account(machine)
    assert (kept.status, kept.token_sealed) == (AccountStatus.CONNECTED, before)
    assert await notices(machine, NoticeKind.ACCOUNT) == []


async def test_access_found_dead_is_told_once(machine: Machine) -> None:
    await machine.sandbox.do("instagram/revoke", username=USERNAME, reason="password_changed")
    machine.move_to(NOW + timedelta(days=8))
    with pytest.raises(ReconnectNeeded):
        await refresh(machine)
    await refresh(machine)
    assert (await account(machine)).status is AccountStatus.EXPIRED
    assert [details for _, details in await notices(machine, NoticeKind.ACCOUNT)] == [{"days_left": 0}]


async def test_a_renewal_on_its_way_does_not_bring_a_disconnected_account_back(machine: Machine) -> None:
    async def meanwhile() -> Token:
        async with machine.services.db.transaction() as session:
            await disconnect(session, machine.team.ada, machine.team.account_id, machine.clock.now())
        return Token("IGAA-renewed", timedelta(days=60))

    await refresh(machine, LoginThat(meanwhile))
    gone = await account(machine)
    assert (gone.status, gone.token_sealed) == (AccountStatus.DISCONNECTED, None)


async def test_a_renewal_on_its_way_does_not_replace_a_fresh_sign_in(machine: Machine) -> None:
    async def meanwhile() -> Token:
        await sign_in(machine, USERNAME)
        return Token("IGAA-renewed", timedelta(days=60))

    await refresh(machine, LoginThat(meanwhile))
    assert access_to(await account(machine), machine.services.vault).token != "IGAA-renewed"


async def test_a_fresh_sign_in_is_not_blamed_for_the_old_token(machine: Machine) -> None:
    old = await account(machine)
    await sign_in(machine, USERNAME)
    assert not await mark_expired(machine.services, old)
    assert (await account(machine)).status is AccountStatus.CONNECTED
    assert await mark_expired(machine.services, await account(machine))
