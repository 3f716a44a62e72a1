"""The page /go-live: what it asks, keeps and refuses, against the look-alikes; nothing of a token ever comes back."""

import asyncio
import os
import re
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from typer.testing import CliRunner

from core.errors import SettingsProblem
from core.services import Services
from core.settings import Settings
from rite.cli import app
from rite.golive.caller import is_ours, owner_of
from rite.golive.env_file import read, write
from rite.golive.panel import addresses, local_routes, panel_routes
from rite.golive.platforms import ROWS
from rite.golive.real import check_names, in_words, with_real
from sandbox.app import build
from sandbox.instagram.records import INSTAGRAM
from sandbox.instagram.tokens import issue
from sandbox.real_tokens import SENTENCE
from sandbox.world import Config

HERE, SANDBOX = "http://127.0.0.1:8080", "http://sandbox.test"
CONFIG = Config()
OWN = {"origin": HERE, "sec-fetch-site": "same-origin"}


class Page:
    """A browser on this machine, the page, and the look-alikes behind it."""

    def __init__(self, file: Path) -> None:
        self.file, self.sandbox = file, build(CONFIG)
        self.outside = httpx.AsyncClient(transport=httpx.ASGITransport(self.sandbox))
        at = addresses().model_copy(
            update={
                "slack_api_url": f"{SANDBOX}/slack/api/",
                "telegram_api_url": f"{SANDBOX}/telegram",
                "instagram_graph_url": f"{SANDBOX}/instagram/graph",
                "openai_base_url": f"{SANDBOX}/openai/v1",
            }
        )
        self.app = Starlette(routes=panel_routes(file, self.outside, at=at))
        self.proof = ""

    async def get(self, client: str = "127.0.0.1", **headers: str) -> httpx.Response:
        async with self._browser(client) as browser:
            return await browser.get(
                "/go-live", headers={name.replace("_", "-"): told for name, told in headers.items()}
            )

    async def press(
        self, key: str, press: str, *, client: str = "127.0.0.1", headers: dict[str, str] = OWN, **values: str
    ) -> httpx.Response:
        if not self.proof:
            found = re.search(r'name="proof" value="([^"]+)"', (await self.get()).text)
            assert found
            self.proof = found[1]
        async with self._browser(client) as browser:
            data = {"proof": self.proof, "press": press, **values}
            return await browser.post(f"/go-live/{key}", data=data, headers=headers)

    def _browser(self, client: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app, client=(client, 5)), base_url=HERE)


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    page = Page(tmp_path / ".env")
    yield page
    await page.outside.aclose()


def said(answer: httpx.Response) -> str:
    """What the page says of the last press."""
    found = re.search(r'role="status"><b>(.*?)</b> (.*?)</p>', answer.text, re.DOTALL)
    assert found, answer.text
    return f"{found[1]} {found[2]}"


async def test_a_token_is_tried_at_its_platform_and_never_shown(page: Page) -> None:
    ledger = page.sandbox.state.platforms["instagram"].ledger
    access = issue(ledger, INSTAGRAM, ledger.accounts[:1], ["instagram_business_basic"]).value
    pasted = {
        "slack": {"RITE_SLACK_BOT_TOKEN": CONFIG.slack_bot_token},
        "telegram": {"RITE_TELEGRAM_BOT_TOKEN": CONFIG.telegram_bot_token},
        "instagram": {"access_token": access},
        "openai": {"OPENAI_API_KEY": CONFIG.openai_api_key},
    }
    assert pasted.keys() == ROWS.keys()
    for key, values in pasted.items():
        good = await page.press(key, "test", **values)
        assert said(good).startswith("Good."), said(good)
        bad = await page.press(key, "test", **{name: f"{value}x" for name, value in values.items()})
        assert "refuses" in said(bad) or key == "openai", said(bad)
        assert not any(value in answer.text for answer in (good, bad) for value in values.values())
    assert not page.file.exists(), "a test keeps nothing"


