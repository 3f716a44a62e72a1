"""The page over a prepared state: one browser a module, one page a test."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.sandbox.page_stage import PreparedSandbox, serving
from tests.servers import chromium

BROWSER_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture
def sandbox() -> PreparedSandbox:
    return PreparedSandbox()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: PreparedSandbox) -> AsyncIterator[Page]:
    """The page, open and drawn; whatever it or the browser complains of fails the test."""
    complaints: list[str] = []

    def listen(said: ConsoleMessage) -> None:
        refused = "status of 400" in said.text and any("error" in answer for answer in sandbox.answers.values())
        if said.type in ("error", "warning") and not refused:  # browsers report every refused call, wanted or not
            complaints.append(said.text)

    async with serving(sandbox.app) as address:
        page = await browser.new_page(viewport={"width": 1600, "height": 1000})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", listen)
        await page.goto(address)
        await expect(page.get_by_text("Flyer reveal")).to_be_visible()
        yield page
        await page.close()
    assert complaints == []
