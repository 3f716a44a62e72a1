"""The page in a real browser, drawn from a prepared state and watched through the calls it makes."""

import httpx
import pytest
from playwright.async_api import Page, expect
from starlette.applications import Starlette

from sandbox.page import page_routes
from tests.sandbox.page_stage import PreparedSandbox
from tests.sandbox.page_state import ADA, BOT, MODAL, NOW, slack_message

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.chromium
async def test_each_kind_of_block_is_drawn_and_an_unknown_one_stays_readable(page: Page) -> None:
    slack = page.get_by_test_id("pane-slack")
    message = slack.get_by_test_id("slack-message").first
    await expect(message.get_by_role("heading", name="Flyer reveal 🎨")).to_be_visible()
    for tag, words in (("b", "Techno night"), ("i", "warehouse.berlin"), ("s", "sold out"), ("code", "draft")):
        await expect(message.locator(tag, has_text=words).first).to_be_visible()
    for words in ("@Ada Albrecht", "#events", "& more", "27 Nov 2026 22:00", "1,140 of 2,200", "Requested by Ada"):
        await expect(message.get_by_text(words).first).to_be_visible()
    await expect(message.get_by_role("link", name="tickets")).to_have_attribute("href", "https://example.org/x")
    await expect(message.get_by_role("img", name="Flyer. TECHNO NIGHT in yellow")).to_have_js_property(
        "naturalWidth", 320
    )
    await expect(message.locator("b", has_text="Rich words")).to_be_visible()
    await expect(message.get_by_role("listitem").filter(has_text="second")).to_be_visible()
    unknown = message.get_by_test_id("not-drawn")
    await expect(unknown).to_contain_text("not drawn here: carousel")
    await unknown.locator("summary").click()
    await expect(unknown.get_by_text('"type": "card"')).to_be_visible()


@pytest.mark.chromium
async def test_a_thread_stands_under_its_message_and_private_words_are_for_one_person(page: Page) -> None:
    slack = page.get_by_test_id("pane-slack")
    await expect(slack.get_by_role("group", name="Thread, 1 replies").get_by_text("22:00 → 23:00")).to_be_visible()
    await expect(slack.get_by_text("Only visible to you")).to_have_count(1)
    await expect(slack.get_by_text("Only approvers can release posts.")).to_be_visible()
    await page.get_by_label("You are:").select_option("ben")
    await expect(slack.get_by_text("This is for Ben alone.")).to_be_visible()
    await expect(slack.get_by_text("Only approvers can release posts.")).to_have_count(0)


@pytest.mark.chromium
async def test_presses_in_slack_reach_the_bot_and_a_dangerous_one_asks_first(
    page: Page, sandbox: PreparedSandbox
) -> None:
    slack = page.get_by_test_id("pane-slack")
    at = {"user": "ada", "channel": "C0EVENTS01", "ts": f"{NOW - 500}.000100"}
    await slack.get_by_role("button", name="Approve for Thu 19:00").click()
    assert await sandbox.called("slack/press") == at | {
        "action_id": "approve",
        "block_id": "deeds",
        "value": "post-1",
    }
    await slack.get_by_role("combobox", name="Another time").select_option("Early bird")
    await slack.get_by_role("button", name="Don't post this").click()
    await expect(slack.get_by_role("alertdialog", name="Really?")).to_contain_text("It stays a draft.")
    assert (await sandbox.called("slack/press"))["value"] == "early"
    await slack.get_by_role("alertdialog").get_by_role("button", name="Drop").click()
    await expect(slack.get_by_role("alertdialog")).to_have_count(0)
    await slack.get_by_role("button", name="More actions").click()
    await slack.get_by_role("menuitem", name="Pause campaign").click()
    await sandbox.called("slack/press")
    assert [body["action_id"] for _, body in sandbox.calls] == ["approve", "slot", "drop", "rare"]


@pytest.mark.chromium
async def test_half_typed_words_and_the_place_of_the_caret_survive_an_update(
    page: Page, sandbox: PreparedSandbox
) -> None:
    box = page.get_by_test_id("slack-input")
    await box.press_sequentially("half a thou")
    await page.keyboard.press("ArrowLeft")
    sandbox.state["slack"]["messages"]["C0EVENTS01"].append(slack_message(NOW, "Something new"))
    sandbox.change()
    await expect(page.get_by_text("Something new")).to_be_visible()
    await expect(box).to_be_focused()
    await page.keyboard.type("-")
    await expect(box).to_have_value("half a tho-u")


