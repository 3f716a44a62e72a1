"""Friday night in two halves: what is planned and drafted, and what becomes of it."""

from datetime import UTC, datetime, timedelta

from stages.evening import Stage, connect, go_to_next_post
from stages.rite import Rite

EVENT = {
    "Name": "Warehouse Night",
    "Starts": "2026-11-27 22:00",
    "Time zone": "Europe/Berlin",
    "Venue": "Halle 7",
    "City": "Berlin",
    "Line-up": "Mara Voss, Jonas Reh",
    "Price": "Early bird 12 EUR",
    "Genre": "Techno",
}


async def plan(stage: Stage) -> None:
    """Connect an account, type the event in, and wait until its announcement is there to be judged."""
    await connect(stage)
    await stage.new_event(EVENT)
    campaign = await stage.sees("Warehouse Night", "Friday 27 November 2026, 22:00 (Berlin time)", "Halle 7, Berlin")
    assert campaign.shows("@warehouse.nights", "Mara Voss, Jonas Reh", "Early bird 12 EUR")
    card = await stage.sees("Announcement · Warehouse Night", "Goes out", picture=True, button="Approve")
    assert card.shows("Friday 27 November", "Halle 7", "@warehouse.nights, feed post", "(Berlin time)")


async def live_through(rite: Rite, stage: Stage) -> None:
    """Have the announcement changed, approve it, see it live, and read the digest of the day after."""
    await stage.request_changes('add "Doors open at ten"', "Announcement · Warehouse Night")
    second = await stage.sees("Announcement · Warehouse Night", "Doors open at ten", "Version 2", button="Approve")
    await stage.press("Approve", "Announcement · Warehouse Night")
    await stage.sees("Announcement · Warehouse Night", "Approved by Ada", button="Take back", gone="Approve")

    await stage.press_again(second, "Approve")
    await stage.is_told("approved this already")
    assert await rite.sandbox.published() == []

    await go_to_next_post(rite)
    live = await stage.sees("Announcement · Warehouse Night", "Live", button="See it")
    (medium,) = await rite.sandbox.published()
    assert live.links["See it"] == medium["permalink"]
    assert "Doors open at ten" in medium["caption"]
    assert "WAREHOUSE NIGHT" in medium["alt_text"].upper()

    await stage.press("Approve all", "Warehouse Night")
    tomorrow = datetime(2026, 11, 23, 12, 30, tzinfo=UTC) + timedelta(days=1)
    await rite.sandbox.move_to(tomorrow)
    digest = await stage.sees("Warehouse Nights", "people reached", picture=True)
    assert digest.shows("Announcement, Warehouse Night")
