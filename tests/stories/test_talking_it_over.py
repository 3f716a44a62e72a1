"""A post is talked over: changed in words, approved, changed again, and brought back; everybody sees what happened."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, RECAP, Stage, connect, tonight
from stages.slack import SlackStage

pytestmark = ON_SQLITE


async def reply(stage: Stage, words: str) -> None:
    """In Slack all cards of a campaign share a thread, so the reply names its post."""
    about = "Sunday 22 November 2026, 22:00" if isinstance(stage, SlackStage) else ANNOUNCEMENT
    await stage.say(f"Announcement: {words}" if isinstance(stage, SlackStage) else words, about=about)


async def test_a_post_is_changed_by_talking_and_brought_back(stage: Stage) -> None:
    await connect(stage)
    await tonight(stage)
    await stage.sees(RECAP, button="Approve")

    await reply(stage, 'add "Doors open at ten"')
    await stage.sees("is version 2 now: added “Doors open at ten”", button="Undo")
    await stage.sees(ANNOUNCEMENT, "Changed", "added “Doors open at ten”", "Version 2", button="Undo", picture=True)

    await reply(stage, "make it 23:00")
    await stage.sees("“23:00” would change a fact", "Sunday 22 November 2026, 22:00", button="Reschedule")

    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.sees(ANNOUNCEMENT, "Approved by Ada")
    await reply(stage, "no hashtags")
    await stage.sees("after approving it", "It needs a new yes.", button="Approve new version")
    old = await stage.press("Back to the approved one", ANNOUNCEMENT)
    await stage.is_told("Back to the approved one. It goes out by itself.")
    await stage.sees(ANNOUNCEMENT, "Approved by Ada", "Doors open at ten", button="Why this post")
    await stage.press_again(old, "Back to the approved one")
    await stage.is_told("This is an older version of the post.")

    await reply(stage, "undo")
    await stage.press("Go back a version", "Shall I take the yes back")
    await stage.is_told("Back to version 1")
    await stage.sees(ANNOUNCEMENT, "back to version 1", "removed “Doors open at ten”", button="Approve for")

    await reply(stage, "warum dieser Post?")
    await stage.sees("Why: Announcement", "Facts in the caption", "Halle 7", "offline writer", "went back to version 2")
