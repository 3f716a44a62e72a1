"""Take the pictures of docs/pictures: both chats and the dashboard, as the demo draws them. `make pictures`."""

import argparse
import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from album import Album
from demo_stage import PATIENCE_MS, browsing, connect_instagram, running_demo, shows, some_friday
from playwright.async_api import BrowserContext, Locator, Page, expect
from take_elsewhere import walk_elsewhere

EVENT = "Techno night"
LINEUP = "Mara Voss, Jonas, Kim Okonkwo"


class SlackAlbum(Album):
    """Knows where messages are."""

    def __init__(self, page: Page, folder: Path) -> None:
        super().__init__(page, folder)
        self.slack = page.get_by_test_id("pane-slack")

    def message(self, text: str | re.Pattern[str]) -> Locator:
        return self.slack.get_by_test_id("slack-message").filter(has_text=text).last

    async def answer(self, name: str, words: str, shown: str | re.Pattern[str]) -> None:
        """Type a command, and take what comes back."""
        await self.say("slack-input", words)
        await expect(self.message(shown)).to_be_visible(timeout=PATIENCE_MS)
        await self.page.wait_for_timeout(1500)
        await self.take(name, self.message(shown))


async def walk(album: SlackAlbum, context: BrowserContext) -> None:
    page, slack, dialog = album.page, album.slack, album.page.get_by_role("dialog")
    await album.answer("menu", "/rite", "What shall we do?")
    await album.say("slack-input", f"/rite new {some_friday()}")
    await expect(dialog.get_by_label("Venue", exact=True)).to_have_value("Halle 7", timeout=PATIENCE_MS)
    await dialog.get_by_label("Line-up", exact=True).fill(LINEUP)
    await album.take("new-event", dialog)
    await dialog.get_by_role("button", name="Create event").click()
    await shows(slack, re.compile(r"\d drafts wait for a yes"))
    await connect_instagram(context, slack)
    await shows(slack, re.compile("@warehouse.nights is connected"))
    await album.take("campaign", album.message(re.compile(r"drafts wait for a yes")))

    announcement = album.message(f"Announcement · {EVENT}")
    await album.take("post", announcement)
    await announcement.get_by_role("button", name="Request changes").click()
    await dialog.get_by_role("textbox").fill("shorter, mention the afters, in German too")
    await album.take("request-changes", dialog)
    await dialog.get_by_role("button", name="Ask for it").click()
    await shows(slack, re.compile("Version 2"))
    await page.wait_for_timeout(3000)
    await album.take("changed", announcement)

    await refused(album)
    await announcement.get_by_role("button", name=re.compile("^Approve for")).click()
    await shows(slack, re.compile("Approved by Ada Albrecht"))
    await page.wait_for_timeout(1500)
    await album.take("approved", announcement)
    await album.answer("calendar", "/rite calendar", "Calendar · ")
    await slack.get_by_role("button", name="Home", exact=True).click()
    home = page.get_by_test_id("slack-home")
    await expect(home).to_be_visible(timeout=PATIENCE_MS)
    await page.wait_for_timeout(2000)
    await album.take("home", home)
    await slack.get_by_role("button", name="# events").click()

    await page.get_by_role("button", name="Next post").click()
    await shows(slack, re.compile(f"Announcement for {EVENT} is live"))
    await page.wait_for_timeout(1500)
    await album.take("live", announcement)
    await page.get_by_role("button", name="Tomorrow morning").click()
    await page.get_by_role("button", name="+1 hour").click()
    told = re.compile(r"1 post live since yesterday, [\d,]+ people reached")
    await shows(slack, told)
    await page.wait_for_timeout(1500)
    await album.take("digest", album.message(told))
    await album.answer("numbers", "/rite stats", re.compile("people reached|Numbers"))


async def refused(album: SlackAlbum) -> None:
    """Somebody presses who may not, and is told privately who may."""
    you_are = album.page.get_by_test_id("you-are")
    people = await you_are.locator("option").all_inner_texts()
    owner = await you_are.input_value()
    await you_are.select_option(label=next(name for name in people if "member" in name))
    await album.message(f"Announcement · {EVENT}").get_by_role("button", name=re.compile("^Approve for")).click()
    private = album.message("Only visible to you")
    await expect(private).to_be_visible(timeout=PATIENCE_MS)
    await album.page.wait_for_timeout(1500)
    await album.take("refused", private)
    await you_are.select_option(value=owner)


async def main(folder: Path) -> None:
    with TemporaryDirectory() as home:
        async with running_demo(Path(home)) as address, browsing(address, folder) as (context, page, _):
            await page.set_viewport_size({"width": 1900, "height": 2200})
            await page.get_by_test_id("pane-telegram").get_by_role("button", name="START").click()
            await walk(SlackAlbum(page, folder / "slack"), context)
            await walk_elsewhere(page, context, folder)


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("folder", type=Path, nargs="?", default=Path("docs/pictures"))
    pictures = told.parse_args().folder
    pictures.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(pictures))
