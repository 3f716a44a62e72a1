"""Messages that somebody passes on, with the day they were written; and the details that are told only on wish."""

from datetime import timedelta

from stages.evening import ON_SQLITE, events
from stages.rite import Rite
from stages.slack import SlackStage
from stages.telegram import TelegramStage

pytestmark = ON_SQLITE

DOORS, ABOUT = "2026-11-27 21:00", "A night below the tracks."


async def test_a_forwarded_message_counts_from_its_own_day_and_more_details_are_asked_on_wish(
    rite: Rite, telegram: TelegramStage
) -> None:
    written = rite.services.clock.now() - timedelta(days=3)
    wish = {"user": "ada", "forwarded": {"by": "Techno Weekly", "at": written.isoformat()}}
    await rite.sandbox.do("telegram/say", text="Attic Party tomorrow 22:00, Speicher Club, Hamburg", **wish)
    await telegram.sees("When does it start?", button="Cancel")
    await rite.sandbox.do("telegram/say", text="Warehouse Night, next week Friday 22:00, Halle 7, Berlin", **wish)
    await telegram.sees(
        "Is this right?", "written by Techno Weekly on Thursday 19 November 2026", button="More details"
    )
    await telegram.press("More details", "Is this right?")
    await telegram.press("21:00", "When do the doors open?")
    for question, answer in (
        ("When does it end?", ""), ("Who plays?", ""), ("ticket link", ""), ("What does it cost?", "12 EUR"),
        ("Which genre?", ""), ("What else shall people know?", ABOUT),
    ):  # fmt: skip
        await telegram.sees(question)
        await (telegram.say(answer) if answer else telegram.press("Skip", question))
    await telegram.press("That's all")
    await telegram.sees("Announcement · Warehouse Night", button="Edit")
    (event,) = await events(rite)
    assert (f"{event.doors_local:%F %R}", event.description, event.price) == (DOORS, ABOUT, "12 EUR")


async def test_a_shared_message_fills_the_form_with_doors_and_a_description(rite: Rite, slack: SlackStage) -> None:
    written = rite.services.clock.now() - timedelta(days=3)
    text = "Warehouse Night, next week Friday 22:00, doors 21:00, Halle 7, Berlin"
    shared = {"text": text, "by": "Ben", "ts": f"{written.timestamp():.6f}"}
    await rite.sandbox.do("slack/say", user="ada", channel="dm", text="", shared=shared)
    ada = slack.in_direct()
    await ada.sees("Is this right?", "Friday 27 November 2026, 22:00 (Berlin time)", "21:00", "written by Ben on")
    await ada.press("Change", "Is this right?")
    assert await ada.fill("New event", {"Doors": "23:00"}) == {
        "Doors": "The doors cannot open at 23:00 when it starts at 22:00. When do they open?"
    }
    assert await ada.fill("New event", {"Doors": "21:00", "Description": ABOUT}) == {}
    await ada.sees("Announcement · Warehouse Night", button="Edit")
    (event,) = await events(rite)
    assert (f"{event.doors_local:%F %R}", event.description) == (DOORS, ABOUT)
