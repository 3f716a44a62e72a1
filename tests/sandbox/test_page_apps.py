"""The page draws what the apps draw: albums, topics, stories, numbers; what waits and why; on phones, in the dark."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.sandbox.page_stage import PreparedSandbox
from tests.sandbox.page_state import NOW, telegram_message

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.chromium]

AXE = (Path(__file__).parents[1] / "demo" / "axe" / "axe.min.js").read_text(encoding="utf-8")
FINDINGS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(" ")).join(", ")}`)"""
STORY = {"kind": "story", "children": [], "caption": "", "comments": [], "first_comment": None, "location_id": None}
INSIGHTS = {"reach": 812, "views": 1300, "total_interactions": 91, "saved": 12, "shares": 8}


async def test_an_album_is_one_bubble_and_a_topic_a_room_of_its_own(page: Page, sandbox: PreparedSandbox) -> None:
    telegram = page.get_by_test_id("pane-telegram")
    pictures = [
        telegram_message(number, 100001, "", photo_url="/picture.png", media_group_id="7") for number in range(10, 15)
    ]
    pictures[0]["caption"] = "Last night"
    sandbox.state["telegram"]["messages"]["100001"] += pictures
    group = next(chat for chat in sandbox.state["telegram"]["chats"] if chat["type"] == "group")
    group["topics"] = [{"id": 40, "name": "Flyers"}]
    sandbox.state["telegram"]["messages"]["-500"] = [
        telegram_message(40, 100001, "", topic=40, service="forum_topic_created"),
        telegram_message(41, 1, "In the topic", topic=40),
        telegram_message(42, 1, "In the general one"),
    ]
    sandbox.change()
    album = telegram.get_by_role("group", name="Album of 5")
    await expect(album.get_by_role("img")).to_have_count(5)
    await expect(telegram.get_by_text("Last night")).to_have_count(1)
    boxes = [await picture.bounding_box() for picture in await album.get_by_role("img").all()]
    assert len({round(box["x"]) for box in boxes if box}) > 1, "the pictures stand under one another"

    await telegram.get_by_role("button", name="Crew").click()
    await expect(telegram.get_by_text("In the general one")).to_be_visible()
    await expect(telegram.get_by_text("In the topic")).to_have_count(0)
    await telegram.get_by_role("button", name="Flyers").click()
    await expect(telegram.get_by_text("In the topic")).to_be_visible()
    await telegram.get_by_test_id("telegram-input").fill("here please")
    await telegram.get_by_test_id("telegram-input").press("Enter")
    said = await sandbox.called("telegram/say")
    assert said == {"user": "ada", "chat": -500, "text": "here please", "topic": 40}


