"""Two hundred events from one file: looked through first, made exactly once, drafted when their time comes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from builders import NOW
from publishing_machine import Machine
from sqlalchemy import func, select

from core.errors import NotAllowed, NotNow
from core.events.model import Event
from core.imports.begin import begin_import, go_ahead, leave
from core.imports.create import create_imported
from core.imports.later import ring_for_later_drafts
from core.imports.model import ImportStage, LaterDraft
from core.imports.queries import ImportView, import_view, refused_rows
from core.imports.report import find_import
from core.imports.table import read_table
from core.notices.model import Notice, NoticeKind
from core.outbox import TaskRow
from core.posts.model import Post
from core.workspaces.model import Role

BAD = {12: ("", "22:00"), 40: ("Halle 7", ""), 77: ("Halle 7", "26:00"), 101: ("", ""), 150: ("", "22:00")}
"""Row of the spreadsheet -> its venue and its hour; two more are here twice."""


def season(rows: int = 200) -> bytes:
    lines = ["Name,Date,Time,Venue,Line-up"]
    for row in range(2, rows + 2):
        day = (NOW + timedelta(days=row)).date()
        venue, hour = BAD.get(row, ("Halle 7", "22:00"))
        name = '"=cmd(""x"")"' if row == 12 else "Night 20" if row == 21 else f"Night {row}"
        date = (
            (NOW + timedelta(days=20)).date() if row == 21 else f"2020-01-{row % 28 + 1:02}" if row in (60, 61) else day
        )
        lines.append(f"{name},{date},{hour},{venue},Ada")
    return "\n".join(lines).encode()


async def sent(machine: Machine, data: bytes) -> UUID:
    key = await machine.services.media.put(data, kind="csv")
    async with machine.services.db.transaction() as session:
        team = machine.team
        row = await begin_import(session, team.cy, team.conversation_id, key, "season.csv", machine.clock.now())
    await machine.work("import.read")
    return row.id


async def view(machine: Machine, import_id: UUID) -> ImportView:
    async with machine.services.db.reading() as session:
        return await import_view(session, machine.team.workspace_id, import_id)


async def yes(machine: Machine, import_id: UUID) -> None:
    async with machine.services.db.transaction() as session:
        await go_ahead(session, machine.team.cy, import_id)


async def number_of(machine: Machine, kind: Any, *which: Any) -> int:
    async with machine.services.db.reading() as session:
        of_team = kind.workspace_id == machine.team.workspace_id
        return int((await session.execute(select(func.count()).select_from(kind).where(of_team, *which))).scalar_one())


async def made(machine: Machine) -> int:
    return await number_of(machine, Event, Event.name.startswith("Night"))


async def work_on(machine: Machine, times: int = 60) -> None:
    for _ in range(times):
        await machine.work("import.create")


async def test_two_hundred_rows_with_seven_bad_ones(machine: Machine) -> None:
    import_id = await sent(machine, season())
    report = await view(machine, import_id)
    assert report.stage is ImportStage.READY
    assert (report.number, report.wrong, report.double) == (192, 7, 1)
    said = {row.number: f"{row.words} ({row.begins})" for row in report.refused}
    assert said[12] == 'no venue (=cmd("x"))'
    assert said[40] == "the hour is missing (Night 40)"
    assert "there is no hour “26:00”" in said[77]
    assert "has passed already" in said[60]
    assert await made(machine) == 0, "nothing is created before somebody says so"

    await yes(machine, import_id)
    with pytest.raises(NotNow):
        await yes(machine, import_id)
    await machine.work("import.create")
    assert 0 < await made(machine) < 192
    # a worker dies between two transactions, the task is rung again, and another hears it as well
    await create_imported(machine.services, machine.team.workspace_id, import_id)
    await work_on(machine)
    done = await view(machine, import_id)
    assert (done.stage, done.made) == (ImportStage.DONE, 192)
    assert await made(machine) == 192
    await create_imported(machine.services, machine.team.workspace_id, import_id)
    assert await made(machine) == 192

    await _told_quietly(machine)
    await _drafted_at_a_pace(machine)
    async with machine.services.db.reading() as session:
        row = await find_import(session, machine.team.workspace_id, import_id)
        assert row is not None
        back = read_table(refused_rows(row))
    assert len(back.rows) == 7
    assert back.rows[0].cells[:2] == ("Row 12: no venue", '\'=cmd("x")')


async def _told_quietly(machine: Machine) -> None:
    """One card that is redrawn a few times and one file: no card for each event, and no draft yet."""
    assert await number_of(machine, Notice, *_card_of_an_import(machine)) == 0
    assert await number_of(machine, Notice, Notice.kind == NoticeKind.FILES) == 1
    assert await number_of(machine, Notice, Notice.kind == NoticeKind.IMPORT) <= 8
    assert await number_of(machine, Post, Post.revision > 0) == 0


def _card_of_an_import(machine: Machine) -> tuple[Any, Any]:
    """The campaign that was there before is redrawn: its next one is known now."""
    return Notice.kind == NoticeKind.CAMPAIGN, Notice.subject_id != machine.team.campaign_id


async def _drafted_at_a_pace(machine: Machine) -> None:
    waiting = await number_of(machine, LaterDraft)
    assert waiting == 192

    async def a_minute_later() -> int:
        machine.move_to(machine.clock.now() + timedelta(minutes=1))
        async with machine.services.db.transaction() as session:
            return await ring_for_later_drafts(session, machine.clock.now())

    begun = [await a_minute_later() for _ in range(10)]
    assert max(begun) <= 3
    assert 0 < sum(begun) < 15
    assert await number_of(machine, Notice, *_card_of_an_import(machine)) == sum(begun)
    async with machine.services.db.reading() as session:
        rung = await session.execute(select(func.count()).select_from(TaskRow).where(TaskRow.name == "campaign.draft"))
        assert rung.scalar_one() == sum(begun)


async def test_the_same_file_once_more_makes_nothing_twice(machine: Machine) -> None:
    first, second = await sent(machine, season(14)), await sent(machine, season(14))
    await yes(machine, first)
    await work_on(machine, 4)
    number = await made(machine)
    third = await view(machine, await sent(machine, season(14)))
    assert (third.number, third.double) == (0, number)
    await yes(machine, second)  # it was looked through before the first was made
    await work_on(machine, 4)
    assert await made(machine) == number
    assert (await view(machine, second)).made == 0


async def test_a_list_can_be_left_and_guests_bring_none(machine: Machine) -> None:
    import_id = await sent(machine, season(3))
    async with machine.services.db.transaction() as session:
        await leave(session, machine.team.cy, import_id)
    with pytest.raises(NotNow, match="left as it is"):
        await yes(machine, import_id)
    machine.team.cy.role = Role.GUEST
    with pytest.raises(NotAllowed):
        await sent(machine, season(3))


async def test_a_file_that_cannot_be_read_says_why(machine: Machine) -> None:
    said = await view(machine, await sent(machine, b"Colour,Shape\nred,round\n"))
    assert said.stage is ImportStage.UNREADABLE
    assert "I need a column for the name" in said.why