@pytest.mark.chromium
async def test_a_modal_keeps_its_answers_over_an_update_and_sends_them_by_block(
    page: Page, sandbox: PreparedSandbox
) -> None:
    sandbox.state["slack"]["modals"] = {ADA: [MODAL]}
    sandbox.change()
    modal = page.get_by_role("dialog", name="New event")
    await expect(modal.get_by_role("alert")).to_have_text("Please say what it is called.")
    await modal.get_by_label("Name").fill("Techno night")
    await modal.get_by_label("Start").fill("22:00")
    await modal.get_by_label("Doors").fill("2026-11-27T21:30")
    await modal.get_by_label("Tier").select_option("Early bird")
    await modal.get_by_label("Loud").check()
    await modal.get_by_label("Queer").check()
    await modal.get_by_label("Free").check()
    await modal.get_by_label("Ticket link").fill("https://example.org/t")
    await modal.get_by_label("Price").fill("12.5")
    await modal.get_by_label("Flyer").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"png"})
    sandbox.state["slack"]["modals"] = {ADA: [MODAL | {"errors": {}}]}
    sandbox.change()
    await expect(modal.get_by_role("alert")).to_have_count(0)
    sandbox.answers["slack/submit"] = {"closed": False, "errors": {"Price": "Too dear."}}
    await modal.get_by_role("button", name="Create").click()
    await expect(modal.get_by_role("alert")).to_have_text("Too dear.")
    await expect(modal.get_by_label("Price")).to_be_focused()
    assert await sandbox.called("slack/submit") == {
        "user": "ada",
        "view_id": "V0MODAL001",
        "values": {
            "name": "Techno night",
            "note": "Bring earplugs",
            "day": "2026-11-27",
            "hour": "22:00",
            "doors": "1795811400",
            "tier": "early",
            "mood": "loud",
            "tags": ["queer", "free"],
            "link": "https://example.org/t",
            "price": "12.5",
            "flyer": [{"name": "a.png", "base64": "cG5n"}],
        },
    }
    await page.keyboard.press("Escape")
    assert await sandbox.called("slack/close") == {"user": "ada", "view_id": "V0MODAL001"}


@pytest.mark.chromium
async def test_a_box_sends_messages_commands_and_the_sample_and_keeps_what_was_refused(
    page: Page, sandbox: PreparedSandbox
) -> None:
    box = page.get_by_test_id("slack-input")
    await box.press("Tab")
    await expect(box).to_have_value("@Rite Techno night next Friday 22:00, Halle 7, Berlin, early bird 12 EUR")
    await box.press("Enter")
    said = await sandbox.called("slack/say")
    assert said["channel"] == "C0EVENTS01"
    assert said["text"].startswith(f"<@{BOT}> Techno night next Friday")
    sandbox.answers["slack/command"] = {"status": 200, "body": ""}
    await box.fill("/rite calendar all")
    await box.press("Enter")
    command = {"user": "ada", "channel": "C0EVENTS01", "command": "/rite", "text": "calendar all"}
    assert await sandbox.called("slack/command") == command
    sandbox.answers["slack/say"] = {"error": "The channel is archived."}
    await box.fill("lost words")
    await box.press("Enter")
    await expect(page.get_by_role("alert").filter(has_text="The channel is archived.")).to_be_visible()
    await expect(box).to_have_value("lost words")


@pytest.mark.chromium
async def test_telegram_takes_presses_replies_and_commands_and_shows_alerts(
    page: Page, sandbox: PreparedSandbox
) -> None:
    telegram = page.get_by_test_id("pane-telegram")
    await telegram.get_by_role("button", name="Approve").click()
    assert await sandbox.called("telegram/press") == {"user": "ada", "message_id": 3, "data": "a1"}
    await telegram.get_by_role("button", name="/help").click()
    assert await sandbox.called("telegram/say") == {"user": "ada", "text": "/help"}
    await telegram.get_by_test_id("telegram-message").nth(1).get_by_text("Hi", exact=True).click()
    await telegram.get_by_test_id("telegram-input").fill("make it 23:00")
    sandbox.state["telegram"]["answers"] = {"100001": [{"text": "Cy was faster.", "show_alert": True}]}
    sandbox.change()
    await telegram.get_by_role("alertdialog").get_by_role("button", name="OK").click()
    await telegram.get_by_test_id("telegram-input").press("Enter")
    await expect(telegram.get_by_test_id("telegram-input")).to_have_value("")
    assert sandbox.calls[-1] == ("telegram/say", {"user": "ada", "text": "make it 23:00", "reply_to": 2})
    own = telegram.locator(".tg-message.mine").first
    await own.hover()
    await own.get_by_role("button", name="Edit").click()
    await telegram.get_by_test_id("telegram-input").fill("what it says now")
    await telegram.get_by_test_id("telegram-input").press("Enter")
    edited = await sandbox.called("telegram/edit")
    assert (edited["user"], edited["text"]) == ("ada", "what it says now")
    sandbox.state["telegram"]["start_token"] = "invite-7"
    sandbox.change()
    await telegram.get_by_role("button", name="START", exact=True).click()
    await expect(telegram.get_by_test_id("telegram-input")).to_have_count(0)
    assert sandbox.calls[-1] == ("telegram/say", {"user": "ada", "text": "/start invite-7"})


