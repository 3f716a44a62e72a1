"""The reports over HTTP: whoever has the token or a fresh link reads them, nobody else sees a figure."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from builders import NOW
from publishing_machine import open_at
from pydantic import SecretStr
from stages.world import Sandbox

from bot.web.app import build_web
from core.clock import MovableClock
from core.operations.entrance import LINK, LINK_LASTS, VISIT_LASTS, make_pass
from core.services import Services

SITE = "http://rite.example"
TOKEN = "a-token-of-twenty-characters"
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
pytestmark = ON_SQLITE


@pytest.fixture
async def watched(database: str, sandbox_server: Sandbox, tmp_path: Path) -> AsyncIterator[Services]:
    services = open_at(sandbox_server, database, tmp_path, SITE, operator_token=SecretStr(TOKEN))
    yield services
    await services.close()


@asynccontextmanager
async def browser(services: Services) -> AsyncIterator[httpx.AsyncClient]:
    web = httpx.ASGITransport(build_web(services, []))
    async with httpx.AsyncClient(transport=web, base_url=SITE) as http:
        yield http


async def signed_in(http: httpx.AsyncClient) -> None:
    assert (await http.post("/operators", data={"token": TOKEN})).status_code == 303


def link(services: Services, token: str = TOKEN, **more: Any) -> str:
    return make_pass(services.vault, token, LINK, services.clock.now() + LINK_LASTS, **more)


async def test_the_token_opens_every_report_for_half_a_day(watched: Services) -> None:
    async with browser(watched) as http:
        assert (await http.get("/operators/product")).status_code == 401
        await signed_in(http)
        for kind, title in (
            ("product", "Time to first"),
            ("technical", "API response"),
            ("business", "Monthly recurring"),
        ):
            page = await http.get(f"/operators/{kind}")
            assert page.status_code == 200
            assert title in page.text
            assert "script" not in page.headers["content-security-policy"]
        assert ">unknown<" in (await http.get("/operators/product")).text
        assert isinstance(watched.clock, MovableClock)
        watched.clock.move_to(NOW + VISIT_LASTS)
        assert (await http.get("/operators/product")).status_code == 401


async def test_a_link_lets_in_for_a_while_and_leaves_no_pass_in_the_address(watched: Services) -> None:
    async with browser(watched) as http:
        inside = await http.get("/operators", params={"pass": link(watched)})
        assert (inside.status_code, inside.headers["location"]) == (303, "/operators/product")
        assert (await http.get("/operators/business")).status_code == 200
        assert (await http.post("/operators/leave")).status_code == 303
        assert (await http.get("/operators/business")).status_code == 401
    old = link(watched)
    assert isinstance(watched.clock, MovableClock)
    watched.clock.move_to(NOW + LINK_LASTS + timedelta(seconds=1))
    ended, signature = old.split(".")
    for given in (old, link(watched, "another-token-of-theirs"), f"{int(ended) + 9999}.{signature}", "x", "²."):
        async with browser(watched) as http:
            assert (await http.get("/operators", params={"pass": given})).status_code == 410
            assert (await http.get("/operators/business")).status_code == 401


async def test_wrong_tokens_are_counted_and_after_five_even_the_right_one_waits_a_minute(watched: Services) -> None:
    async with browser(watched) as http:
        for _ in range(5):
            assert (await http.post("/operators", data={"token": "wrong"})).status_code == 403
        assert (await http.post("/operators", data={"token": TOKEN})).status_code == 429
        assert isinstance(watched.clock, MovableClock)
        watched.clock.move_to(NOW + timedelta(minutes=2))
        await signed_in(http)
        elsewhere = await http.post("/operators", data={"token": TOKEN}, headers={"sec-fetch-site": "cross-site"})
        assert elsewhere.status_code == 403


async def test_days_are_chosen_by_the_address_and_the_same_figures_come_as_a_file(watched: Services) -> None:
    async with browser(watched) as http:
        await signed_in(http)
        csv = await http.get("/operators/product.csv?from=2026-11-01&to=2026-11-30")
        assert csv.headers["content-disposition"].endswith('filename="rite-product-2026-11-01-2026-11-30.csv"')
        assert "product,2026-11-01,2026-11-30,Posts published per user per month,2026-11,Posts,,0" in csv.text
        wrong = await http.get("/operators/product?from=%3Cb%3E")
        assert wrong.status_code == 400
        assert "&lt;b&gt;" in wrong.text
        assert (await http.get("/operators/nothing")).status_code == 404


async def test_without_a_token_in_the_settings_there_is_no_such_page(services: Services) -> None:
    async with browser(services) as http:
        assert (await http.get("/operators")).status_code == 404
        assert (await http.get("/operators/product")).status_code == 404
