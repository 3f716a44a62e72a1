"""An evening with its crew: tickets told in words, names given their accounts, and photos on the morning after."""

from datetime import UTC, datetime

import pytest
from stages.evening import ON_SQLITE, TONIGHT, Stage, connect
from stages.rite import Rite
from stages.slack import SlackStage
from stages.uploads import photos

pytestmark = ON_SQLITE

CARD = "Sunday 22 November 2026, 22:00"
MORNING = "The morning after · Warehouse Night"


async def reply(stage: Stage, words: str) -> None:
    await stage.say(words, about=CARD)


async def drop(stage: Stage, files: list[bytes]) -> None:
    """Into the thread in Slack; in Telegram as an album in answer to a form that asks for them."""
    if isinstance(stage, SlackStage):
        await stage.say("", about=CARD, files=files)
    else:
        await stage.press("Send photos", MORNING)
        await stage.sees("Send the photos of the night")
        await stage.send_files(files)
        await stage.press("That's all of them", "so far")


@pytest.mark.thorough("telegram")
async def test_a_crew_tells_how_it_sells_who_plays_and_how_it_was(stage: Stage, rite: Rite) -> None:
    await connect(stage)
    await stage.new_event({**TONIGHT, "Line-up": "Mara Voss, Jonas Reh"})
    await stage.sees("Announcement · Warehouse Night", button="Approve", picture=True)

    await reply(stage, "120 of 300 sold")
    await stage.sees("Noted. Warehouse Night: 120 of 300 sold (40 %).")
    await stage.sees(CARD, "120 of 300 sold (40 %)", button="Who is who")
    await reply(stage, "nur noch 30")
    await stage.sees("Noted.", "270 of 300 sold (90 %)", "“Last tickets”; it waits for a yes")
    await stage.sees("Last tickets · Warehouse Night", "last", button="Approve", picture=True)

    await reply(stage, "Mara Voss is @mara.voss")
    await stage.sees("Noted: Mara Voss is @mara.voss.", button="Put them on the posts")
    await stage.press("Put them on the posts", "Noted: Mara Voss is @mara.voss.")
    await stage.sees("Announcement · Warehouse Night", "@mara.voss", "Version 2", button="Approve")

    await rite.sandbox.move_to(datetime(2026, 11, 23, 9, 5, tzinfo=UTC))
    await stage.sees(MORNING, "Drop your photos here", button="Send photos")
    await drop(stage, photos(3))
    await stage.sees(MORNING, "Is everybody in these pictures fine", button="Yes, all fine", picture=True)
    await reply(stage, "2 1")
    await stage.sees(MORNING, "I'd take 2 and 1, in this order", button="Yes, all fine")
    await stage.press("Yes, all fine", MORNING)
    await stage.sees(MORNING, "said on Monday", "that everybody in 2 and 1 is fine with it", gone="Yes, all fine")
    await stage.sees("Recap · Warehouse Night", "carousel", button="Approve", picture=True)
    assert await rite.sandbox.published() == []
