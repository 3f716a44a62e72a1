"""News of posts reach a team's own address: once, signed, tried again by rows, given up with a word to the owner."""

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
from publishing_machine import Machine
from sqlalchemy import select

from core.adapters.page_fetcher import WebhookSender
from core.approvals.decide import approve
from core.errors import InvalidAnswer, NotAllowed
from core.notices.model import Notice, NoticeKind
from core.posts.changed import post_changed
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.webhooks.endpoints import enable_endpoint, endpoints_of, make_endpoint
from core.webhooks.model import News, WebhookDelivery, WebhookEndpoint
from core.webhooks.schedule import GIVEN_UP_AFTER, WAITS, ring_for_webhooks

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TASK = "webhook.deliver"


@dataclass
class Receiver:
    """A service of the team's that answers what it is told to, and keeps what it was sent."""

    place: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head[1:] if line)}
        self.heard.append((headers, await reader.readexactly(int(headers["content-length"]))))
        status = self.answers.pop(0) if self.answers else 204
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    @property
    def news(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.heard]


@asynccontextmanager
async def receiving(machine: Machine) -> AsyncIterator[tuple[Machine, Receiver]]:
    """A machine whose sender may speak to this receiver, and to nobody else of this machine."""
    receiver = Receiver()
    async with await asyncio.start_server(receiver.take, "127.0.0.1", 0) as server:
        receiver.place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        services = replace(machine.services, sender=WebhookSender(allowed=[receiver.place]))
        yield replace(machine, services=services), receiver


async def endpoint_for(machine: Machine, receiver: Receiver, *news: News) -> str:
    """Its secret."""
    async with machine.services.db.transaction() as session:
        url = f"http://{receiver.place}/rite?of=them"
        now = machine.clock.now()
        return (await make_endpoint(session, machine.team.ada, machine.services.vault, url, news or list(News), now))[1]


def signed_by(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Worked out from the specification, without the library that signs."""
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == f"v1,{expected}"


async def test_each_piece_of_news_is_sent_once_and_signed(machine: Machine) -> None:
    async with receiving(machine) as (own, receiver):
        secret = await endpoint_for(own, receiver)
        await endpoint_for(own, receiver, News.FAILED)
        post_id = await own.in_review()
        for _ in range(2):  # a card that is drawn again is no news
            async with own.services.db.transaction() as session:
                await post_changed(session, await get_post(session, own.team.workspace_id, post_id))
        await own.work(TASK)
        assert receiver.news == ["post.needs_approval"]
        async with own.services.db.transaction() as session:
            await approve(session, own.team.ada, post_id, 1, own.clock.now())
        live = await own.run(post_id)
        assert live.status is PostStatus.PUBLISHED
        await own.work(TASK)
        assert receiver.news == ["post.needs_approval", "post.published"]
        headers, body = receiver.heard[-1]
        assert signed_by(secret, headers, body)
        assert not signed_by(secret, headers, body + b" ")
        assert not signed_by("whsec_AAAA", headers, body)
        data = json.loads(body)["data"]
        assert (data["post_id"], data["permalink"]) == (str(post_id), live.permalink)
        assert headers["content-type"] == "application/json"


async def test_what_is_not_taken_is_tried_again_by_its_row(machine: Machine) -> None:
    async with receiving(machine) as (own, receiver):
        await endpoint_for(own, receiver, News.NEEDS_APPROVAL)
        receiver.answers = [500, 302]
        post_id = await own.in_review()
        async with own.services.db.transaction() as session:
            await post_changed(session, await get_post(session, own.team.workspace_id, post_id))
        await own.work(TASK)
        for wait in WAITS[:2]:
            assert (await delivery(own)).delivered_at is None
            await tick(own)  # too early
            own.clock.move_to(own.clock.now() + wait)
            await tick(own)
            await tick(own)
        done = await delivery(own)
        assert (done.attempt, done.status, done.next_at) == (3, 204, None)
        assert done.delivered_at is not None
        ids = {headers["webhook-id"] for headers, _ in receiver.heard}
        assert (len(receiver.heard), ids) == (3, {str(done.id)})


@ON_SQLITE
async def test_an_address_that_takes_nothing_for_days_is_switched_off_and_the_owner_hears_of_it(
    machine: Machine,
) -> None:
    async with receiving(machine) as (own, receiver):
        await endpoint_for(own, receiver, News.NEEDS_APPROVAL)
        receiver.answers = [503] * 20
        post_id = await own.in_review()
        async with own.services.db.transaction() as session:
            await post_changed(session, await get_post(session, own.team.workspace_id, post_id))
        await own.work(TASK)
        own.clock.move_to(own.clock.now() + GIVEN_UP_AFTER)
        await tick(own)
        async with own.services.db.reading() as session:
            (off,) = await endpoints_of(session, own.team.ada)
            here = Notice.workspace_id == own.team.workspace_id
            told = (
                (await session.execute(select(Notice).where(here, Notice.kind == NoticeKind.TROUBLE))).scalars().all()
            )
        assert off.disabled_at is not None
        assert [one.details["about"] for one in told] == ["127.0.0.1"]
        heard = len(receiver.heard)
        own.clock.move_to(own.clock.now() + GIVEN_UP_AFTER)
        await tick(own)
        assert len(receiver.heard) == heard  # nothing more is sent
        async with own.services.db.transaction() as session:
            await enable_endpoint(session, own.team.ada, off.id)
        receiver.answers = [410]
        other = await own.in_review()
        async with own.services.db.transaction() as session:
            await post_changed(session, await get_post(session, own.team.workspace_id, other))
        await own.work(TASK)
        async with own.services.db.reading() as session:
            assert (await endpoints_of(session, own.team.ada))[0].disabled_at is not None  # it asked for no more


@ON_SQLITE
async def test_only_owners_and_only_the_public_net(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        for member in (machine.team.ben, machine.team.cy):
            with pytest.raises(NotAllowed, match="Only an owner"):
                url, now = "https://example.com/", machine.clock.now()
                await make_endpoint(session, member, machine.services.vault, url, list(News), now)
    for url in (
        "http://example.com/",
        "https://a:b@example.com/",
        "ftp://example.com/",
        "https://",
        "https://e.com:99/",
    ):
        with pytest.raises(InvalidAnswer):
            machine.services.sender.check(url)
    async with receiving(machine) as (own, receiver):
        await endpoint_for(own, receiver, News.NEEDS_APPROVAL)
        post_id = await own.in_review()
        async with own.services.db.transaction() as session:
            found = await session.execute(
                select(WebhookEndpoint).where(WebhookEndpoint.workspace_id == own.team.workspace_id)
            )
            found.scalar_one().url = "https://localhost/"  # what a name may turn out to be later
            await post_changed(session, await get_post(session, own.team.workspace_id, post_id))
        await own.work(TASK)
        assert "private network" in (await delivery(own)).answer
        assert receiver.heard == []


async def delivery(machine: Machine) -> WebhookDelivery:
    async with machine.services.db.reading() as session:
        here = WebhookDelivery.workspace_id == machine.team.workspace_id
        return (await session.execute(select(WebhookDelivery).where(here))).scalar_one()


async def tick(machine: Machine) -> None:
    """One look of the clock, and of a worker."""
    async with machine.services.db.transaction() as session:
        await ring_for_webhooks(session, machine.clock.now())
    await machine.work(TASK)