async def test_what_is_kept_is_the_owners_alone_and_leaves_the_rest_as_it_is(page: Page) -> None:
    page.file.write_text("# mine\n#RITE_TELEGRAM_BOT_TOKEN=\nPORT=9000\nRITE_INSTAGRAM_APP_ID='old'\n")
    page.file.chmod(0o644)
    answers = [
        await page.press("telegram", "keep", RITE_TELEGRAM_BOT_TOKEN=CONFIG.telegram_bot_token),
        await page.press("instagram", "keep", RITE_INSTAGRAM_APP_ID="990000000000001", access_token="IGAAabcdefghijkl"),
    ]
    assert [said(answer) for answer in answers] == [
        "Good. Kept: RITE_TELEGRAM_BOT_TOKEN. They count from the next start on.",
        "Good. Kept: RITE_INSTAGRAM_APP_ID. They count from the next start on.",
    ]
    token, app_id = f"RITE_TELEGRAM_BOT_TOKEN={CONFIG.telegram_bot_token}", "RITE_INSTAGRAM_APP_ID=990000000000001"
    assert page.file.read_text() == f"# mine\n{token}\nPORT=9000\n{app_id}\n"
    assert stat.S_IMODE(page.file.stat().st_mode) == 0o600
    assert CONFIG.telegram_bot_token not in (await page.get()).text
    tried = await page.press("telegram", "test")
    assert said(tried).startswith("Good."), "an empty field is tested with what is kept"


async def test_what_does_not_fit_is_neither_asked_nor_kept(page: Page) -> None:
    for values in (
        {"RITE_TELEGRAM_BOT_TOKEN": "hello"},
        {"RITE_TELEGRAM_BOT_TOKEN": f"{CONFIG.telegram_bot_token}\nRITE_OPERATOR_TOKEN=x"},
        {"PORT": "1"},
        {},
    ):
        for press in ("keep", "test"):
            answer = await page.press("telegram", press, **values)
            assert answer.status_code == 422
            assert said(answer).startswith("Not yet.")
    assert not page.file.exists()
    with pytest.raises(ValueError, match="does not belong"):
        write(page.file, {"OPENAI_API_KEY": "two\nlines"})


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        ("192.168.1.7", OWN),
        ("127.0.0.1", OWN | {"host": "rite.evil.test"}),
        ("127.0.0.1", OWN | {"x-forwarded-for": "203.0.113.9"}),
        ("127.0.0.1", OWN | {"origin": "http://evil.test"}),
        ("127.0.0.1", OWN | {"origin": "null"}),
        ("127.0.0.1", {"sec-fetch-site": "cross-site"}),
        ("127.0.0.1", {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8081"}),
    ],
)
async def test_nobody_else_can_press(page: Page, client: str, headers: dict[str, str]) -> None:
    token = {"RITE_TELEGRAM_BOT_TOKEN": CONFIG.telegram_bot_token}
    assert (await page.press("telegram", "keep", client=client, headers=headers, **token)).status_code == 403
    page.proof = "guessed"
    assert said(await page.press("telegram", "keep", **token)).startswith("Not yet. This page is from an earlier start")
    assert not page.file.exists()


