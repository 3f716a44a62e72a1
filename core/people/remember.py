"""Keep whose account is whose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.approvals.policy import check_may_edit
from core.events.model import Event
from core.people.model import Person, Promoter
from core.people.names import Named, key_of, plain_names
from core.workspaces.model import Member


@dataclass(frozen=True)
class Known:
    """Somebody of an event with their account, without "@". wrong: Instagram says that there is none."""

    name: str
    handle: str
    wrong: bool = False


async def remember(
    session: AsyncSession, member: Member, event: Event, named: Iterable[Named], now: datetime
) -> tuple[Named, ...]:
    """Keep what is new and return it; have each looked up where Instagram lets us. Promoters belong to this event."""
    check_may_edit(member)
    wanted = {key_of(one.name): one for one in named}
    found = await session.execute(
        select(Person).where(Person.workspace_id == member.workspace_id, Person.key.in_(list(wanted))).with_for_update()
    )
    rows = {person.key: person for person in found.scalars()}
    changed = []
    for key, one in wanted.items():
        person = rows.get(key)
        if person is None and one.handle:
            person = Person(id=uuid4(), workspace_id=member.workspace_id, key=key, handle="")
            session.add(person)
        if person is None:
            continue
        if person.handle != one.handle:
            changed.append(one)
            person.handle, person.found = one.handle, None
        person.name, person.member_id, person.changed_at = one.name, member.id, now
        await session.flush()
        if one.promoter:
            await _presents(session, event, person, bool(one.handle))
    if any(one.handle for one in changed):
        tasks.look_people_up.enqueue(session, member.workspace_id, event.id)
    return tuple(changed)


async def _presents(session: AsyncSession, event: Event, person: Person, wanted: bool) -> None:
    mine = (Promoter.workspace_id == event.workspace_id, Promoter.event_id == event.id)
    known = (await session.execute(select(Promoter.id).where(*mine, Promoter.person_id == person.id))).first()
    if wanted and known is None:
        row = Promoter(id=uuid4(), workspace_id=event.workspace_id, event_id=event.id, person_id=person.id)
        session.add(row)
    elif not wanted and known is not None:
        await session.execute(delete(Promoter).where(*mine, Promoter.person_id == person.id))
    await session.flush()


async def people_of(session: AsyncSession, event: Event) -> tuple[Known, ...]:
    """Everybody of an event whose account is known: the line-up in its order, then the venue, then who presents it."""
    names = (*plain_names(event.lineup), event.venue)
    by_key = await _by_key(session, event.workspace_id, [key_of(name) for name in names])
    known = [Known(name, *by_key[key_of(name)]) for name in names if key_of(name) in by_key]
    return tuple({one.handle: one for one in (*known, *await _promoters(session, event))}.values())


async def _by_key(session: AsyncSession, workspace_id: UUID, keys: Sequence[str]) -> Mapping[str, tuple[str, bool]]:
    found = await session.execute(
        select(Person.key, Person.handle, Person.found).where(
            Person.workspace_id == workspace_id, Person.key.in_(list(keys)), Person.handle != ""
        )
    )
    return {row[0]: (row[1], row[2] is False) for row in found}


async def _promoters(session: AsyncSession, event: Event) -> Sequence[Known]:
    found = await session.execute(
        select(Person)
        .join(Promoter, Promoter.person_id == Person.id)
        .where(Person.workspace_id == event.workspace_id, Promoter.event_id == event.id, Person.handle != "")
        .order_by(Person.name, Person.id)
    )
    return [Known(person.name, person.handle, person.found is False) for person in found.scalars()]
