"""What can be done with a draft, and what its card says afterwards."""

import pytest
from stages.evening import ANNOUNCEMENT, ON_SQLITE, RECAP, Stage, connect, go_to_next_post, tonight
from stages.rite import Rite
from stages.slack import SlackStage


@pytest.mark.thorough("postgres")
async def test_a_draft_is_edited_moved_stopped_and_sent(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    first = await stage.sees(ANNOUNCEMENT, button="Approve for")

    await stage.edit("Tonight, all night long.", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Tonight, all night long.", "Version 2", "edited by Ada", button="Approve for")
    await stage.press_again(first, "Approve for")
    await stage.is_told("This is an older version of the post. The card shows the current one now.")

    await stage.reschedule("2026-11-21 20:00", ANNOUNCEMENT)
    await stage.is_refused("That moment has passed. Pick one that is still to come.")
    await stage.give_up()
    await stage.reschedule("2026-11-22 20:00", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Goes out", "Sunday 22 November, 20:00 (Berlin time)", button="Approve for")

    await stage.press("Approve for Sun 22 Nov, 20:00", ANNOUNCEMENT)
    await stage.press("Take back", ANNOUNCEMENT, "Approved by Ada")
    await stage.is_told("Taken back. It waits for a yes again.")
    await stage.press("Approve for", ANNOUNCEMENT, "Waits for one yes")
    await stage.press("Stop", ANNOUNCEMENT)
    await stage.press("Resume", ANNOUNCEMENT, "Held")
    await stage.is_told("Resumed. It goes out at its hour.")
    await stage.press("Post now", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")

    await stage.press("Skip", RECAP)
    await stage.sees(RECAP, "Dropped", button="Resume")
    (medium,) = await rite.sandbox.published()
    assert medium["caption"] == "Tonight, all night long."


@ON_SQLITE
async def test_stop_holds_everything_that_was_approved(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.sees(RECAP, button="Approve")
    await stage.press("Approve all 2", "Warehouse Night")
    await stage.is_told("Approved 2 posts. They go out by themselves.")
    await stage.sees(RECAP, "Approved by Ada")
    await stage.command("stop")
    await stage.sees("stopped 2 posts. Press Resume on a card to let it go out.")
    await stage.sees(ANNOUNCEMENT, "Held", button="Resume")
    await stage.press("Resume", RECAP, "Held")
    await stage.sees(RECAP, "Approved, goes out", button="Stop")
    await go_to_next_post(rite)
    await stage.sees(RECAP, "Live", button="See it")
    assert len(await rite.sandbox.published()) == 1


@ON_SQLITE
async def test_words_under_a_card_are_a_request_for_changes(stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.sees(RECAP, button="Approve")
    if isinstance(stage, SlackStage):
        await stage.say('Announcement: add "Doors open at ten"', about="Sunday 22 November 2026, 22:00")
    else:
        await stage.say('add "Doors open at ten"', about=ANNOUNCEMENT)
    await stage.sees("I'm on it. The card shows the new version in a moment.")
    await stage.sees(ANNOUNCEMENT, "Doors open at ten", "Version 2", button="Approve")
    await stage.say('add "See you there"', about="Sunday 22 November 2026, 22:00")
    await stage.press("Recap", "Which post do you mean?")
    await stage.sees(RECAP, "See you there", "Version 2", button="Approve")
