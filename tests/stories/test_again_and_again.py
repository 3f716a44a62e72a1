"""A night that comes again: two people approve it, the campaign is paused, and the next one is asked about."""

from datetime import timedelta

from stages.evening import ANNOUNCEMENT, ON_SQLITE, at, connect, events, tonight
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

from core.workspaces.model import Role

pytestmark = ON_SQLITE


async def test_in_slack_a_campaign_has_goals_is_paused_and_comes_again(rite: Rite, slack: SlackStage) -> None:
    await connect(slack)
    await tonight(slack)
    await slack.press("Goals", "Warehouse Night", "Campaign")
    await slack.fill("Goals and budget", {"Reach": "10k", "Budget": "250 EUR"})
    await slack.sees("10,000 wanted, not known so far: no post is live yet", "€250.00")
    await slack.press("Approve for", ANNOUNCEMENT)
    await slack.press("Pause campaign", "Warehouse Night", "running")
    await slack.sees("paused, nothing goes out", button="Resume campaign")
    await slack.press("Resume campaign", "paused, nothing goes out")
    await slack.sees(ANNOUNCEMENT, "Approved by Ada", button="Take back")
    await rite.sandbox.move_to(at("2026-11-22T21:30+00:00"))
    await slack.command("series")
    await slack.is_told("No series yet")
    await slack.press("Begin a series", "No series yet")
    await slack.fill("Begin a series", {"Event": "Warehouse Night, Sun 22 Nov", "How often": "every Sunday"})
    await slack.is_told("Warehouse Night is every Sunday from now on.")
    await rite.sandbox.move_to(rite.clock.now() + timedelta(hours=2))
    await slack.sees("Warehouse Night: shall I set up Sun 29 Nov?", button="Set it up")
    await slack.press("Set it up", "shall I set up Sun 29 Nov?")
    await slack.sees("Got it: Warehouse Night, Sunday 29 November 2026", "Without line-up, price and ticket link")
    assert len(await events(rite)) == 2


async def test_in_telegram_two_people_approve_and_the_next_one_is_told_anew(
    rite: Rite, telegram: TelegramStage
) -> None:
    cy, ben = telegram.as_("cy"), telegram.as_("ben")
    await cy.arrive(rite, Role.APPROVER)
    await ben.arrive(rite, Role.APPROVER)
    await connect(telegram)
    await telegram.command("approvals")
    await telegram.press("Change", "Usually: one yes")
    await telegram.press("Every post", "For which posts?")
    await telegram.press("Two people", "How many people shall say yes?")
    await telegram.sees("Saved. Every post: two people.")
    await tonight(telegram)
    await telegram.sees(ANNOUNCEMENT, "Waits for two yeses")
    await cy.press("Approve for", ANNOUNCEMENT)
    await cy.is_told("1 of 2: Cy Cordes")
    await telegram.sees(ANNOUNCEMENT, "1 of 2: Cy Cordes; waits for Ben")
    await ben.press("Approve for", ANNOUNCEMENT)
    await telegram.sees(ANNOUNCEMENT, "Approved by Cy Cordes and Ben", button="Take back")
    await rite.sandbox.move_to(at("2026-11-22T21:30+00:00"))
    await telegram.press("Approve for", "Recap · Warehouse Night")
    await telegram.is_told("You wrote this one, so somebody else says yes")
    await cy.press("Approve for", "Recap · Warehouse Night")
    await telegram.press("Next one", "Warehouse Night", "Campaign")
    await telegram.say("DJ Koze")
    await telegram.press("Skip", "What does it cost this time?")
    await telegram.press("Skip", "Is there a ticket link for this one?")
    await telegram.press("Every Sunday", "Does it come again?")
    await telegram.press("Set it up", "Is this right?", "DJ Koze")
    await telegram.sees("Without price and ticket link so far", "From now on it is every Sunday")
    assert [event.lineup for event in await events(rite)] == [[], ["DJ Koze"]]
