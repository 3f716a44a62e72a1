"""Words to choose from: two languages from the form, options on request in both houses, one picked, the others gone."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, TONIGHT, connect
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

pytestmark = ON_SQLITE

OPTIONS = "3 options · Announcement · Warehouse Night"


async def test_options_are_asked_for_in_words_and_one_is_picked(
    rite: Rite, slack: SlackStage, telegram: TelegramStage
) -> None:
    await connect(slack)
    await slack.new_event({**TONIGHT, "Languages": "English, German", "Audience": "regulars"})
    card = await slack.sees(ANNOUNCEMENT, "Sunday 22 November", "— DE", "Sonntag, 22. November", button="Approve")
    await slack.say("Announcement: 3 options", about="Sunday 22 November 2026, 22:00")
    await slack.sees("I'm writing 3 options.")
    options = await slack.sees(OPTIONS, "Option 1", "Option 3", "— DE", "offline writer", button="Use option 2")
    await slack.sees(ANNOUNCEMENT, "Version 1", button="Approve")
    await slack.press("Use option 2", OPTIONS)
    await slack.sees(OPTIONS, "Ada took option 2", gone="Use option 2")
    await slack.sees(ANNOUNCEMENT, "Version 2", "Sonntag, 22. November", button="Approve")
    await slack.press_again(options, "Use option 1")
    await slack.is_told("One of them was picked already.")
    await slack.press_again(card, "Approve")
    await slack.is_told("older version")

    await telegram.say("two options only in German", about="Version 2 ·")
    offered = await telegram.sees("2 options · Announcement", "Asked for", button="Use option 1")
    await telegram.say("no hashtags", about="Version 2 ·")
    await telegram.sees(ANNOUNCEMENT, "Version 3", button="Approve")
    await telegram.sees("2 options · Announcement", "can't be picked any more", gone="Use option 1")
    await telegram.press_again(offered, "Use option 1")
    await telegram.is_told("The post has changed since")
    await telegram.say("2 versions", about="Version 3 ·")
    await telegram.sees("2 options · Announcement", "Option 1", button="Use option 1")
    await telegram.say("2", about="Nothing changes until you pick one.")
    await telegram.sees(ANNOUNCEMENT, "Version 4", button="Approve")
