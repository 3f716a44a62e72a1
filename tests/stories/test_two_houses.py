"""One person in Slack and in Telegram: the same draft in both, in the same state."""

import re

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage


async def test_what_is_decided_in_one_house_shows_in_the_other(rite: Rite, slack: SlackStage) -> None:
    telegram = TelegramStage(rite.sandbox)
    await slack.command("telegram")
    told = await slack.sees("Open our bot in Telegram and send it")
    token = re.search(r"/start (\S+)", told.text)
    assert token is not None
    await telegram.say(token.group())
    await telegram.sees("Hi Ada, I'm Rite. You work with Warehouse Nights here.")
    await connect(slack)
    await tonight(slack)
    await telegram.press("Approve for", ANNOUNCEMENT)
    await slack.sees(ANNOUNCEMENT, "Approved by Ada", button="Take back", gone="Approve for")
    await slack.press("Take back", ANNOUNCEMENT)
    await telegram.sees(ANNOUNCEMENT, "Waits for one yes from Ada", button="Approve for", gone="Take back")
    await telegram.say('add "Doors open at ten"', about=ANNOUNCEMENT)
    await slack.sees(ANNOUNCEMENT, "Doors open at ten", "Version 2", button="Approve for")


@ON_SQLITE
async def test_a_channel_that_begins_to_follow_is_shown_what_is_planned_already(rite: Rite, slack: SlackStage) -> None:
    telegram = TelegramStage(rite.sandbox)
    await slack.command("telegram")
    token = re.search(r"/start (\S+)", (await slack.sees("Open our bot in Telegram")).text)
    assert token is not None
    await telegram.say(token.group())
    await telegram.new_event(TONIGHT)
    await telegram.sees(ANNOUNCEMENT, picture=True)
    await rite.idle()
    await slack.new_event({**TONIGHT, "Name": "Second Night"})
    await slack.sees("Second Night", "drafts wait for a yes")
    await slack.sees(ANNOUNCEMENT, picture=True)
