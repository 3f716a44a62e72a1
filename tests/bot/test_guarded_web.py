"""Around the whole web: what browsers are told, how much and how slowly anybody may send, and how often."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from chat_stage import Chat
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.app import build_web
from bot.web.bodies import LARGEST_BODY, limited_body
from bot.web.guard import Guard, address_of
from core.clock import SystemClock
from core.settings import Settings
from core.tempo import WINDOW, Tempo
from rite.run import web_config

CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Without certificates, which take longer to read than the tests: nothing is encrypted here."""


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def guarded(most: int = 0, *, https: bool = True) -> Guard:
    routes = [Route(path, echo, methods=["GET", "POST"]) for path in ("/page", "/slack/events")]
    return Guard(Starlette(routes=routes), Tempo(most, SystemClock()), https=https)


def asking(app: Any, address: str = "198.51.100.7") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="https://rite.example", verify=CONTEXT)


async def test_an_address_that_asks_too_often_waits_and_others_and_platforms_do_not() -> None:
    app = guarded(3)
    async with asking(app) as one, asking(app, "203.0.113.9") as other:
        answers = [(await one.get("/page")).status_code for _ in range(5)]
        assert answers == [200, 200, 200, 429, 429]
        assert (await other.get("/page")).status_code == 200
        assert {(await one.post("/slack/events", content=b"x")).status_code for _ in range(9)} == {200}


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("", ""),
    ],
)
def test_neighbours_in_one_ipv6_network_are_counted_together(address: str, counted_as: str) -> None:
    assert address_of({"type": "http", "client": (address, 1)}) == counted_as


async def test_of_a_body_no_more_is_read_than_anybody_has_reason_to_send() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 64 * 1024
            yield b"x" * 64 * 1024

    async def careful(request: Request) -> Response:
        return PlainTextResponse("", status_code=200 if await limited_body(request) is not None else 413)

    app = Guard(Starlette(routes=[Route("/page", careful, methods=["POST"])]), Tempo(0, SystemClock()), https=True)
    async with asking(app) as client:
        assert (await client.post("/page", content=endless())).status_code == 413
    assert read <= LARGEST_BODY + 128 * 1024


async def test_a_body_that_drips_is_cut_off() -> None:
    async def drips() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.Event().wait()

    routes = [Route("/page", echo, methods=["POST"])]
    app = Guard(Starlette(routes=routes), Tempo(0, SystemClock()), https=True, seconds=0.05)
    async with asking(app) as client:
        assert (await client.post("/page", content=drips())).status_code == 408


async def test_every_answer_tells_browsers_to_be_careful(chat: Chat) -> None:
    web = build_web(chat.services, [])
    transport = httpx.ASGITransport(web)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:9", verify=CONTEXT) as client:
        for path in ("/", "/nothing", "/healthz", "/dashboard", "/media/x", "/calendar/x.ics", "/privacy/x"):
            answer = await client.get(path)
            assert "'none'" in answer.headers["content-security-policy"], path
            assert answer.headers["x-content-type-options"] == "nosniff", path
            assert answer.headers["x-frame-options"] == "DENY", path
            assert "referrer-policy" in answer.headers, path


@pytest.mark.parametrize(
    ("asks", "counted_as"),
    [("10.0.0.5", "203.0.113.9"), ("10.1.7.7", "203.0.113.9"), ("198.51.100.7", "198.51.100.7")],
    ids=["the proxy", "one of a network", "somebody who says so"],
)
async def test_only_a_trusted_proxy_says_whom_it_asks_for(asks: str, counted_as: str) -> None:
    async def who(request: Request) -> Response:
        return PlainTextResponse(address_of(request.scope))

    settings = Settings(_env_file=None, trusted_proxies="10.0.0.5, 10.1.0.0/16")
    config = web_config(Starlette(routes=[Route("/who", who)]), settings.trusted_proxies)
    config.load()
    async with asking(config.loaded_app, asks) as client:
        answer = await client.get("/who", headers={"x-forwarded-for": "192.0.2.1, 203.0.113.9"})
    assert answer.text == counted_as


@pytest.mark.parametrize("proxies", ["*", "proxy.example", "10.0.0.5,", "10.0.0.5/8"])
def test_nobody_is_trusted_by_a_name_or_because_of_everybody(proxies: str) -> None:
    with pytest.raises(ValidationError, match="it lists addresses or networks"):
        Settings(_env_file=None, trusted_proxies=proxies)


async def test_only_over_https_browsers_are_bound_to_https() -> None:
    async with asking(guarded()) as client:
        assert (await client.get("/page")).headers["strict-transport-security"].startswith("max-age=63072000")
    async with asking(guarded(https=False)) as client:
        assert "strict-transport-security" not in (await client.get("/page")).headers


class Hands(SystemClock):
    """A clock whose steady time is moved by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.at = super().steady()

    def steady(self):  # type: ignore[no-untyped-def]
        return self.at


def test_a_minute_later_everybody_may_ask_again_and_nobody_fills_the_memory() -> None:
    clock = Hands()
    tempo = Tempo(2, clock)
    assert [tempo.takes("ada") for _ in range(3)] == [True, True, False]
    assert tempo.takes("ben")
    clock.at += WINDOW
    assert tempo.takes("ada")
    for number in range(30_000):
        tempo.takes(number)
    assert len(tempo._counts) <= 20_001
    assert all(Tempo(0, clock).takes("ada") for _ in range(1000))
