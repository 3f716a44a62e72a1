"""An event changes in every way while its campaign runs, in words and by buttons; what it touches is shown first."""

from datetime import timedelta

import pytest
from stages.evening import ANNOUNCEMENT, ON_SQLITE, RECAP, Stage, connect, go_to_next_post
from stages.rite import START, Rite
from stages.slack import SlackStage

pytestmark = ON_SQLITE

EVENT = {
    "Name": "Warehouse Night",
    "Starts": "2026-11-27 22:00",
    "Time zone": "Europe/Berlin",
    "Venue": "Halle 7",
    "Price": "12 EUR",
}
CAMPAIGN = "Warehouse Night, Friday 27 November 2026"


async def under_the_card(stage: Stage, words: str) -> None:
    await stage.say(words, about="Friday 27 November 2026, 22:00 (Berlin time)")


async def fill(stage: Stage, title: str, label: str, question: str, answer: str) -> None:
    """One question: a modal in Slack, a message in Telegram."""
    if isinstance(stage, SlackStage):
        await stage.fill(title, {label: answer})
    else:
        await stage.sees(question)
        await stage.say(answer)


@pytest.mark.thorough("telegram")
async def test_an_event_changes_while_its_campaign_runs(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await stage.new_event(EVENT)
    await stage.sees(RECAP, button="Approve")
    await stage.press("Approve", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")

    # an embargo: what was approved waits for its new hour, and for a fresh yes
    await stage.press("Change event", "Publishes to")
    await stage.press("Embargo", "What changes about Warehouse Night?")
    await fill(stage, "Embargo", "Not before", "When may it be announced?", "2026-11-23 12:00")
    await stage.sees("under embargo", "1 post moves", button="Do it")
    await stage.press("Do it", "under embargo")
    await stage.sees("Embargo", "Nothing goes out before Monday 23 November 2026, 12:00")
    await stage.sees(ANNOUNCEMENT, "Monday 23 November, 12:00", button="Approve")
    await stage.press("Approve", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada", "Monday 23 November, 12:00")
    await go_to_next_post(rite)
    assert rite.clock.now() > START + timedelta(days=1)
    live = await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    link = live.links["See it"]

    # another price, in words: what went out is named with its link, and a correction is drafted
    await under_the_card(stage, "price is now 15")
    await stage.sees("has a new price", "12 EUR → 15 EUR", "1 post went out already", button="Do it")
    await stage.press("Do it", "has a new price")
    told = await stage.sees("has a new price", "Changed by Ada", "“Correction”")
    assert link in str(told)
    await stage.sees("Correction · Warehouse Night", "15 EUR", button="Approve")

    await under_the_card(stage, "ausverkauft")
    await stage.press("Do it", "is sold out")
    await stage.sees("Sold out · Warehouse Night", button="Approve", picture=True)

    await stage.press("Change event", "Publishes to")
    await stage.press("Postpone", "What changes about Warehouse Night?")
    await fill(stage, "Postpone", "New start", "When does it start now?", "2026-12-11 22:00")
    await stage.press("Do it", "has a new date")
    await stage.sees("New date · Warehouse Night", "Friday 11 December", button="Approve")
    await stage.sees("Friday 11 December 2026, 22:00", "Publishes to")

    # cancelled while Instagram has a post in hand: what is left is stopped, which side won is said
    await stage.press("Approve", "New date · Warehouse Night")
    await stage.sees("New date · Warehouse Night", "Approved by Ada")
    await rite.sandbox.fault("instagram", "media_publish", "slow_landing", seconds=40)
    await go_to_next_post(rite)
    await rite.sandbox.until(lambda state: not state["faults"], "publishing the new date")
    await rite.idle()
    await stage.say("abgesagt", about="Friday 11 December 2026, 22:00 (Berlin time)")
    await stage.press("Cancel the event", "is cancelled")
    await stage.sees("New date was on its way to Instagram when you cancelled; I tell you here how that ends.")
    await stage.sees("Cancelled. Nothing of it goes out any more.")
    await until_live(rite, stage, "New date · Warehouse Night")
    await stage.sees("Cancelled · Warehouse Night", button="Approve", picture=True)
    assert len(await rite.sandbox.published()) == 2


async def until_live(rite: Rite, stage: Stage, *card: str) -> None:
    """Instagram shows it after a while, and it is found there."""
    for _ in range(8):
        await rite.sandbox.move_to(rite.clock.now() + timedelta(seconds=25))
        await rite.idle()
        if any(message.shows(*card, "Live") for message in await stage.messages()):
            return
    await stage.sees(*card, "Live")
