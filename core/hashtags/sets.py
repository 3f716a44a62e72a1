"""A team's sets: looked at, added, changed, deleted. Whoever may edit posts may change sets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.errors import InvalidAnswer, NotFound, NotNow
from core.events.model import Event
from core.hashtags.model import LONGEST_NAME, HashtagSet
from core.hashtags.scope import read_scope
from core.hashtags.tag_set import TagSet
from core.hashtags.typed import MOST_IN_SET, read_tags
from core.workspaces.model import Member

MOST_SETS = 20
GONE = "That set is not there any more."


@dataclass(frozen=True)
class Wanted:
    """A set as somebody typed it. where: "techno", "Berlin", "line-up"; "" for every post."""

    name: str
    tags: str
    where: str = ""


async def sets_of(session: AsyncSession, workspace_id: UUID) -> Sequence[HashtagSet]:
    """All sets of a team, by name."""
    found = await session.execute(
        select(HashtagSet).where(HashtagSet.workspace_id == workspace_id).order_by(HashtagSet.key)
    )
    return found.scalars().all()


async def get_set(session: AsyncSession, workspace_id: UUID, set_id: UUID, *, lock: bool = False) -> HashtagSet:
    """One set of this workspace; raises NotFound."""
    query = select(HashtagSet).where(HashtagSet.workspace_id == workspace_id, HashtagSet.id == set_id)
    found = (await session.execute(query.with_for_update() if lock else query)).scalar_one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


async def add_set(session: AsyncSession, member: Member, wanted: Wanted, now: datetime) -> HashtagSet:
    """A new set. Raises InvalidAnswer with its field for tags of no use, a name that is taken, an unknown binding."""
    check_may_edit(member)
    there = await sets_of(session, member.workspace_id)
    if len(there) >= MOST_SETS:
        raise NotNow(f"You have {MOST_SETS} sets, and that is as many as I keep. Change or delete one of them.")
    value = await _read(session, member, wanted)
    row = HashtagSet(id=uuid4(), workspace_id=member.workspace_id, created_at=now)
    _check_name(value.name, [one for one in there if one.key == value.name.casefold()])
    _put(row, value, now)
    session.add(row)
    await session.flush()
    return row


async def change_set(session: AsyncSession, member: Member, set_id: UUID, wanted: Wanted, now: datetime) -> HashtagSet:
    """The set put in the place of what it was. Raises as `add_set`, and NotNow when nothing would change."""
    check_may_edit(member)
    row = await get_set(session, member.workspace_id, set_id, lock=True)
    value = await _read(session, member, wanted)
    if value == row.as_value:
        raise NotNow("Nothing was changed.")
    there = await sets_of(session, member.workspace_id)
    _check_name(value.name, [one for one in there if one.key == value.name.casefold() and one.id != row.id])
    _put(row, value, now)
    await session.flush()
    return row


async def delete_set(session: AsyncSession, member: Member, set_id: UUID) -> str:
    """Take a set away and return its name; posts that have its tags keep them."""
    check_may_edit(member)
    row = await get_set(session, member.workspace_id, set_id, lock=True)
    await session.delete(row)
    await session.flush()
    return row.name


async def _read(session: AsyncSession, member: Member, wanted: Wanted) -> TagSet:
    name = " ".join(wanted.name.split())
    if not name:
        raise InvalidAnswer("A set needs a name, so that you find it again.", field="name")
    if len(name) > LONGEST_NAME:
        raise InvalidAnswer(f"Up to {LONGEST_NAME} characters are fine for a name.", field="name")
    tags = read_tags(wanted.tags)
    if len(tags) > MOST_IN_SET:
        raise InvalidAnswer(f"These are {len(tags)} hashtags; a set has at most {MOST_IN_SET}.", field="tags")
    told = await session.execute(
        select(Event.genre, Event.city).where(Event.workspace_id == member.workspace_id).distinct().limit(500)
    )
    rows = told.all()
    genres, cities = ({text for text in column if text} for column in zip(*rows, strict=True)) if rows else ((), ())
    scope, value = read_scope(wanted.where, genres=sorted(genres), cities=sorted(cities))
    return TagSet(name, tags, scope, value)


def _check_name(name: str, taken: Sequence[HashtagSet]) -> None:
    if taken:
        raise InvalidAnswer(
            f"You have a set called “{name}” already. Change that one, or pick another name.", field="name"
        )


def _put(row: HashtagSet, value: TagSet, now: datetime) -> None:
    row.key, row.name, row.tags = value.name.casefold(), value.name, list(value.tags)
    row.scope, row.value, row.changed_at = value.scope, value.value, now
