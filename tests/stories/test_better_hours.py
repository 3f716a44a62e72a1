"""Better hours are proposed with their reasons and taken with one press; what stands too close is moved aside."""

import pytest
from stages.evening import ON_SQLITE, Stage, connect
from stages.rite import Rite

pytestmark = ON_SQLITE

NIGHT = {
    "Name": "Big Night",
    "Starts": "2026-12-18 22:00",
    "Time zone": "Europe/Berlin",
    "Venue": "Halle 7",
    "Plan": "Club night",
}
ANNOUNCEMENT, REMINDER = "Announcement · Big Night", "Reminder · Big Night"


@pytest.mark.thorough("telegram")
async def test_best_times_are_proposed_and_taken_and_a_clash_has_a_way_out(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await stage.new_event(NIGHT)
    await stage.sees(ANNOUNCEMENT, "Friday 27 November, 18:00 (Berlin time)", button="Approve for Fri 27 Nov, 18:00")
    await stage.sees(REMINDER, "Friday 11 December, 18:00 (Berlin time)", button="Approve for Fri 11 Dec, 18:00")
    await rite.idle()

    await stage.command("best times")
    await stage.sees("Best times", "@warehouse.nights", "Thu 20:00", button="Times and gaps")
    await stage.sees(
        "Better hours for 2 posts",
        "1. Announcement, Big Night",
        "2. Reminder, Big Night",
        button="Move both to Thu 20:00",
    )
    await stage.press("Leave them", "Better hours for 2 posts")
    await stage.sees("Better hours for 2 posts", "left them as they are.", gone="Move both")
    await stage.sees(ANNOUNCEMENT, "Friday 27 November, 18:00 (Berlin time)", button="Approve for")

    await stage.command("besttimes")
    await stage.press("Move both", "Better hours for 2 posts", "Nothing moves until somebody presses")
    await stage.is_told("Moved 2 posts.")
    await stage.sees("Better hours for 2 posts", "moved them.", gone="Move both")
    await stage.sees(ANNOUNCEMENT, "Version 2", button="Approve for")

    await stage.reschedule("2026-12-10 20:00", ANNOUNCEMENT)
    await stage.sees("Moved. Reminder for Big Night", "36 hours should lie between the two", button="Move it to")
    await stage.sees(ANNOUNCEMENT, "Too close", "is free", button="Approve for")
    await stage.press("Move it to", "Moved. Reminder for Big Night")
    await stage.is_told("It waits for a yes.")
    await stage.sees(ANNOUNCEMENT, "Version 4", gone="Too close")
