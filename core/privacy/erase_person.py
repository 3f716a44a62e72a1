"""Erase a person from a team: what is only theirs goes, what the team made together stays without them.

In their place comes somebody without a name, made for this, who is tied to nothing that leads to them: a yes of theirs
still counts as a yes, and nobody can tell whose it was.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.audit.erase import erasing
from core.database import touched
from core.installs.model import SlackInstallation
from core.notices.model import Conversation, MessageRef
from core.posts.model import Post
from core.privacy.rules import RULES, Owner
from core.privacy.tables import ids_of_anybody, of_person, says, tables, wordy
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member
from core.workspaces.model import Identity, Member, Platform

NAMELESS = "Somebody who left"
ONLY_NULL = {("members", "deputy_id"), ("conversations", "member_id")}
"""Whoever stands in, or is talked to, must be there."""


async def identities_of(session: AsyncSession, member: Member) -> Sequence[Identity]:
    found = await session.execute(
        select(Identity).where(Identity.workspace_id == member.workspace_id, Identity.member_id == member.id)
    )
    return found.scalars().all()


def known_as(identities: Sequence[Identity]) -> list[str]:
    """Ids that may stand in the middle of a text; Telegram's are plain numbers, which could be anything there."""
    return [one.external_id for one in identities if not one.external_id.isdecimal()]


async def erase_person(session: AsyncSession, workspace_id: UUID, member_id: UUID) -> Counter[str]:
    """How many rows went or were changed, by table."""
    member = await get_member(session, workspace_id, member_id)
    identities = await identities_of(session, member)
    nameless = await _nameless(session, member)
    done: Counter[str] = Counter()
    await _forget_chats(session, member, done)
    await _forget_installing(session, identities, done)
    await session.flush()
    renamed = {str(member.id): str(nameless.id), **dict.fromkeys(known_as(identities), NAMELESS)}
    async with erasing(session, workspace_id):
        for table in reversed(tables()):
            if RULES[table.name].owner is Owner.TEAM:
                await _forget_rows(session, table, member, nameless.id, done)
                await _forget_ids(session, table, member, nameless.id, done)
        for table in tables():
            if RULES[table.name].owner in (Owner.TEAM, Owner.TASK):
                await _rename(session, table, workspace_id, renamed, done)
    await _forget_name(session, member, done)
    await session.execute(
        delete(Member)
        .where(Member.workspace_id == workspace_id, Member.id == member.id)
        .execution_options(synchronize_session=False)
    )
    done["members"] += 1
    return +done


async def _nameless(session: AsyncSession, member: Member) -> Member:
    now = session.info["clock"].now()
    nameless = Member(
        id=uuid4(),
        workspace_id=member.workspace_id,
        name=NAMELESS,
        role=member.role,
        language="en",
        active=False,
        created_at=now,
    )
    session.add(nameless)
    await session.flush()
    return nameless


async def _forget_chats(session: AsyncSession, member: Member, done: Counter[str]) -> None:
    """Their own chats: campaigns may be at home there, so the row stays and leads nowhere."""
    theirs = (
        Conversation.workspace_id == member.workspace_id,
        Conversation.direct,
        Conversation.member_id == member.id,
    )
    found = await session.execute(select(Conversation).where(*theirs))
    for chat in found.scalars():
        messages = delete(MessageRef).where(
            MessageRef.workspace_id == member.workspace_id, MessageRef.conversation_id == chat.id
        )
        gone = await session.execute(messages.execution_options(synchronize_session=False))
        done["message_refs"] += touched(gone)
        chat.address, chat.member_id = f"erased-{uuid4().hex[:24]}", None
        chat.reachable = chat.follows = False
        done["conversations"] += 1


async def _forget_installing(session: AsyncSession, identities: Sequence[Identity], done: Counter[str]) -> None:
    """Their consent in Slack holds the team's token, so it stays, without their id and their own token."""
    for one in identities:
        if one.platform is Platform.SLACK:
            forgotten = await session.execute(
                update(SlackInstallation)
                .where(SlackInstallation.team_id == one.team, SlackInstallation.user_id == one.external_id)
                .values(user_id="erased", user_token=None, user_refresh_token=None)
                .execution_options(synchronize_session=False)
            )
            done["slack_installations"] += touched(forgotten)


async def _forget_rows(session: AsyncSession, table: Table, member: Member, nameless: UUID, done: Counter[str]) -> None:
    for column in of_person(table):
        mine = (table.c.workspace_id == member.workspace_id, column == member.id)
        if column.name in RULES[table.name].goes:
            statement: Any = delete(table).where(*mine)
        else:
            to = None if (table.name, column.name) in ONLY_NULL else nameless
            statement = update(table).where(*mine).values({column.name: to})
        done[table.name] += touched(await session.execute(statement, execution_options=ACROSS_WORKSPACES))


async def _forget_ids(session: AsyncSession, table: Table, member: Member, nameless: UUID, done: Counter[str]) -> None:
    for column in ids_of_anybody(table):
        changed = await session.execute(
            update(table)
            .where(table.c.workspace_id == member.workspace_id, column == member.id)
            .values({column.name: nameless}),
            execution_options=ACROSS_WORKSPACES,
        )
        done[table.name] += touched(changed)


async def _rename(
    session: AsyncSession, table: Table, workspace_id: UUID, renamed: Mapping[str, str], done: Counter[str]
) -> None:
    """Inside of texts and JSON, wherever they are."""
    columns = wordy(table)
    if not columns:
        return
    ours = table.c.workspace_id == workspace_id if "workspace_id" in table.c else says(columns, [str(workspace_id)])
    key = next(iter(table.primary_key.columns))
    found = await session.execute(
        select(key, *columns).where(ours, says(columns, renamed)), execution_options=ACROSS_WORKSPACES
    )
    for row in found.all():
        new = {
            column.name: _without(column.type, value, renamed)
            for column, value in zip(columns, row[1:], strict=True)
            if value is not None
        }
        await session.execute(update(table).where(key == row[0]).values(new), execution_options=ACROSS_WORKSPACES)
        done[table.name] += 1


def _without(kind: object, value: Any, renamed: Mapping[str, str]) -> Any:
    text = json.dumps(value) if isinstance(kind, JSON) else str(value)
    for old, new in renamed.items():
        text = text.replace(old, new)
    return json.loads(text) if isinstance(kind, JSON) else text


async def _forget_name(session: AsyncSession, member: Member, done: Counter[str]) -> None:
    """Where we ourselves wrote it: why a post did not go out. Words of the team are the team's."""
    query = select(Post).where(
        Post.workspace_id == member.workspace_id, Post.last_error.startswith(f"{member.name} ", autoescape=True)
    )
    for post in (await session.execute(query)).scalars():
        post.last_error = (post.last_error or "").replace(member.name, NAMELESS, 1)
        done["posts"] += 1
    await session.flush()
