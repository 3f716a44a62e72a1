"""When Instagram says no, says nothing, or lets nobody in: cause and cure in the thread, and live exactly once."""

from datetime import timedelta

import httpx
from stages.browser import consent
from stages.evening import ANNOUNCEMENT, CONNECT, ON_SQLITE, Stage, connect, fresh_link, go_to_next_post, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage


async def approved(stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")


@ON_SQLITE
async def test_a_refused_picture_is_told_with_its_cause_and_tried_again(rite: Rite, stage: Stage) -> None:
    await approved(stage)
    await rite.sandbox.fault("instagram", "media", "media_refused")
    await go_to_next_post(rite)
    await stage.sees("Announcement for Warehouse Night did not go out.", "too tall or too wide", button="Try again")
    await stage.press("Try again", ANNOUNCEMENT, "Why")
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    assert len(await rite.sandbox.published()) == 1


@ON_SQLITE
async def test_ended_access_is_renewed_and_nothing_is_lost(rite: Rite, stage: Stage) -> None:
    await approved(stage)
    await rite.sandbox.do("instagram/expire_token", username="warehouse.nights")
    await go_to_next_post(rite)
    used = [link for message in await stage.messages() for link in message.links.values()]
    await stage.press("Reconnect", "did not go out.", "Reconnect the account. While there is time")
    page = await consent(await fresh_link(stage, used))
    assert "@warehouse.nights is connected" in page.text
    await stage.sees("@warehouse.nights is connected again, so Announcement for Warehouse Night goes out after all.")
    await stage.sees(ANNOUNCEMENT, "Live", "Approved by Ada", button="See it")
    assert len(await rite.sandbox.published()) == 1


@ON_SQLITE
async def test_a_lost_answer_is_found_out_and_the_post_is_live_once(rite: Rite, slack: SlackStage) -> None:
    await approved(slack)
    await rite.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    await go_to_next_post(rite)
    await slack.sees(ANNOUNCEMENT, "Live", button="See it")
    assert len(await rite.sandbox.published()) == 1


@ON_SQLITE
async def test_what_cannot_be_found_out_is_asked(rite: Rite, stage: Stage) -> None:
    await approved(stage)
    await rite.sandbox.fault("instagram", "media_publish", "timeout_before", times=9, seconds=0.01)
    await go_to_next_post(rite)
    await until_asked(rite, stage)
    await stage.sees("Announcement for Warehouse Night", "Look at the account in the Instagram app", button="Not there")
    await stage.press("Not there", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "looked: it is not on Instagram", button="Try again")
    await rite.sandbox.http.delete("/faults")
    await stage.press("Try again", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    assert len(await rite.sandbox.published()) == 1


async def until_asked(rite: Rite, stage: Stage) -> None:
    """Let the grace pass, and the one repetition, and its grace."""
    for _ in range(20):
        await rite.sandbox.move_to(rite.clock.now() + timedelta(seconds=25))
        await rite.idle()
        found = [message for message in await stage.messages() if message.shows(ANNOUNCEMENT)]
        if any(message.button("Not there") for message in found):
            return
    raise AssertionError("nobody was asked")


@ON_SQLITE
async def test_consent_may_be_refused_and_the_link_works_once(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("connect")
    link = (await telegram.sees("Connect", button=CONNECT)).links[CONNECT]
    assert "You did not give access, so nothing was changed." in (await consent(link, decision="deny")).text
    assert "is connected" in (await consent(link)).text
    await telegram.sees("@warehouse.nights is connected. What you approve goes out there.")
    async with httpx.AsyncClient() as browser:
        again = await browser.get(link)
    assert again.status_code == 410
    assert "Ask me for a new one in chat." in again.text


@ON_SQLITE
async def test_half_a_consent_says_what_is_missing(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("connect")
    link = (await telegram.sees("Connect", button=CONNECT)).links[CONNECT]
    await consent(link, without="content_publish")
    await telegram.press("Connect again", "I may not publish there", "Not granted: content publish")
    await telegram.sees("Connect", button=CONNECT)
