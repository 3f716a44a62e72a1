"""How the bot hears: long polls with offsets, or a webhook that does not give up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram_stand import ADA, Stand, buttons, in_memory, on_a_port, served, until


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with in_memory() as one:
        yield one


async def say(stand: Stand, *texts: str, user: str = "ada") -> None:
    for text in texts:
        await stand.person("say", user=user, text=text)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_are_numbered_by_one_and_stay_until_confirmed(stand: Stand) -> None:
    await say(stand, "one", "two", "three")
    first = await stand.call("getUpdates", limit=2)
    assert texts(first) == ["one", "two"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert texts(await stand.call("getUpdates")) == ["one", "two", "three"]
    assert texts(await stand.call("getUpdates", offset=first[1]["update_id"] + 1)) == ["three"]
    assert texts(await stand.call("getUpdates")) == ["three"]


async def test_a_negative_offset_keeps_only_the_last(stand: Stand) -> None:
    await say(stand, "one", "two", "three")
    assert texts(await stand.call("getUpdates", offset=-1)) == ["three"]
    assert texts(await stand.call("getUpdates")) == ["three"]


async def test_a_long_poll_ends_when_somebody_speaks(stand: Stand) -> None:
    poll = asyncio.create_task(stand.call("getUpdates", timeout=50))
    await until(lambda: stand.telegram.state.updates.polled)
    await say(stand, "hello")
    assert texts(await poll) == ["hello"]


async def test_a_long_poll_ends_with_nothing_when_nobody_does(stand: Stand) -> None:
    assert await stand.call("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(stand: Stand) -> None:
    first = asyncio.create_task(stand.ask("getUpdates", timeout=50))
    await until(lambda: stand.telegram.state.updates.polled)
    second = asyncio.create_task(stand.call("getUpdates", timeout=50))
    conflict = await first
    assert conflict["error_code"] == 409
    assert conflict["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await say(stand, "hello")
    assert texts(await second) == ["hello"]


async def test_a_poller_that_hangs_up_takes_nothing_with_it() -> None:
    async with on_a_port() as stand:
        path = f"/telegram/bot{stand.token}/getUpdates?timeout=50"
        with pytest.raises(httpx.ReadTimeout):
            await stand.client.get(path, timeout=0.3)
        await until(lambda: not stand.telegram.state.updates.polled)
        await say(stand, "hello")
        assert texts(await stand.call("getUpdates")) == ["hello"]


async def test_the_kinds_asked_for_are_remembered(stand: Stand) -> None:
    await stand.call("getUpdates", allowed_updates=["callback_query"])
    await stand.greet("ada")
    await stand.call("sendMessage", chat_id=ADA, text="?", reply_markup=buttons([("A", "a")]))
    await stand.person("press", user="ada", message_id=2, data="a")
    assert [list(update)[1] for update in await stand.heard()] == ["callback_query"]
    await stand.call("getUpdates", allowed_updates=[])
    await say(stand, "heard again")
    assert texts(await stand.heard()) == ["heard again"]


async def test_updates_are_forgotten_after_a_day(stand: Stand) -> None:
    await say(stand, "early")
    stand.world.clock.move_to(stand.world.clock.now() + timedelta(hours=25))
    await say(stand, "late")
    assert texts(await stand.call("getUpdates")) == ["late"]


async def test_a_confirmed_update_can_come_a_second_time(stand: Stand) -> None:
    told = await stand.person("say", user="ada", text="once")
    await stand.heard()
    await stand.person("redeliver", update_id=told["update_id"])
    again = await stand.call("getUpdates", timeout=5)
    assert (texts(again), again[0]["update_id"]) == (["once"], told["update_id"])
    assert await stand.impossible("redeliver", update_id=1) == 404


async def test_numbers_go_on_after_a_reset(stand: Stand) -> None:
    before = await stand.person("say", user="ada", text="one")
    stand.telegram.reset()
    after = await stand.person("say", user="ada", text="two")
    assert after["update_id"] == before["update_id"] + 1
    assert texts(await stand.call("getUpdates")) == ["two"]


class Service:
    """A service with a webhook: it writes down what it gets and answers what it is told to answer."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []

    async def hook(self, request: Request) -> Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        return self.answers.pop(0) if self.answers else Response()


