"""The digest comes at the team's hour, once a day, with a picture, and not at all when nothing happened."""

from stages.evening import ANNOUNCEMENT, ON_SQLITE, Stage, at, connect, tonight
from stages.rite import Rite
from stages.telegram import TelegramStage

pytestmark = ON_SQLITE

REACHED = "people reached"


async def digests(stage: Stage) -> int:
    return sum(message.shows("live since yesterday") for message in await stage.messages())


async def test_it_comes_at_the_hour_that_was_set_and_once_a_day(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await stage.settings(digest_hour="11:00", time_zone="Europe/Berlin")
    await stage.sees("Saved. The digest comes at 11:00, Europe/Berlin.")
    await tonight(stage)
    await stage.press("Approve for", ANNOUNCEMENT)
    await stage.press("Post now", ANNOUNCEMENT, "Approved by Ada")
    await stage.sees(ANNOUNCEMENT, "Live", button="See it")
    await rite.idle()
    before = await digests(stage)
    await rite.sandbox.move_to(at("2026-11-23T09:55+00:00"))
    await rite.idle()
    assert await digests(stage) == before
    await rite.sandbox.move_to(at("2026-11-23T10:01+00:00"))
    await stage.sees("Warehouse Nights, Monday 23 November", REACHED, "Announcement, Warehouse Night", picture=True)
    await rite.sandbox.move_to(at("2026-11-23T16:00+00:00"))
    await rite.idle()
    assert await digests(stage) == before + 1
    await stage.command("digest weekly at 18")
    await stage.sees("Saved. The digest comes here on Mondays at 18:00 (Berlin time).")


async def test_a_day_without_news_has_no_digest(rite: Rite, telegram: TelegramStage) -> None:
    await telegram.command("digest")
    await telegram.sees("Nothing happened since yesterday, so there is nothing to sum up.")
    before = len(await telegram.messages())
    await rite.sandbox.move_to(at("2026-11-24T12:00+00:00"))
    await rite.idle()
    assert len(await telegram.messages()) == before
