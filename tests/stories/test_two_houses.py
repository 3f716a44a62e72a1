"""One person in Slack and in Telegram: the same draft in both, in the same state."""

import re

from stages.evening import ANNOUNCEMENT, connect, tonight
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
