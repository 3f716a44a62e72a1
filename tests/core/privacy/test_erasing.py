"""Whoever is erased is gone from every table and from the media store; everybody else keeps what is theirs."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from filling import Filled, fill
from sqlalchemy import func, select

from core.clock import MovableClock
from core.errors import NotFound, NotNow
from core.models import Base
from core.privacy.ask import ask_erasure, get_request, pending, undo_erasure
from core.privacy.carry_out import carry_out, erase_due
from core.privacy.model import PrivacyRequest, Whose
from core.privacy.scan import Traces, rows_left
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Role

GRACE = timedelta(days=7)
SHARED = b"a flyer both teams sent"


@pytest.fixture
async def ours(services: Services) -> Filled:
    return await fill(services, "TOURS", SHARED)


@pytest.fixture
async def theirs(services: Services) -> Filled:
    return await fill(services, "TTHEIRS", SHARED)


async def asked(filled: Filled, whose: Whose) -> UUID:
    subject = filled.workspace_id if whose is Whose.TEAM else filled.member_id
    async with filled.services.db.transaction() as session:
        request = await ask_erasure(session, filled.workspace_id, whose, subject, grace=GRACE, by=None)
        return request.id


async def rows(services: Services, filled: Filled) -> Counter[str]:
    """How many rows say whose they are, by table."""
    async with services.db.reading() as session:
        return await rows_left(session, Traces((filled.workspace_id, filled.member_id), (filled.slack_team,)))


async def read(services: Services, filled: Filled, request_id: UUID) -> PrivacyRequest:
    async with services.db.reading() as session:
        return await get_request(session, filled.workspace_id, request_id)


def pass_time(services: Services, by: timedelta) -> None:
    assert isinstance(services.clock, MovableClock)
    services.clock.move_to(services.clock.now() + by)


async def test_of_an_erased_team_nothing_is_left_and_the_other_team_keeps_everything(
    services: Services, ours: Filled, theirs: Filled
) -> None:
    before = await rows(services, theirs)
    request_id = await asked(ours, Whose.TEAM)
    pass_time(services, GRACE)

    (done,) = await erase_due(services)

    assert await rows(services, ours) == Counter()
    assert done.found["rows_left"] == {}
    assert done.found["files_left"] == 0
    assert done.found["rows"]["posts"] == 1
    with pytest.raises(NotFound):
        await services.media.get(ours.own_key)
    assert await services.media.get(ours.shared_key) == SHARED
    after = await rows(services, theirs)
    assert after == before - Counter(painted_designs=before["painted_designs"])
    assert await services.media.get(theirs.own_key)
    assert (await read(services, ours, request_id)).done_at is not None


async def test_a_picture_painted_for_a_chat_and_named_nowhere_goes_with_the_team(
    services: Services, ours: Filled
) -> None:
    sheet = await services.media.put(b"a calendar with their events", kind="png")
    await asked(ours, Whose.TEAM)
    pass_time(services, timedelta(days=60))  # files know this machine's real time, which is later than the test's

    await erase_due(services)

    with pytest.raises(NotFound):
        await services.media.get(sheet)


async def test_until_the_grace_is_over_nothing_goes_and_an_undone_wish_is_none(
    services: Services, ours: Filled
) -> None:
    before = await rows(services, ours)
    request_id = await asked(ours, Whose.TEAM)
    pass_time(services, GRACE - timedelta(seconds=1))
    assert await erase_due(services) == []

    async with services.db.transaction() as session:
        request = await get_request(session, ours.workspace_id, request_id)
        await undo_erasure(session, request, None)
    pass_time(services, timedelta(days=1))

    assert await erase_due(services) == []
    assert without_telling(await rows(services, ours)) == without_telling(before)
    async with services.db.transaction() as session:
        assert await pending(session, ours.workspace_id, Whose.TEAM, ours.workspace_id) is None
        with pytest.raises(NotNow, match="settled"):
            await undo_erasure(session, request, None)


async def test_of_an_erased_person_nothing_is_left_and_the_team_keeps_its_posts(
    services: Services, ours: Filled
) -> None:
    await second_owner(services, ours)
    request_id = await asked(ours, Whose.PERSON)
    pass_time(services, GRACE)

    (done,) = await erase_due(services)

    async with services.db.reading() as session:
        left = await rows_left(session, Traces((ours.member_id,), (ours.slack_id,)))
    assert left == Counter()
    assert done.found["rows_left"] == {}
    kept = Counter({table: await count(services, table) for table in ("posts", "approvals", "revisions", "events")})
    assert kept == Counter(posts=1, approvals=1, revisions=1, events=1)
    assert [await count(services, table) for table in ("identities", "home_tabs", "talks", "visits")] == [0] * 4
    assert await services.media.get(ours.own_key)
    assert (await read(services, ours, request_id)).asked_by_id is None


async def test_an_erasure_that_was_cut_off_after_the_rows_goes_on_with_the_files(
    services: Services, ours: Filled
) -> None:
    request_id = await asked(ours, Whose.TEAM)
    pass_time(services, GRACE)
    forget, services.media._shelf.forget = services.media._shelf.forget, die  # type: ignore[method-assign]  # the store dies
    with pytest.raises(OSError, match="away"):
        await carry_out(services, request_id)
    services.media._shelf.forget = forget  # type: ignore[method-assign]  # and is back
    assert (await read(services, ours, request_id)).done_at is None
    assert await services.media.get(ours.own_key)

    await erase_due(services)

    with pytest.raises(NotFound):
        await services.media.get(ours.own_key)
    assert (await read(services, ours, request_id)).done_at is not None


async def test_the_only_owner_has_to_leave_the_team_to_somebody(services: Services, ours: Filled) -> None:
    with pytest.raises(NotNow, match="no other owner"):
        await asked(ours, Whose.PERSON)


def without_telling(found: Counter[str]) -> Counter[str]:
    """A team hears that it is to be erased, and the audit log says so, too."""
    return Counter({table: count for table, count in found.items() if table not in ("notices", "tasks", "audit")})


async def die(*_: object) -> bool:
    raise OSError("the store is away")


async def second_owner(services: Services, filled: Filled) -> None:
    async with services.db.transaction() as session:
        members = Base.metadata.tables["members"]
        row = await session.execute(
            select(members).where(members.c.id == filled.member_id), execution_options=ACROSS_WORKSPACES
        )
        values = dict(row.one()._mapping) | {"id": UUID(int=7), "role": Role.OWNER, "name": "Bo"}
        await session.execute(members.insert().values(values))


async def count(services: Services, table: str) -> int:
    async with services.db.reading() as session:
        query = select(func.count()).select_from(Base.metadata.tables[table])
        return int((await session.execute(query)).scalar_one())
