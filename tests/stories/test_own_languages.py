"""Everybody hears their own language, and a room the team's."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, connect, tonight
from stages.rite import Rite
from stages.slack import SlackStage


@ON_SQLITE
async def test_each_hears_their_own_language_and_a_room_the_team_s(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    await tonight(slack)
    await slack.command("language Deutsch")
    await slack.is_told("Ab jetzt spreche ich mit dir in dieser Sprache.")
    await slack.command("help")
    await slack.is_told("Was ich kann")
    await slack.sees(ANNOUNCEMENT, "Waits for one yes from Ada", button="Approve")
    ben = slack.as_("ben")
    await ben.command("help")
    await ben.is_told("What I can do")
    await slack.command("settings")
    assert await slack.fill("Einstellungen", {"Sprache des Teams": "Deutsch"}) == {}
    await slack.press("Approve", ANNOUNCEMENT)
    await slack.sees("Ankündigung · Warehouse Night", "Sonntag, 22. November", gone="Approve")