@pytest.mark.chromium
async def test_files_sent_together_in_telegram_are_an_album_and_a_single_one_is_not(
    page: Page, sandbox: PreparedSandbox
) -> None:
    telegram = page.get_by_test_id("pane-telegram")
    pictures = [{"name": f"{name}.png", "mimeType": "image/png", "buffer": b"png"} for name in "ab"]
    film = {"name": "c.mp4", "mimeType": "video/mp4", "buffer": b"film"}
    calendar = {"name": "d.ics", "mimeType": "text/calendar", "buffer": b"dates"}
    await telegram.get_by_label("Attach a file").set_input_files([*pictures, film, calendar])
    await telegram.get_by_test_id("telegram-input").fill("Last night")
    await telegram.get_by_test_id("telegram-input").press("Enter")
    album = await sandbox.called("telegram/send_album")
    assert [(one["kind"], one["name"]) for one in album["files"]] == [
        ("photo", "a.png"),
        ("photo", "b.png"),
        ("video", "c.mp4"),
    ]
    assert album["caption"] == "Last night"
    alone = await sandbox.called("telegram/send_file")
    assert (alone["kind"], alone["name"], "caption" in alone) == ("document", "d.ics", False)


@pytest.mark.chromium
async def test_a_post_on_instagram_shows_slides_tags_company_place_and_what_is_said_of_them(page: Page) -> None:
    post = page.get_by_test_id("instagram-media")
    await expect(post.get_by_text("with dj.ada")).to_be_visible()
    await expect(post.get_by_text("1047")).to_be_visible()
    await expect(post.get_by_text("cy.dances")).to_be_visible()
    await expect(post.get_by_role("img", name="Flyer in yellow")).to_have_js_property("naturalWidth", 320)
    await expect(post.locator(".ig-comment.first")).to_contain_text("#techno")
    await post.get_by_role("button", name="Next picture").click()
    film = post.locator("video")
    await expect(film).to_have_attribute("src", "/film.mp4")
    await expect(film).to_have_attribute("aria-label", "Flyer in yellow")
    await expect(post.get_by_text("cy.dances")).to_have_count(0)
    await expect(post.get_by_text("2/2")).to_be_visible()
    await post.get_by_text("Alt texts").click()
    await expect(post.get_by_text("2 none")).to_be_visible()


@pytest.mark.chromium
async def test_how_instagram_behaves_is_turned_on_the_page(page: Page, sandbox: PreparedSandbox) -> None:
    await page.get_by_text("How Instagram behaves").click()
    await page.get_by_label("Publishing the same again").select_option("duplicate")
    assert await sandbox.called("instagram/settings") == {"repeat_publish": "duplicate"}
    await page.get_by_label("Seconds until a post is listed").fill("12")
    await page.get_by_label("Seconds until a post is listed").press("Enter")
    assert await sandbox.called("instagram/settings", times=2) == {"listing_lag_seconds": 12}
    # The prepared world forgets what it is told, so the page soon draws the box as it was.
    await page.get_by_label("Ids come as plain numbers").click()
    assert await sandbox.called("instagram/settings", times=3) == {"integer_ids": True}


@pytest.mark.chromium
async def test_the_title_bar_moves_the_clock_and_breaks_things_and_the_wire_tells_all(
    page: Page, sandbox: PreparedSandbox
) -> None:
    await expect(page.get_by_role("heading", name="SANDBOX: nothing leaves this machine")).to_be_visible()
    await expect(page.get_by_test_id("clock")).to_contain_text("Tue 24 Nov 2026")
    await page.get_by_role("button", name="Next post").click()
    assert await sandbox.called("clock") == {"to": "next_post"}
    await page.get_by_label("Break it:").select_option("lost")
    assert (await sandbox.called("faults"))["kind"] == "apply_then_drop"
    wire = page.get_by_test_id("pane-wire")
    await wire.get_by_label("Filter the wire").fill("slack")
    await expect(wire.get_by_test_id("wire-entry")).to_have_count(1)
    await wire.get_by_role("button", name="/slack/events").click()
    await wire.get_by_role("button", name="Send again").click()
    assert await sandbox.called("slack/redeliver") == {"event_id": "Ev01"}
    await expect(page.get_by_test_id("instagram-media")).to_contain_text("Techno night #berlin")


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/page/js/main.js", 200, "text/javascript; charset=utf-8"),
        ("/page/css/page.css", 200, "text/css; charset=utf-8"),
        ("/page/icon.svg", 200, "image/svg+xml"),
        ("/page/%2e%2e/__init__.py", 404, "text/plain; charset=utf-8"),
    ],
)
async def test_parts_of_the_page_are_served_as_what_they_are_and_nothing_else_is(
    path: str, status: int, kind: str
) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Starlette(routes=page_routes()))) as client:
        answer = await client.get(f"http://sandbox{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, kind)
    if status == 200:
        assert "default-src 'self'" in answer.headers["content-security-policy"]
