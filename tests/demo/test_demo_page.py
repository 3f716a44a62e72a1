"""The first five minutes of a newcomer: `rite demo`, its page, a real browser, nothing else."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.async_api import BrowserContext, Locator, Page, async_playwright, expect
from servers import chromium

SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 30_000
STARTS_WITHIN_SECONDS = 90
DAYS_AHEAD = 5
"""Far enough for a whole plan."""

pytestmark = pytest.mark.chromium


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """`rite demo` as a newcomer starts it, in a process of its own; yields its address."""
    port = _free_pair()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rite", "demo", "--port", str(port), cwd=tmp_path, env=_bare_environment()
    )
    try:
        await _answers(f"http://127.0.0.1:{port}/readyz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 60) == 0, "Ctrl-C did not end the demo quietly"


def _free_pair() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _bare_environment() -> dict[str, str]:
    """No key, no token, no setting: only what a shell has anyway."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("RITE_", "OPENAI_"))}


async def _answers(url: str, process: asyncio.subprocess.Process) -> None:
    deadline = asyncio.get_running_loop().time() + STARTS_WITHIN_SECONDS
    async with httpx.AsyncClient() as http:
        while asyncio.get_running_loop().time() < deadline:
            assert process.returncode is None, "the demo ended by itself"
            try:
                if (await http.get(url)).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.2)
    raise AssertionError("the demo did not answer")


def some_friday() -> str:
    """An event far enough ahead: the demo begins at the present, whenever the test runs."""
    soon = datetime.now(UTC) + timedelta(days=DAYS_AHEAD)
    friday = soon + timedelta(days=(4 - soon.weekday()) % 7)
    return f"Techno night Fri {friday:%d %b %Y} 22:00, Halle 7, Berlin, early bird 12 EUR"


@asynccontextmanager
async def browsing(address: str, folder: Path) -> AsyncIterator[tuple[BrowserContext, Page, list[str]]]:
    """A browser on the demo's page; whatever the page complains about is collected."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=str(chromium()), args=SWITCHES)
        context = await browser.new_context(viewport={"width": 1720, "height": 1000})
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(address)
        try:
            yield context, page, complaints
        except BaseException:
            await page.screenshot(path=folder / "demo-page.png")  # what the newcomer saw when it failed
            raise
        finally:
            await browser.close()


async def shows(place: Locator, text: str | re.Pattern[str]) -> None:
    await expect(place.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


async def test_a_newcomer_types_an_event_approves_it_and_sees_it_go_live(demo: str, tmp_path: Path) -> None:
    async with browsing(demo, tmp_path) as (context, page, complaints):
        slack, telegram = page.get_by_test_id("pane-slack"), page.get_by_test_id("pane-telegram")
        instagram = page.get_by_test_id("pane-instagram")

        await telegram.get_by_role("button", name="START").click()
        await shows(telegram, re.compile("You work with Warehouse Nights"))

        await page.get_by_test_id("slack-input").fill(f"/rite new {some_friday()}")
        await page.get_by_test_id("slack-input").press("Enter")
        modal = page.get_by_role("dialog")
        await expect(modal.get_by_label("Venue", exact=True)).to_have_value("Halle 7", timeout=PATIENCE_MS)
        await modal.get_by_role("button", name="Create event").click()
        await shows(slack, "Announcement · Techno night")
        await shows(slack, re.compile(r"\d drafts wait for a yes"))  # now no card is redrawn under the mouse

        await connect_instagram(context, slack)
        await shows(slack, re.compile("@warehouse.nights is connected"))

        announcement = slack.get_by_test_id("slack-message").filter(has_text="Announcement · Techno night").last
        await expect(announcement.get_by_role("img", name=re.compile("Techno night", re.I))).to_be_visible(
            timeout=PATIENCE_MS
        )
        await announcement.get_by_role("button", name=re.compile("^Approve for")).click()
        await shows(slack, re.compile("Approved by Ada Albrecht"))
        await shows(telegram, re.compile("Approved by Ada Albrecht"))

        await page.get_by_role("button", name="Next post").click()
        await expect(instagram.get_by_test_id("instagram-media")).to_have_count(1, timeout=PATIENCE_MS)
        await shows(slack, re.compile("Announcement for Techno night is live on @warehouse.nights"))
        await shows(telegram, re.compile("Announcement for Techno night is live on @warehouse.nights"))

        await page.get_by_role("button", name="Tomorrow morning").click()
        await page.get_by_role("button", name="+1 hour").click()
        await shows(slack, re.compile(r"1 post live in the last seven days, [\d,]+ people reached"))
        assert complaints == []


async def connect_instagram(context: BrowserContext, slack: Locator) -> None:
    """The private card's link opens Instagram's consent page in another tab."""
    await slack.get_by_role("button", name="Connect Instagram").first.click()
    link = slack.get_by_text(re.compile("Connect, about a minute")).last
    async with context.expect_page() as opened:
        await link.click()
    consent = await opened.value
    await consent.get_by_role("button", name="Allow").click()
    await expect(consent.get_by_role("heading", name="@warehouse.nights is connected")).to_be_visible()
    await consent.close()
