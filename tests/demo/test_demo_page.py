"""The first five minutes of a newcomer: `rite demo`, its page, a real browser, nothing else."""

import re
import runpy
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from demo_stage import PATIENCE_MS, browsing, connect_instagram, running_demo, shows, some_friday
from playwright.async_api import expect
from stages.world import Sandbox

from provision.throwaway import free_port

pytestmark = pytest.mark.chromium


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    async with running_demo(tmp_path) as address:
        yield address


@pytest.mark.parametrize("backing", ["sqlite+inprocess"], indirect=True)
async def test_a_newcomer_types_an_event_approves_it_sees_it_go_live_and_saves_it_as_a_test(
    demo: str, tmp_path: Path, sandbox_server: Sandbox, backing: tuple[str, str | None]
) -> None:
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

        wire = page.get_by_test_id("pane-wire")
        await wire.get_by_role("button", name=re.compile("^Waiting")).click()
        await shows(wire, re.compile(r"^Waits for \w{3} \d\d \w{3}, \d\d:\d\d\."))
        await shows(wire, re.compile("^Waits for a yes from Ada Albrecht; then for"))
        await expect(page.get_by_label("You are:")).to_contain_text("Ada Albrecht · owner")
        await page.get_by_role("button", name="Next post").click()
        await expect(instagram.get_by_test_id("instagram-media")).to_have_count(1, timeout=PATIENCE_MS)
        await shows(slack, re.compile("Announcement for Techno night is live on @warehouse.nights"))
        await shows(telegram, re.compile("Announcement for Techno night is live on @warehouse.nights"))

        await page.get_by_role("button", name="Tomorrow morning").click()
        await page.get_by_role("button", name="+1 hour").click()
        await shows(slack, re.compile(r"1 post live since yesterday, [\d,]+ people reached"))

        await page.get_by_test_id("telegram-input").fill("/stats")
        await page.get_by_test_id("telegram-input").press("Enter")
        await telegram.get_by_role("button", name=re.compile("Open the dashboard")).last.click()
        inside = telegram.frame_locator("iframe")
        await shows(inside.get_by_role("main"), re.compile("Techno night"))
        await inside.get_by_role("link", name="Numbers").click()
        await shows(inside.get_by_role("main"), re.compile("1 post"))
        async with page.expect_download() as begun:
            await page.get_by_role("link", name="Save as test").click()
        await (await begun.value).save_as(tmp_path / "saved_story.py")
        way_out = await page.get_by_test_id("go-live").get_attribute("href")
        assert way_out == f"{demo}/go-live"
        assert "Keep in .env" in await (await context.request.get(way_out)).text()
        assert complaints == []
    await happens_again(tmp_path / "saved_story.py", (sandbox_server, backing, tmp_path, free_port()))


async def happens_again(saved: Path, fixtures: tuple[Any, ...]) -> None:
    """The story as pytest would run it from tests/stories."""
    story = runpy.run_path(str(saved))
    assert story["LIVE"], "nothing went live in the saved story"
    await story["test_what_was_done_on_the_page_happens_again"](*fixtures)