async def test_what_is_kept_goes_to_no_address_that_is_only_tried(page: Page) -> None:
    write(page.file, {"OPENAI_API_KEY": CONFIG.openai_api_key})
    answer = await page.press("openai", "test", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert said(answer) == "Not yet. Paste it first: Key."
    assert said(await page.press("openai", "test")).startswith("Good.")


def test_the_kernel_tells_who_asks(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as mine:
        host, port = mine.getsockname()
        assert owner_of(host, port) in (os.getuid(), None)
        assert is_ours(host, port, tmp_path / ".env")
    table = tmp_path / "tcp"
    heading = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    row = "   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  4711        0 1 1\n"
    table.write_text(heading + row)
    assert owner_of("127.0.0.1", 0x1F90, [table]) == 4711
    assert owner_of("127.0.0.1", 0xC350, [table, tmp_path / "none"]) is None


async def test_nobody_else_can_look(page: Page) -> None:
    assert (await page.get("10.0.0.3")).status_code == 403
    assert (await page.get(host="tunnel.test")).status_code == 403
    assert (await page.get(x_forwarded_host="tunnel.test")).status_code == 403
    shown = await page.get()
    assert shown.status_code == 200
    assert "form-action 'self'" in shown.headers["content-security-policy"]
    assert [name for name in (row.name for row in ROWS.values()) if name not in shown.text] == []


@pytest.mark.parametrize(
    ("told", "pages"),
    [({}, 2), ({"host": "0.0.0.0"}, 0), ({"public_url_set": "https://rite.test"}, 0)],  # noqa: S104 - refused here
    ids=["this machine alone", "listens to the network", "has an address"],
)
def test_rite_up_has_the_page_only_where_the_world_cannot_come_in(told: dict[str, Any], pages: int) -> None:
    class Running:
        settings, http = settings(**told), None

    assert len(local_routes(cast("Services", Running()))) == pages


# One platform real, the others simulated


def settings(**values: Any) -> Settings:
    return addresses().model_copy(update=values)


SIMULATED = settings(
    telegram_api_url=f"{SANDBOX}/telegram",
    slack_api_url=f"{SANDBOX}/slack/api/",
    publish_grace_seconds=20.0,
    public_url_set=HERE,
    now=object(),
)
TOKEN = SecretStr("123456:own-token-of-telegram")


def test_what_is_real_comes_from_the_own_settings_and_nothing_else_does() -> None:
    own = settings(telegram_bot_token=TOKEN, telegram_webhook_secret=TOKEN, database_url="sqlite:///mine.db")
    mixed = with_real(SIMULATED, own, ["telegram"])
    assert (mixed.telegram_bot_token, mixed.telegram_api_url) == (TOKEN, "https://api.telegram.org")
    assert mixed.telegram_webhook_secret is None
    same = {name for name in Settings.model_fields if getattr(mixed, name) == getattr(SIMULATED, name)}
    assert {name for name in Settings.model_fields if not name.startswith("telegram_")} <= same
    assert in_words(["telegram"]) == "Telegram is real; Slack, Instagram and OpenAI are simulated."


def test_instagram_is_real_only_with_an_address_and_the_clock_of_everybody() -> None:
    own = settings(instagram_app_id="990000000000001", instagram_app_secret=TOKEN)
    with pytest.raises(SettingsProblem, match="RITE_PUBLIC_URL with https"):
        with_real(SIMULATED, own, ["instagram"])
    mixed = with_real(SIMULATED, own.model_copy(update={"public_url_set": "https://rite.test"}), ["instagram"])
    assert (mixed.now, mixed.public_url, mixed.publish_grace_seconds) == (None, "https://rite.test", 300)
    with pytest.raises(SettingsProblem, match="RITE_SLACK_BOT_TOKEN"):
        with_real(SIMULATED, own, ["slack"])
    with pytest.raises(SettingsProblem, match="I don't know “myspace”"):
        check_names(["slack", "myspace"])


async def test_what_is_real_is_asked_for_by_name_and_the_page_is_told() -> None:
    unknown = await asyncio.to_thread(CliRunner().invoke, app, ["demo", "--real", "myspace"])
    assert unknown.exit_code == 1
    assert "I don't know “myspace”. There are: slack, telegram, instagram, openai." in unknown.output
    async with httpx.AsyncClient(transport=httpx.ASGITransport(build(Config(real=("telegram",))))) as browser:
        told = (await browser.get(f"{SANDBOX}/control/state")).json()
        credentials = (await browser.get(f"{SANDBOX}/control/world")).json()["credentials"]
    assert told["real"] == ["telegram"]
    assert "real" not in credentials


# The sandbox takes no real token


@pytest.mark.parametrize(
    "real",
    [
        "xoxb-" + "123456789012-1234567890123-AbCdEfGhIjKl",
        "xapp-" + "1-A0123456789-1234567890123-" + "0f" * 32,
        "123456789:" + "AA" + "h" * 33,
        "EAA" + "B" * 160,
        "sk-" + "proj-" + "k" * 60,
    ],
)
async def test_the_sandbox_takes_no_real_token(page: Page, real: str) -> None:
    said = {"person": "ada", "channel": "C0EVENTS01", "text": f"my token is {real}"}
    typed = await page.outside.post(f"{SANDBOX}/control/slack/say", json=said)
    brought = [
        await page.outside.post(f"{SANDBOX}/slack/api/auth.test", headers={"authorization": f"Bearer {real}"}),
        await page.outside.post(f"{SANDBOX}/telegram/bot{real}/getMe"),
        await page.outside.post(f"{SANDBOX}/slack/api/auth.test", data={"token": real}),
    ]
    assert [(answer.status_code, answer.json()["error"]) for answer in (typed, *brought)] == [(400, SENTENCE)] * 4
    state = await page.outside.get(f"{SANDBOX}/control/state")
    assert real not in state.text, "not even on the wire"
    own = await page.outside.post(f"{SANDBOX}/control/slack/say", json=said | {"text": CONFIG.slack_bot_token})
    assert SENTENCE not in own.text


def test_the_file_is_read_as_it_counts(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('PORT=1\n#HOST=no\nPORT="2"\nRITE_HOME_URL=\n')
    assert read(file) == {"PORT": "2"}
    write(file, {"PORT": "3", "HOST": "::1"})
    assert file.read_text() == "PORT=3\nHOST=::1\nPORT=3\nRITE_HOME_URL=\n"
