"""A brand of one's own: told once in chat, on every flyer from then on; in both houses."""

import pytest
from stages.evening import ON_SQLITE, TONIGHT, Stage
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage
from stages.uploads import SVG, logo

pytestmark = ON_SQLITE

POST = "Last call"


@pytest.mark.thorough("telegram")
async def test_a_team_tells_its_brand_and_sees_it_on_every_flyer(stage: Stage) -> None:
    await stage.new_event(TONIGHT)
    await stage.sees("Version 1", picture=True, button="Edit")
    await stage.command("brand")
    card = await stage.sees("You have no brand yet", "each design's own", picture=True, button="Change")
    assert not card.button("Undo")
    await stage.brand(
        {"Main colour": "#C6FF00", "Background": "black", "Text colour": "white", "Handle": "Klangwerk.FFM"}, logo()
    )
    saved = "This is how your flyers look from now on"
    card = await stage.sees(saved, "main #c6ff00", "on every flyer", "@klangwerk.ffm", picture=True, button="Repaint")
    await stage.press("Choose a typeface", saved)
    await stage.press("Syne", "Which typeface")
    await stage.press("Take the colours from our logo", "Your headlines are set in Syne")
    await stage.press("Repaint", "These are the colours of your logo", "text #", "background #")
    await stage.sees("Version 2", picture=True, button="Edit")
    await stage.press("Undo", "These are the colours of your logo")
    await stage.sees("Undone", "main #c6ff00", "background #000000", "Syne")


async def test_what_is_no_colour_and_no_logo_is_refused_in_words_in_slack(slack: SlackStage) -> None:
    await slack.command("brand")
    await slack.press("Change", "Your brand")
    wrong = await slack.fill("Your brand", {"Main colour": "greeen", "Text colour": "#12345"})
    assert "Do you mean green?" in wrong["Main colour"]
    assert "Write it like #c6ff00" in wrong["Text colour"]
    wrong = await slack.fill("Your brand", {"Main colour": "navy", "Text colour": "white", "Background": "ivory"})
    assert "Nobody could read" in wrong["Text colour"]
    wrong = await slack.fill(
        "Your brand", {"Main colour": "navy", "Text colour": "", "Background": ""}, files={"Logo": [SVG]}
    )
    assert "That is an SVG drawing; please export it as PNG" in wrong["Logo"]
    await slack.close()


async def test_what_is_no_colour_and_no_logo_is_refused_in_words_in_telegram(telegram: TelegramStage) -> None:
    await telegram.command("brand")
    await telegram.press("Change", "Your brand", "Headlines")
    await telegram.sees("Send your logo as a file", button="Save")
    await telegram.send_photo(SVG, kind="document", name="logo.svg")
    await telegram.is_told("That is an SVG drawing")
    await telegram.press("Change", "Send your logo as a file")
    await telegram.press("Main colour", "What shall I change?")
    await telegram.say("greeen")
    await telegram.is_refused("Do you mean green?")


async def test_only_owners_change_the_brand_and_find_it_in_the_home_tab_as_well(rite: Rite, slack: SlackStage) -> None:
    await slack.command("brand")
    seen = await slack.sees("Your brand", button="Change")
    ben = slack.as_("ben")
    await ben.command("brand")
    await ben.sees("You have no brand yet", "Only an owner changes the brand.", gone="Change")
    await ben.press_again(seen, "Choose a typeface")
    await ben.sees("Ask one of them")
    await slack.open_home("Settings")
    await slack.press_home("Brand")
    await slack.in_direct().sees("You have no brand yet", picture=True, button="Change")