@asynccontextmanager
async def with_webhook(**options: Any) -> AsyncIterator[tuple[Stand, Service]]:
    service = Service()
    app = Starlette(routes=[Route("/hook", service.hook, methods=["POST"])])
    async with served(app) as base, in_memory() as stand:
        await stand.call("setWebhook", url=f"{base}/hook", **options)
        yield stand, service


async def test_a_webhook_gets_updates_with_its_secret() -> None:
    async with with_webhook(secret_token="s3cret_-") as (stand, service):
        await say(stand, "hello")
        await until(lambda: service.got)
        assert texts(service.got) == ["hello"]
        assert service.secrets == ["s3cret_-"]
        info = await until(lambda: not stand.telegram.state.updates.pending()) and await stand.call("getWebhookInfo")
        assert info["pending_update_count"] == 0
        assert "last_error_message" not in info


async def test_a_webhook_that_fails_is_tried_again_in_order() -> None:
    async with with_webhook() as (stand, service):
        service.answers = [Response(status_code=500), Response(status_code=503, headers={"retry-after": "0"})]
        await say(stand, "one", "two")
        await until(lambda: len(service.got) == 4)
        assert texts(service.got) == ["one", "one", "one", "two"]
        info = await stand.call("getWebhookInfo")
        assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
        assert info["last_error_date"] <= stand.telegram.state.now()


async def test_what_waits_is_counted_while_the_service_is_down(stand: Stand) -> None:
    await stand.call("setWebhook", url="http://127.0.0.1:1/hook")
    await say(stand, "one", "two")
    info = await until(lambda: stand.telegram.state.webhook.info().get("last_error_message")) and await stand.call(
        "getWebhookInfo"
    )
    assert info["pending_update_count"] == 2
    assert info["last_error_message"].startswith("Connection failed")
    removed = await stand.ask("deleteWebhook")
    assert removed["description"] == "Webhook was deleted"
    assert texts(await stand.call("getUpdates")) == ["one", "two"]


async def test_one_slow_chat_does_not_hold_up_another() -> None:
    async with with_webhook() as (stand, service):
        service.answers = [Response(status_code=500)]
        await say(stand, "stuck")
        await until(lambda: service.got)
        await say(stand, "free", user="ben")
        await until(lambda: len(service.got) == 3)
        assert texts(service.got) == ["stuck", "free", "stuck"]


async def test_a_webhook_and_polling_exclude_each_other(stand: Stand) -> None:
    poll = asyncio.create_task(stand.refused("getUpdates", timeout=50))
    await until(lambda: stand.telegram.state.updates.polled)
    await stand.call("setWebhook", url="http://127.0.0.1:1/hook")
    assert await poll == "Conflict: terminated by setWebhook request"
    assert await stand.refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )


async def test_pending_updates_are_dropped_on_request(stand: Stand) -> None:
    await say(stand, "old")
    await stand.call("deleteWebhook", drop_pending_updates=True)
    assert await stand.call("getUpdates") == []


async def test_an_update_can_come_to_the_webhook_twice() -> None:
    async with with_webhook() as (stand, service):
        told = await stand.person("say", user="ada", text="once")
        await until(lambda: service.got)
        await stand.person("redeliver", update_id=told["update_id"])
        await until(lambda: len(service.got) == 2)
        assert service.got[0] == service.got[1]


async def test_the_webhook_outlives_a_reset() -> None:
    async with with_webhook() as (stand, service):
        stand.telegram.reset()
        await say(stand, "hello")
        await until(lambda: service.got)
        again = await stand.ask("setWebhook", url=stand.telegram.state.webhook.url)
        assert again["description"] == "Webhook is already set"
