"""The plan as a picture, many posts moved and put back, a season sent as a table, a calendar to subscribe to."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from stages.evening import ON_SQLITE, Stage, connect, events
from stages.rite import Rite
from stages.slack import SlackStage

from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

pytestmark = ON_SQLITE

EVENT = {
    "Name": "Warehouse Night",
    "Starts": "2026-11-27 22:00",
    "Time zone": "Europe/Berlin",
    "Venue": "Halle 7",
    "City": "Berlin",
}
BAD = (3, 30, 60, 90, 120, 150, 201)
"""Rows of the table that name no venue; the first one is its head."""


def season() -> str:
    """Two hundred nights, seven of them nowhere."""
    rows = ["Veranstaltung;Datum;Uhrzeit;Ort;Stadt"]
    for row in range(2, 202):
        night = datetime(2027, 3, 26) + timedelta(days=row - 2)  # noqa: DTZ001 - wall time
        name = "Spring Night" if row == 2 else f"Night {row}"
        rows.append(f"{name};{night:%d.%m.%Y};22:00;{'' if row in BAD else 'Halle 7'};Berlin")
    return "\n".join(rows) + "\n"


async def slots(rite: Rite) -> dict[UUID, tuple[PostStatus, datetime]]:
    await rite.idle()
    async with rite.services.db.reading() as session:
        found = await session.execute(select(Post).order_by(Post.due_at).execution_options(**ACROSS_WORKSPACES))
        return {post.id: (post.status, post.due_at) for post in found.scalars()}


async def test_turn_the_pages_shift_everything_and_undo(rite: Rite, stage: Stage) -> None:
    await connect(stage)
    await stage.new_event(EVENT)
    await stage.sees("Announcement · Warehouse Night", button="Approve", picture=True)
    await rite.idle()
    await stage.press("Approve all", "Warehouse Night")
    await stage.sees("Warehouse Night", "Nothing waits for you")
    before = await slots(rite)
    assert {status for status, _ in before.values()} == {PostStatus.SCHEDULED}

    await stage.command("calendar")
    month = await stage.sees("Calendar · November 2026", "★ Warehouse Night, Halle 7", picture=True, button="Week")
    assert month.shows("approved", "Berlin time")
    await stage.press("Week", "Calendar · November 2026")
    await stage.sees("Calendar · 16 to 22 November 2026", picture=True, button="Month")
    await stage.press("Later", "Calendar · 16 to 22 November 2026")
    await stage.sees("Calendar · 23 to 29 November 2026", "★ Warehouse Night, Halle 7", picture=True)

    await stage.say("shift everything by 2 hours", about="Friday 27 November 2026, 22:00 (Berlin time)")
    await stage.sees("2 hours later?", "→", button="Do it")
    assert await slots(rite) == before
    await stage.press("Do it", "2 hours later?")
    await stage.sees("shifted", "2 hours later", "It can be undone until", button="Undo")
    after = await slots(rite)
    moved = {post: (status, due) for post, (status, due) in after.items() if due != before[post][1]}
    assert moved
    assert all(due - before[post][1] == timedelta(hours=2) for post, (_, due) in moved.items())
    await stage.press("Undo", "It can be undone until")
    await stage.sees("undid it", "as before")
    assert await slots(rite) == before


@pytest.mark.thorough("telegram")
async def test_a_season_from_a_table_and_a_calendar_to_subscribe_to(rite: Rite, stage: Stage) -> None:
    stage = stage.in_direct() if isinstance(stage, SlackStage) else stage
    await stage.send_document("season.csv", season().encode("cp1252"))
    report = await stage.sees("193 events can be made, 7 rows need care", button="Create 193 events")
    assert report.shows("Row 3: no venue (Night 3)", "Spring Night, Fri 26 Mar 2027, 22:00, Halle 7")
    assert await events(rite) == []
    await stage.press("Create 193 events")
    await stage.sees("193 events are made", "Row 3: no venue", button="Show the calendar")
    await stage.sees("These rows need care; the first column says why")
    assert len(await events(rite)) == 193
    await rite.idle()
    assert not any(message.shows("Publishes to") for message in await stage.messages()), "no card for each event"

    await stage.command("calendar Spring")
    await stage.press("Subscribe to this calendar", "Calendar ·")
    link = await stage.sees("Subscribe to this calendar", "/calendar/", button="New link")
    found = re.search(r"http://\S+?\.ics", link.text)
    assert found is not None
    async with httpx.AsyncClient() as program:
        plan = (await program.get(found[0])).text
    assert plan.count("SUMMARY:Spring Night\r\n") == 1
