"""The pictures that are not of Slack: the sandbox's page, Telegram, the feed and the dashboard, after Slack's walk."""

import re
from pathlib import Path

from album import Album
from demo_stage import PATIENCE_MS, shows, some_friday
from playwright.async_api import BrowserContext, Page, expect

DESK = {"width": 1180, "height": 760}


async def walk_elsewhere(page: Page, context: BrowserContext, folder: Path) -> None:
    """Slack's walk has gone before: one post is live and measured, the others wait for a yes."""
    await _telegram(Album(page, folder / "telegram"))
    await page.set_viewport_size({"width": 1720, "height": 900})
    await Album(page, folder).take("sandbox", page.locator("body"))
    await _go_live(page, context, folder)
    await _dashboard(page, context, folder / "dashboard")


async def _telegram(album: Album) -> None:
    pane = album.page.get_by_test_id("pane-telegram")
    messages = pane.get_by_test_id("telegram-message")
    waiting = album.page.get_by_role("button", name=re.compile("^Approve for"))
    await album.take("post", messages.filter(has=waiting, has_text="Line-up ·").last)
    await album.say("telegram-input", f"/new {some_friday()}".replace("Techno", "House"))
    await shows(pane, "Is this right?")
    await album.page.wait_for_timeout(1000)
    await album.take("understood", messages.filter(has_text="Is this right?").last)
    await messages.filter(has_text="Is this right?").last.get_by_role("button", name="Cancel").click()
    await album.page.wait_for_timeout(1500)


async def _go_live(page: Page, context: BrowserContext, folder: Path) -> None:
    async with context.expect_page() as opened:
        await page.get_by_test_id("go-live").click()
    panel = await opened.value
    await panel.set_viewport_size({"width": 1000, "height": 900})
    await Album(panel, folder).take("go-live", panel.locator("body"))
    await panel.close()


async def _dashboard(page: Page, context: BrowserContext, folder: Path) -> None:
    """The button under the numbers brings a link, which opens a tab."""
    slack = page.get_by_test_id("pane-slack")
    await slack.get_by_role("button", name="Open the dashboard").last.click()
    await shows(slack, re.compile("The link is for you alone"))
    async with context.expect_page() as opened:
        await slack.get_by_text("Open the dashboard").last.click()
    inside = await opened.value
    await inside.set_viewport_size(DESK)
    await inside.get_by_role("button", name="Open the dashboard").click()
    await expect(inside.get_by_role("heading", name="Events", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    album = Album(inside, folder)
    for name in ("Calendar", "Approvals", "Numbers"):
        await inside.get_by_role("link", name=name, exact=True).click()
        await expect(inside.get_by_role("main")).to_be_visible(timeout=PATIENCE_MS)
        await album.take(name.lower(), inside.locator("body"))
    await inside.close()