async def test_stories_fill_the_phone_and_are_left_by_keyboard_and_numbers_are_told(
    page: Page, sandbox: PreparedSandbox
) -> None:
    instagram = page.get_by_test_id("pane-instagram")
    media = sandbox.state["instagram"]["media"]
    media[0]["insights"] = INSIGHTS
    media += [media[0] | STORY | {"id": f"s{number}", "alt_text": f"Story {number}"} for number in (1, 2)]
    sandbox.change()
    first = instagram.get_by_role("button", name="Story of").first
    await first.click()
    viewer = instagram.get_by_role("dialog", name="Story 1 of 2 by warehouse.berlin")
    await expect(viewer.get_by_role("button", name="Close the story")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await expect(instagram.get_by_role("dialog", name="Story 2 of 2")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(instagram.get_by_role("dialog")).to_have_count(0)
    await expect(instagram.get_by_role("button", name="Story of").first).to_be_focused()
    await expect(instagram.get_by_role("button", name="seen")).to_have_count(2)

    post = instagram.get_by_test_id("instagram-media")
    await swipe(page, post.locator(".ig-picture"))
    await expect(post.get_by_text("2/2")).to_be_visible()
    await instagram.get_by_role("button", name="Insights").click()
    await expect(instagram.get_by_test_id("account-insights")).to_contain_text("2,436")  # with both stories


async def swipe(page: Page, picture: Any) -> None:
    box = await picture.bounding_box()
    middle = box["y"] + box["height"] / 2
    await page.mouse.move(box["x"] + box["width"] * 0.8, middle)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    await page.mouse.up()


async def test_the_wire_is_sieved_and_sent_again_and_what_waits_says_why(page: Page, sandbox: PreparedSandbox) -> None:
    wire = page.get_by_test_id("pane-wire")
    sandbox.state["wire"][1] |= {"number": 7, "whole": True}
    post = {"title": "Countdown", "event": "Techno night", "state": "waiting for a yes", "due_at": "2026-11-26T18:00Z"}
    post["waits"] = "Waits for a yes from Ada or Cy; then for Thu 26 Nov, 19:00."
    sandbox.desk = {
        "posts": [post],
        "tasks": [],
        "counts": {"waiting for a yes": 1},
        "roles": {"T1": {"100001": "owner"}},
    }
    await page.reload()
    await wire.get_by_role("button", name="errors").click()
    await expect(wire.get_by_test_id("wire-entry")).to_have_count(1)
    await wire.get_by_role("button", name="media_publish").click()
    await wire.get_by_role("button", name="Send again").click()
    assert await sandbox.called("again") == {"number": 7}
    await wire.get_by_role("button", name="Waiting (1)").click()
    await expect(wire.get_by_test_id("desk-post")).to_contain_text("Waits for a yes from Ada or Cy")
    await page.get_by_role("button", name="Pause").click()
    assert await sandbox.called("clock") == {"paused": True}
    await page.get_by_role("button", name="+1 week").click()
    assert await sandbox.called("clock", times=2) == {"add_seconds": 604800}


async def test_a_fault_has_a_card_with_cause_and_cure_that_tells_when_it_happened(
    page: Page, sandbox: PreparedSandbox
) -> None:
    await page.get_by_label("Break it:").select_option("lost")
    card = page.get_by_test_id("broken-card")
    await expect(card).to_contain_text("waits for the next call")
    for words in (
        "What happens: The post is live, and nobody told Rite so.",
        "What mends it: Nothing to do. Rite looks",
    ):
        await expect(card).to_contain_text(words)
    at = "2026-11-24T15:00:03+00:00"
    sandbox.state["struck"] = [{"key": "lost", "operation": "media_publish", "at": at}]
    sandbox.change()
    await expect(card).to_contain_text("happened at 16:00:03, media_publish")
    await card.get_by_role("button", name="Put away").click()
    await expect(card).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_is_readable_for_everybody_wide_and_narrow(
    page: Page, sandbox: PreparedSandbox, scheme: Any
) -> None:
    sandbox.state["slack"]["messages"]["C0EVENTS01"][0]["ts"] = f"{NOW - 500}.000100"
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.evaluate(AXE)
    assert await page.evaluate(FINDINGS) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    for pane in ("slack", "telegram", "instagram", "wire"):
        await page.get_by_test_id(f"tab-{pane}").click()
        await expect(page.get_by_test_id(f"pane-{pane}")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 390
        assert await page.evaluate(FINDINGS) == []
    await page.get_by_role("button", name="Controls").click()
    await expect(page.get_by_role("button", name="Next post")).to_be_visible()


async def test_the_first_path_follows_what_happened_and_can_be_left(page: Page, sandbox: PreparedSandbox) -> None:
    guide = page.get_by_test_id("guide")
    await expect(guide).to_contain_text("Step 1 of 6")
    await guide.get_by_role("button", name="Show me").click()
    await expect(page.get_by_test_id("slack-input")).to_be_focused()
    sandbox.desk = {"posts": [], "tasks": [], "counts": {"approved and scheduled": 1}, "roles": {}}
    await page.reload()
    await expect(guide).to_contain_text("Step 6 of 6")
    await guide.get_by_role("button", name="I'll look around myself").click()
    await page.reload()
    await expect(page.get_by_text("Flyer reveal")).to_be_visible()
    await expect(guide).to_have_count(0)
    await page.get_by_role("button", name="First steps").click()
    sandbox.state["struck"] = [{"key": "lost", "operation": "media_publish", "at": "2026-11-24T15:00:03+00:00"}]
    sandbox.change()
    await expect(guide).to_contain_text("You have seen it all")
