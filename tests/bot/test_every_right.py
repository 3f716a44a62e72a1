"""Everything that can be pressed, pressed by those who must not: nothing of the team changes or is told.

They are past the door already (tests/architecture/test_doors.py tries the doors): the use cases themselves refuse.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from builders import NOW, person, planned_event
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import act, past_the_door
from bot.commands import COMMANDS, obey
from bot.doors import PRESSES
from bot.flows.catalogue import FORMS
from bot.speaker import Speaker
from bot.tokens import Token
from core.authorization.table import RIGHTS, Role
from core.errors import NotAllowed, RiteError
from core.models import Base
from core.notices.model import Conversation
from core.workspaces.members import ChatIdentity, get_workspace
from core.workspaces.model import Member, Platform, Workspace

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

MARKED = "Zebra Crossing"
"""What the event is called: nobody else may ever read it."""
UNIMPORTANT = {
    "seen_updates",
    "notices",
    "tasks",
    "talks",
    "conversations",
    "design_sheets",
    "calendar_feeds",
    "visits",
}
"""What anybody may leave behind by looking."""
SUFFIXED = ("calendar.page", "calendar.filter", "calendar.text", "calendar.bulk", "calendar.feed")


async def rows(machine: Machine, *, but: frozenset[str] | set[str] = frozenset()) -> dict[str, list[Any]]:
    """Everything that belongs to the team."""
    kept = {}
    async with machine.services.db.reading() as session:
        for table in Base.metadata.sorted_tables:
            if "workspace_id" in table.c and table.name not in but:
                found = await session.execute(select(table).where(table.c.workspace_id == machine.team.workspace_id))
                kept[table.name] = sorted(map(repr, found.all()))
    return kept


def pressed(verb: str, subjects: dict[str, UUID]) -> Token:
    narrowed = f"{verb}.e" if verb in SUFFIXED else verb
    return Token(narrowed, subjects.get(verb.partition(".")[0], subjects["campaign"]), 1)


async def settled(session: AsyncSession, workspace_id: UUID, role: Role) -> Speaker:
    """Somebody of a team, in a room of its."""
    member: Member = person("Mallory", role, workspace_id)
    place = Conversation(
        id=uuid4(), workspace_id=workspace_id, platform=Platform.SLACK, team="T9", address=uuid4().hex, created_at=NOW
    )
    session.add_all([member, place])
    await session.flush()
    workspace = await get_workspace(session, workspace_id)
    return Speaker(ChatIdentity(Platform.SLACK, "UMALLORY", "T9"), member, workspace, place, "")


@pytest.fixture
async def subjects(machine: Machine) -> dict[str, UUID]:
    """What presses are about, by how their verbs begin."""
    post_id = await machine.in_review(caption=f"{MARKED} on Friday")
    async with machine.services.db.transaction() as session:
        event = planned_event(machine.team.workspace_id, MARKED)
        session.add(event)
    team = machine.team
    return {"post": post_id, "more": post_id, "ask": post_id, "account": team.account_id, "campaign": team.campaign_id}


async def try_everything(
    machine: Machine, who: Speaker, deeds: dict[str, Callable[[Speaker], Awaitable[Any]]]
) -> dict[str, Any]:
    """What each came to: the answer, or what it was refused with. Our own faults are not caught."""
    came: dict[str, Any] = {}
    for name, deed in deeds.items():
        speaker = Speaker(who.identity, who.member, who.workspace, who.conversation, f"test:{name}")
        try:
            came[name] = await deed(speaker)
        except RiteError as error:
            came[name] = error
    return came


async def test_a_guest_who_gets_past_the_door_changes_nothing(machine: Machine, subjects: dict[str, UUID]) -> None:
    async with machine.services.db.transaction() as session:
        guest = await settled(session, machine.team.workspace_id, Role.GUEST)
    before = await rows(machine, but=UNIMPORTANT)
    barred = [verb for verb, right in PRESSES.items() if Role.GUEST not in {*RIGHTS[right].roles, *RIGHTS[right].own}]

    def press(verb: str) -> Callable[[Speaker], Awaitable[Any]]:
        return lambda speaker: past_the_door(machine.services, speaker, pressed(verb, subjects))

    came = await try_everything(machine, guest, {verb: press(verb) for verb in barred})
    assert await rows(machine, but=UNIMPORTANT) == before
    assert sum(isinstance(one, NotAllowed) for one in came.values()) > len(barred) // 2  # the others open forms


async def test_another_team_s_owner_changes_nothing_and_reads_nothing(
    machine: Machine, subjects: dict[str, UUID]
) -> None:
    async with machine.services.db.transaction() as session:
        other = Workspace(id=uuid4(), name="Others", time_zone="Europe/Berlin", created_at=NOW)
        session.add(other)
        await session.flush()
        stranger = await settled(session, other.id, Role.OWNER)
    before, services = await rows(machine), machine.services

    def press(verb: str) -> Callable[[Speaker], Awaitable[Any]]:
        return lambda speaker: act(services, speaker, pressed(verb, subjects))

    def open_form(key: str, subject: UUID) -> Callable[[Speaker], Awaitable[Any]]:
        async def read(speaker: Speaker) -> Any:
            async with services.db.reading() as session:
                form = await FORMS[key].fitted(session, speaker, f"{subject}:1")
            return form, await form.prefill(services, speaker, f"{subject}:1")

        return read

    deeds = {verb: press(verb) for verb in PRESSES}
    forms = {f"{key} {kind}": open_form(key, id_) for key in FORMS for kind, id_ in subjects.items()}
    came = await try_everything(machine, stranger, deeds)
    for name, opened in forms.items():
        try:
            came[name] = await opened(stranger)
        except (RiteError, ValueError) as error:  # a subject of another kind than the form has
            came[name] = error
    for command in COMMANDS:
        try:
            came[command.word] = await obey(services, stranger, command.word, "")
        except NotAllowed as error:  # how the whole service is
            came[command.word] = error
    assert await rows(machine) == before
    assert [name for name, one in came.items() if MARKED in repr(one)] == []
    at_home = Speaker(stranger.identity, machine.team.ada, stranger.workspace, stranger.conversation, "test:at home")
    assert MARKED in repr(await FORMS["caption"].prefill(services, at_home, f"{subjects['post']}:1"))


async def test_somebody_who_was_removed_presses_types_and_fills_in_nothing(
    machine: Machine, subjects: dict[str, UUID]
) -> None:
    async with machine.services.db.transaction() as session:
        gone = await settled(session, machine.team.workspace_id, Role.OWNER)
        gone.member.active = False
    before, services = await rows(machine), machine.services

    def press(verb: str) -> Callable[[Speaker], Awaitable[Any]]:
        return lambda speaker: act(services, speaker, pressed(verb, subjects))

    def say(word: str) -> Callable[[Speaker], Awaitable[Any]]:
        return lambda speaker: obey(services, speaker, word, "")

    def fill_in(key: str) -> Callable[[Speaker], Awaitable[Any]]:
        async def done(speaker: Speaker) -> Any:
            async with services.db.transaction() as session:
                return await FORMS[key].done_by(session, speaker, str(subjects["post"]), {})

        return done

    deeds = {verb: press(verb) for verb in PRESSES}
    deeds |= {f"/{command.word}": say(command.word) for command in COMMANDS}
    deeds |= {f"form {key}": fill_in(key) for key in FORMS}
    came = await try_everything(machine, gone, deeds)
    assert [name for name, one in came.items() if not isinstance(one, NotAllowed)] == []
    assert await rows(machine) == before
