"""A ticket shop at our door: signed or with a token, old, repeated, strange and large deliveries."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from publishing_machine import Machine
from starlette.applications import Starlette

from bot.web.tickets import ticket_routes
from core.adapters.key_ring import Key, KeyRing
from core.adapters.vault import KeyRingVault
from core.errors import NotAllowed
from core.resealing import reseal_secrets
from core.tickets.model import TicketShop, secret_place
from core.tickets.queries import tickets_of_events
from core.tickets.shop import Entrance, open_entrance, shop_of
from core.tickets.signing import SIGNATURE, TIMESTAMP, signature

SOLD = {"id": "order-1", "event": "warehouse night", "sold": 212, "capacity": 300}


@pytest.fixture
async def door(machine: Machine) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=ticket_routes(machine.services))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://rite") as client:
        yield client


async def entrance(machine: Machine) -> Entrance:
    async with machine.services.db.transaction() as session:
        return await open_entrance(session, machine.team.ada, machine.services.vault, machine.clock.now())


async def signed(
    door: httpx.AsyncClient, machine: Machine, to: Entrance, sent: object, *, secret: str = "", ago: int = 0
) -> httpx.Response:
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    timestamp = str(int(machine.clock.now().timestamp()) - ago)
    headers = {TIMESTAMP: timestamp, SIGNATURE: signature(secret or to.secret, timestamp, body)}
    return await door.post(f"/tickets/{to.shop_id.hex}", content=body, headers=headers)


async def test_a_signed_delivery_is_noted_once_and_a_wrong_one_not_at_all(
    door: httpx.AsyncClient, machine: Machine
) -> None:
    shop = await entrance(machine)
    told: dict[str, Any] = (await signed(door, machine, shop, SOLD)).json()
    assert (told["status"], told["sold"], told["capacity"], told["left"]) == ("noted", 212, 300, 88)
    assert (await signed(door, machine, shop, SOLD)).json()["status"] == "known"
    replayed = await signed(door, machine, shop, {**SOLD, "id": "order-2", "sold": 1}, ago=301)
    assert (replayed.status_code, "five minutes" in replayed.json()["error"]) == (401, True)
    forged = await signed(door, machine, shop, {**SOLD, "id": "order-3"}, secret="guessed")
    assert forged.status_code == 401
    nowhere = await door.post("/tickets/" + "0" * 32, json=SOLD)
    assert nowhere.status_code == 401
    assert (await door.post("/tickets/nonsense", json=SOLD)).status_code == 401
    async with machine.services.db.reading() as session:
        (tickets,) = (await tickets_of_events(session, machine.team.workspace_id, await _events(session))).values()
    assert (tickets.sold, tickets.capacity) == (212, 300)


async def _events(session: Any) -> list[Any]:
    from sqlalchemy import select

    from core.events.model import Event
    from core.tenancy import ACROSS_WORKSPACES

    return list((await session.execute(select(Event.id).execution_options(**ACROSS_WORKSPACES))).scalars())


async def test_a_token_does_as_well_until_owners_make_a_new_one(door: httpx.AsyncClient, machine: Machine) -> None:
    shop = await entrance(machine)
    address = f"/tickets/{shop.shop_id.hex}"
    bearer = {"authorization": f"Bearer {shop.token}"}
    assert (await door.post(address, json=SOLD, headers=bearer)).json()["status"] == "noted"
    new = await entrance(machine)
    assert new.shop_id == shop.shop_id
    assert (await door.post(address, json=SOLD, headers=bearer)).status_code == 401
    assert (await signed(door, machine, shop, SOLD)).status_code == 401
    assert (await signed(door, machine, new, SOLD)).status_code == 200
    assert shop.secret not in repr(shop)
    with pytest.raises(NotAllowed):
        async with machine.services.db.transaction() as session:
            await open_entrance(session, machine.team.ben, machine.services.vault, machine.clock.now())


async def test_a_secret_outlives_a_change_of_the_key_that_seals_it(machine: Machine) -> None:
    old, new = Key("k1", b"a" * 32), Key("k2", b"b" * 32)
    async with machine.services.db.transaction() as session:
        made = await open_entrance(session, machine.team.ada, KeyRingVault(KeyRing((old,))), machine.clock.now())
    both = KeyRingVault(KeyRing((new, old)))
    done = await reseal_secrets(machine.services.db, both, TicketShop, secret_place)
    assert (done.count, done.unopened, done.needed) == (1, 0, frozenset({"k2"}))
    async with machine.services.db.reading() as session:
        shop = await shop_of(session, machine.team.workspace_id)
    assert shop is not None
    assert (
        KeyRingVault(KeyRing((new,))).open(shop.secret_sealed, secret_place(shop.id, shop.workspace_id)) == made.secret
    )
    only_old = KeyRingVault(KeyRing((old,)))
    assert (await reseal_secrets(machine.services.db, only_old, TicketShop, secret_place)).unopened == 1


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"{", 422, "no JSON"),
        ([1], 422, "no JSON object"),
        ({**SOLD, "id": ""}, 422, "Name each delivery"),
        ({**SOLD, "sold": -1}, 422, "whole number"),
        ({**SOLD, "sold": True}, 422, "whole number"),
        ({**SOLD, "sold": 301}, 422, "cannot be"),
        ({**SOLD, "at": "yesterday"}, 422, "with its zone"),
        ({**SOLD, "price": 12}, 422, "don't know the field"),
        ({"id": "1", "event": "warehouse night"}, 422, "Nothing about tickets"),
        ({**SOLD, "event": "Another Night"}, 404, "No event to come"),
        (b"x" * (16 * 1024 + 1), 413, "16 KiB"),
    ],
    ids=range(11),
)
async def test_what_cannot_be_read_is_answered_in_a_sentence(
    door: httpx.AsyncClient, machine: Machine, sent: object, status: int, words: str
) -> None:
    answer = await signed(door, machine, await entrance(machine), sent)
    assert answer.status_code == status
    assert words in answer.json()["error"]
