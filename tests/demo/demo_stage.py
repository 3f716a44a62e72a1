"""`rite demo` as a newcomer starts it, and a browser on its page."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from playwright.async_api import BrowserContext, Locator, Page, async_playwright, expect
from servers import chromium

from provision.throwaway import free_port

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


@asynccontextmanager
async def running_demo(folder: Path) -> AsyncIterator[str]:
    """The demo in a process of its own, started in an empty folder; yields its address."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rite", "demo", "--port", str(port), cwd=folder, env=_bare_environment()
    )
    try:
        await _answers(f"http://127.0.0.1:{port}/readyz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 60) == 0, "Ctrl-C did not end the demo quietly"


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


async def connect_instagram(context: BrowserContext, slack: Locator) -> None:
    """The private card's link opens Instagram's consent page in another tab."""
    await slack.get_by_role("button", name="Connect Instagram").first.click()
    await consent_in_the_browser(context, slack)


async def consent_in_the_browser(context: BrowserContext, slack: Locator) -> None:
    """Follow the newest link that connects, and allow it."""
    link = slack.get_by_text(re.compile("Connect, about a minute")).last
    async with context.expect_page() as opened:
        await link.click()
    consent = await opened.value
    await consent.get_by_role("button", name="Allow").click()
    await expect(consent.get_by_role("heading", name="@warehouse.nights is connected")).to_be_visible()
    await consent.close()
