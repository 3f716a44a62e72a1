"""Each conversation hears its digest at its own hour in its own zone: daily, on Mondays or never."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import NOW, person
from publishing_machine import Machine
from sqlalchemy import update

from core.digests.when import choose_digest, is_due, ring_for_digests
from core.errors import InvalidAnswer, NotAllowed
from core.notices.model import Conversation, DigestEvery
from core.notices.notify import get_conversation
from core.workspaces.model import Member, Role, Workspace

NEW_YORK = "America/New_York"
TEAM = Workspace(name="Warehouse Nights", time_zone="Europe/Berlin", digest_hour=9)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def place(every: DigestEvery = DigestEvery.DAILY, hour: int | None = None, told: date | None = None) -> Conversation:
    return Conversation(
        digest_every=every, digest_hour=hour, last_digest_on=told, created_at=NOW - timedelta(days=30), direct=False
    )


def traveller() -> Member:
    return Member(name="Ada", role=Role.OWNER, time_zone=NEW_YORK)


@pytest.mark.parametrize(
    ("here", "who", "hour", "due"),
    [
        (place(), None, 7, False),
        (place(), None, 8, True),  # nine in Berlin
        (place(hour=18), None, 16, False),
        (place(hour=18), None, 17, True),
        (place(hour=0), None, 0, True),  # the team's hour does not stand in for midnight
        (place(), traveller(), 13, False),
        (place(), traveller(), 14, True),  # nine in New York
        (place(told=date(2026, 11, 23)), None, 20, False),
        (place(DigestEvery.OFF), None, 20, False),
        (place(DigestEvery.WEEKLY), None, 8, True),
        (place(DigestEvery.WEEKLY), None, 32, False),  # a Tuesday
        (place(DigestEvery.WEEKLY), traveller(), 28, False),  # still Monday night there, and told at nine
    ],
)
def test_it_is_due_at_the_hour_of_the_place(here: Conversation, who: Member | None, hour: int, due: bool) -> None:
    now = MONDAY + timedelta(hours=hour)
    if hour == 28:
        here.last_digest_on = date(2026, 11, 23)
    assert is_due(TEAM, here, who, now) is due


async def test_what_is_chosen_for_one_conversation_counts_there_alone(machine: Machine) -> None:
    team = machine.team
    async with machine.services.db.transaction() as session:
        here = await get_conversation(session, team.workspace_id, team.conversation_id)
        await choose_digest(session, team.cy, here, DigestEvery.WEEKLY, 18)
        with pytest.raises(InvalidAnswer):
            await choose_digest(session, team.cy, here, DigestEvery.DAILY, 24)
        with pytest.raises(NotAllowed):
            await choose_digest(session, person("Di", Role.GUEST, team.workspace_id), here, DigestEvery.OFF, None)
        await session.execute(
            update(Conversation)
            .where(Conversation.workspace_id == team.workspace_id)
            .values(created_at=NOW - timedelta(days=9))
        )

    async def rung(now: datetime) -> int:
        async with machine.services.db.transaction() as session:
            return await ring_for_digests(session, now)

    assert await rung(MONDAY + timedelta(hours=8)) == 0
    assert await rung(MONDAY + timedelta(hours=17)) == 1
    assert await rung(MONDAY + timedelta(hours=18)) == 0
    assert await rung(MONDAY + timedelta(days=1, hours=18)) == 0
