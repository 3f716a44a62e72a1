"""What people write under a post is told where it was made: once, quietly, and as words that can do nothing."""

from datetime import timedelta
from typing import Any

import httpx
from stages.evening import ANNOUNCEMENT, ON_SQLITE, Stage, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

pytestmark = ON_SQLITE

HOOK = "/instagram/webhooks"
SAID = "commented on Announcement, Warehouse Night"


async def go_live(rite: Rite, stage: Stage) -> str:
    """Tonight's announcement is live; returns its id on Instagram."""
    await connect(stage)
    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.press("Post now", ANNOUNCEMENT, "Approved by Ada")
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    await rite.idle()
    (medium,) = await rite.sandbox.published()
    return str(medium["id"])


async def write(rite: Rite, media_id: str, text: str, username: str = "fan") -> None:
    answer = await rite.sandbox.do("instagram/comment", media_id=media_id, username=username, text=text)
    assert answer["delivered"] == 200


async def test_in_telegram_a_comment_is_told_with_a_link_and_many_are_summed_up(
    rite: Rite, telegram: TelegramStage
) -> None:
    stage = telegram
    media_id = await go_live(rite, stage)
    await write(rite, media_id, "Wie spät? 🎉 @ada_codes /stop <b>bold</b>", username="ada_codes")
    told = await stage.sees(SAID, "Wie spät? 🎉", "<b>bold</b>", button="See it")
    (medium,) = await rite.sandbox.published()
    assert told.links["See it"] == medium["permalink"]
    shown = (await rite.sandbox.state())["telegram"]["messages"][telegram.chat]
    html = next(message["html"] for message in shown if message["message_id"] == told.handle["id"])
    assert "<blockquote>" in html
    assert "tg-mention" not in html and "tg-bot-command" not in html

    assert (await rite.sandbox.do("instagram/redeliver"))["status"] == 200
    for number in range(2, 7):
        await rite.sandbox.move_to(rite.clock.now() + timedelta(seconds=2))
        await write(rite, media_id, f"comment {number}")
    await rite.idle()
    assert sum(message.shows(SAID) for message in await stage.messages()) == 1
    await rite.sandbox.move_to(rite.clock.now() + timedelta(minutes=11))
    await stage.sees("5 new comments on Announcement, Warehouse Night", "the newest by", "comment 6")
    await rite.idle()

    await rite.sandbox.move_to(rite.clock.now() + timedelta(hours=1))
    await rite.idle()
    await stage.command("stats")
    await stage.sees("Numbers so far", "1 post live", "@warehouse.nights", "followers", "Berlin")
    await stage.settings(digest_hour="09:00", time_zone="Europe/Berlin", comments="No")
    await stage.sees("Saved.")
    await write(rite, media_id, "nobody hears this")
    await rite.sandbox.move_to(rite.clock.now() + timedelta(minutes=11))
    await rite.idle()
    assert not any(message.shows("nobody hears this") for message in await stage.messages())


async def test_in_slack_forgeries_are_refused_and_strangers_words_call_nobody(rite: Rite, slack: SlackStage) -> None:
    media_id = await go_live(rite, slack)
    await only_the_signed_is_believed(rite)
    await rite.sandbox.do("instagram/settings", webhook_shape="flat")
    await rite.sandbox.do("instagram/hold")
    for text in ("one", "<!channel> <@U0BEN00001> *bold* " + "x" * 400):
        await rite.sandbox.do("instagram/comment", media_id=media_id, username="fan", text=text)
        await rite.sandbox.move_to(rite.clock.now() + timedelta(seconds=2))
    assert (await rite.sandbox.do("instagram/release", reverse=True))["statuses"] == [200, 200]
    told = await slack.sees("on Announcement, Warehouse Night", "*bold*", "…")
    message = await raw(rite, told.handle["ts"])
    assert "<!" not in message["text"] and "<@" not in message["text"]
    shown = [block for block in message["blocks"] if block["type"] == "rich_text"]
    (words,) = shown[0]["elements"][0]["elements"]
    assert words["type"] == "text" and words["text"].startswith("<!channel> <@") and len(words["text"]) <= 310
    assert message["thread_ts"] != message["ts"]
    await rite.sandbox.move_to(rite.clock.now() + timedelta(minutes=11))
    await rite.idle()
    await slack.sees(ANNOUNCEMENT, "Live", "2 comments")


async def only_the_signed_is_believed(rite: Rite) -> None:
    url = f"{rite.settings.public_url}{HOOK}"
    async with httpx.AsyncClient() as stranger:
        for headers in ({}, {"x-hub-signature-256": "sha256=" + "0" * 64}):
            forged = await stranger.post(url, content=b'{"entry": []}', headers=headers)
            assert forged.status_code == 403
        assert (await stranger.post(url, content=b"x" * 3_000_000)).status_code == 413
        handshake = {"hub.mode": "subscribe", "hub.challenge": "1158", "hub.verify_token": "guessed"}
        assert (await stranger.get(url, params=handshake)).status_code == 403
    assert await rite.sandbox.do("instagram/verify_webhook") == {"verified": True}


async def raw(rite: Rite, ts: str) -> dict[str, Any]:
    """A Slack message as Slack keeps it."""
    messages = (await rite.sandbox.state())["slack"]["messages"]["C0EVENTS01"]
    return next(message for message in messages if message["ts"] == ts)


async def test_when_comments_cannot_be_switched_on_people_are_told(rite: Rite, slack: SlackStage) -> None:
    await rite.sandbox.fault("instagram", "subscribed_apps", "error", code=3, message="No capability")
    await connect(slack)
    await slack.sees("Comments on @warehouse.nights will not appear here")
