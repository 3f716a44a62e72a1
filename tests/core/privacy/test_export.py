"""What somebody gets when they ask for all that is kept of them."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from filling import Filled, fill
from sqlalchemy import select

from core.background import run_task
from core.clock import MovableClock
from core.errors import InvalidAnswer, NotFound
from core.notices.model import Conversation, Notice, NoticeKind
from core.outbox import TaskRow
from core.privacy.ask import ask_export
from core.privacy.export import export
from core.privacy.exporting import take_exports_away
from core.privacy.model import Whose
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member
from jobs.worker import BODIES
from rite.privacy import find

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
async def ours(services: Services) -> Filled:
    return await fill(services, "TOURS", b"shared")


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


async def test_a_team_gets_its_rows_and_files_without_secrets_and_without_the_others(
    services: Services, ours: Filled
) -> None:
    theirs = await fill(services, "TTHEIRS", b"shared")

    archive = opened(await export(services, ours.workspace_id, Whose.TEAM, ours.workspace_id))

    names = archive.namelist()
    assert {"rows/posts.json", "rows/identities.json", "rows/slack_bots.json", f"files/{ours.own_key}"} <= set(names)
    whole = b"".join(archive.read(name) for name in names).decode(errors="replace")
    assert str(theirs.workspace_id) not in whole
    (account,) = json.loads(archive.read("rows/accounts.json"))
    assert account["token_sealed"] == "(kept secret)"
    assert archive.read(f"files/{ours.own_key}") == b"the picture of TOURS"
    assert b"captions, alt texts" in archive.read("read-me.txt")


async def test_a_person_gets_what_names_them(services: Services, ours: Filled) -> None:
    archive = opened(await export(services, ours.workspace_id, Whose.PERSON, ours.member_id))

    assert {"rows/members.json", "rows/identities.json", "rows/approvals.json"} <= set(archive.namelist())
    assert "rows/workspaces.json" not in archive.namelist()


async def test_files_beyond_the_limit_are_named(services: Services, ours: Filled) -> None:
    archive = opened(await export(services, ours.workspace_id, Whose.TEAM, ours.workspace_id, most_bytes=1))

    assert ours.own_key in archive.read("what-is-missing.txt").decode()


async def test_an_export_asked_for_in_chat_is_told_there_once_and_taken_away_after_two_days(
    services: Services, ours: Filled
) -> None:
    async with services.db.transaction() as session:
        member = await get_member(session, ours.workspace_id, ours.member_id)
        place = (
            await session.execute(select(Conversation).where(Conversation.workspace_id == ours.workspace_id))
        ).scalar_one()
        request = await ask_export(session, member, Whose.TEAM, place)
    async with services.db.reading() as session:
        (task_id,) = (await session.execute(select(TaskRow.id).where(TaskRow.name == "privacy.export"))).scalars().all()

    await run_task(services, BODIES, task_id)
    await BODIES["privacy.export"].run(services, ours.workspace_id, request.id)

    async with services.db.reading() as session:
        told = await session.execute(
            select(Notice).where(Notice.kind == NoticeKind.PRIVACY).execution_options(**ACROSS_WORKSPACES)
        )
        assert [notice.subject_id for notice in told.scalars()] == [request.id]
    assert await take_exports_away(services) == 0
    assert isinstance(services.clock, MovableClock)
    services.clock.move_to(services.clock.now() + timedelta(days=2))
    assert await take_exports_away(services) == 1


async def test_the_operator_names_whom_they_mean(services: Services, ours: Filled) -> None:
    theirs = await fill(services, "TTHEIRS", b"shared")
    async with services.db.reading() as session:
        assert (await find(session, "TOURS")).id == ours.workspace_id
        assert (await find(session, str(theirs.member_id))).id == theirs.member_id
        assert (await find(session, f"slack:{ours.slack_id}")).id == ours.member_id
        with pytest.raises(NotFound, match="no team and no person"):
            await find(session, "Nobody")
        with pytest.raises(InvalidAnswer, match="Say which by its id"):
            await find(session, "twins")
