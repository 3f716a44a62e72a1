"""Links to ticket pages and calendar files, in each house: read, said back, asked about, or told why not."""

from pathlib import Path

from pydantic import SecretStr
from stages.evening import ON_SQLITE, Stage, events
from stages.rite import Rite, opened
from stages.slack import SlackStage
from stages.uploads import photo
from stages.world import Sandbox

from core.events.model import Event

pytestmark = ON_SQLITE

WHEN = "Friday 4 December 2026, 22:00 (Berlin time)"


def shop(rite: Rite, name: str) -> str:
    return f"{rite.sandbox.url}/tickets/{name}"


def in_private(stage: Stage) -> Stage:
    return stage.in_direct() if isinstance(stage, SlackStage) else stage


async def the_only_event(rite: Rite) -> Event:
    await rite.idle()
    (event,) = await events(rite)
    return event


async def test_a_link_becomes_an_event(rite: Rite, stage: Stage) -> None:
    stage = in_private(stage)
    await stage.say(shop(rite, "cellar-session"))
    await stage.sees("I'm reading the page…")
    await stage.sees(
        "Is this right?", "Cellar Session", WHEN, "Halle 7", "Mara Voss, Nova Delta", "Early bird 12 EUR",
        "Name, time, venue, city, line-up, price and genre from the page 127.0.0.1", button="Create event",
    )  # fmt: skip
    await stage.press("Create event", "Cellar Session")
    await stage.sees("Announcement · Cellar Session", button="Edit")
    event = await the_only_event(rite)
    assert event.ticket_link == shop(rite, "cellar-session")
    assert event.lineup == ["Mara Voss", "Nova Delta"]
    assert event.time_zone == "Europe/Berlin"


async def test_two_dates_become_two_buttons_and_words_beside_a_link_count_more(rite: Rite, stage: Stage) -> None:
    stage = in_private(stage)
    await stage.say(f"please promote {shop(rite, 'double-night')}")
    await stage.press("Fri 11 Dec 22:00", "Double Night", "Which of these do you mean?")
    await stage.sees("Is this right?", "Double Night", "Friday 11 December 2026, 22:00 (Berlin time)")
    await stage.say(f"Winter Night, Venue: Hangar 9, tickets {shop(rite, 'warehouse-night')}")
    await stage.sees("Is this right?", "Winter Night", "Hangar 9", WHEN)


async def test_a_page_that_cannot_be_read_is_told_and_the_link_is_kept(rite: Rite, stage: Stage) -> None:
    stage = in_private(stage)
    for name, why in (
        ("gone", "There is no page at that link"),
        ("inward", "leads into a private network"),
    ):
        await stage.command(f"new {shop(rite, name)}")
        await stage.sees(why, "The link is kept as ticket link", button="Cancel")
    if isinstance(stage, SlackStage):
        await stage.sees("Ticket link", shop(rite, "inward"), "Still needed", button="Fill in")
    else:
        await stage.sees("What is the event called?")


async def test_orders_on_a_page_change_nothing(rite: Rite, stage: Stage) -> None:
    stage = in_private(stage)
    await stage.say(shop(rite, "hostile"))
    await stage.press("Create event", "Is this right?", "Warehouse Night", WHEN, "Halle 7", "Early bird 12 EUR")
    await stage.sees("Announcement · Warehouse Night", button="Edit")
    event = await the_only_event(rite)
    assert (event.venue, event.price) == ("Halle 7", "Early bird 12 EUR")


async def test_a_calendar_file_and_a_link_to_one_fill_the_form(rite: Rite, stage: Stage) -> None:
    stage = in_private(stage)
    file = (await rite.sandbox.http.get(shop(rite, "warehouse-night.ics"))).content
    await stage.send_document("night.ics", file)
    await stage.sees("Is this right?", "Warehouse Night", WHEN, "Mara Voss, Nova Delta", "from the calendar file")
    await stage.press("Cancel", "from the calendar file")
    await stage.say(shop(rite, "warehouse-night.ics"))
    await stage.sees("Is this right?", "Warehouse Night", WHEN, "from the page 127.0.0.1", button="Create event")
    await stage.send_document("empty.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    await stage.sees("I found no event in that calendar file.")


async def test_with_a_model_a_flyer_and_unclear_words_are_read_by_it(
    backing: tuple[str, str | None], sandbox_server: Sandbox, tmp_path: Path, unused_port: int
) -> None:
    model = {
        "openai_api_key": SecretStr(sandbox_server.world.config.openai_api_key),
        "openai_base_url": f"{sandbox_server.url}/openai/v1",
    }
    async with opened(sandbox_server, *backing, tmp_path, unused_port, **model) as rite:
        ada = SlackStage(rite.sandbox).in_direct()
        await ada.say("", photo=photo())
        await ada.sees("I'm looking at the flyer…")
        await ada.sees("Is this right?", "Flyer or photo", "received", button="Cancel")
        assert (await rite.sandbox.state())["openai"]["calls"] == 1
        await rite.sandbox.do("openai/mode", mode="429")
        await ada.say("something nice happens on Fri 27 Nov 22:00")
        await ada.sees("I'm reading it…")
        await ada.sees("Friday 27 November 2026, 22:00", "Still needed", "so I read this by rules alone")
        await ada.say("what can you do for me")
        await ada.sees("What I can do")


async def test_a_mention_with_a_link_is_answered_where_it_was_said(rite: Rite, slack: SlackStage) -> None:
    await slack.say(f"@rite <{shop(rite, 'attic-party')}|tickets>")
    await slack.sees("Is this right?", "Attic Party", "Speicher Club", "Hamburg", WHEN)
    await slack.press("Cancel", "Attic Party")
    await slack.sees("Dropped. Nothing was changed.")
