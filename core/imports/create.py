"""Make the events of a list, a few in each transaction: whoever is killed in between goes on where it stopped.

How far it came is written with the events themselves, under the lock of the list's row, so that no row is taken twice
and none is left out, however often and by how many workers the task is run.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.model import Campaign
from core.errors import PersonCanFix
from core.events.create import store_event
from core.imports.model import EventImport, ImportStage, LaterDraft
from core.imports.report import find_import, here_already
from core.imports.rows import facts_from, same
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import get_conversation, notify
from core.ports.parts import Parts
from core.posts.model import Post
from core.workspaces.members import get_member
from core.workspaces.model import Member

AT_ONCE = 10
TOLD_EVERY = 50
"""Events between two drawings of the progress: a chat takes an edit only so often."""
DRAFTED_BEFORE = timedelta(days=7)
"""A campaign is written and drawn so long before its first post: nobody wants to judge a season in one evening."""
PACE = timedelta(minutes=2)
"""Between two campaigns that are near already."""


async def create_imported(parts: Parts, workspace_id: UUID, import_id: UUID) -> None:
    """The body of `import.create`: the next few, and a ring for those after them."""
    async with parts.db.transaction() as session:
        row = await find_import(session, workspace_id, import_id, lock=True)
        if row is None or row.stage is not ImportStage.CREATING:
            return
        now = parts.clock.now()
        member = await get_member(session, workspace_id, row.member_id)
        place = await get_conversation(session, workspace_id, row.conversation_id)
        before = row.place
        await _next_few(session, row, member, place, now)
        if row.place < len(row.ready):
            tasks.create_imported.enqueue(session, workspace_id, import_id)
            if row.place // TOLD_EVERY != before // TOLD_EVERY:
                notify(session, workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)
            return
        row.stage = ImportStage.DONE
        notify(session, workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)
        if row.refused:
            send_refused(session, row)


def send_refused(session: AsyncSession, row: EventImport) -> None:
    """The rows that need care, with why, as a table that can be mended and sent again."""
    place, thread = row.conversation_id, row.thread_id
    notify(session, row.workspace_id, place, NoticeKind.FILES, subject_id=row.id, what="refused rows", thread=thread)


async def _next_few(
    session: AsyncSession, row: EventImport, member: Member, place: Conversation, now: datetime
) -> None:
    here = await here_already(session, row.workspace_id, now)
    refused: list[dict[str, Any]] = []
    doubles: list[dict[str, Any]] = []
    taken = row.ready[row.place : row.place + AT_ONCE]
    for number, one in enumerate(taken, start=row.place):
        facts = facts_from(one["facts"])
        if same(facts) in here:
            doubles.append({"row": one["row"], "name": facts.name})
            continue
        try:
            async with session.begin_nested():
                campaign = await store_event(session, member, place, facts, now)
                await _draft_later(session, campaign, now + PACE * number)
        except PersonCanFix as error:
            cells = [facts.name, facts.starts_local.isoformat(" ", "minutes"), facts.venue]
            refused.append({"row": one["row"], "why": error.message.rstrip("."), "cells": cells})
            continue
        here.add(same(facts))
        row.made += 1
    row.place += len(taken)
    row.refused, row.doubles = [*row.refused, *refused], [*row.doubles, *doubles]


async def _draft_later(session: AsyncSession, campaign: Campaign, soonest: datetime) -> None:
    """Nothing is drafted for an event none of whose posts fits in any more."""
    found = await session.execute(
        select(func.min(Post.due_at)).where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
    )
    first: datetime | None = found.scalar_one_or_none()
    if first is not None:
        session.add(
            LaterDraft(
                id=uuid4(),
                workspace_id=campaign.workspace_id,
                campaign_id=campaign.id,
                draft_at=max(soonest, first - DRAFTED_BEFORE),
            )
        )
        await session.flush()


async def say_not_made(session: AsyncSession, why: str, workspace_id: UUID, import_id: UUID) -> None:
    """It was tried in vain: what is made stays, the rest can be gone on with."""
    row = await find_import(session, workspace_id, import_id, lock=True)
    if row is not None and row.stage is ImportStage.CREATING:
        row.ready = row.ready[row.place :]
        row.place, row.stage, row.why = 0, ImportStage.READY, f"I stopped after {row.made} events. {why}"
        notify(session, workspace_id, row.conversation_id, NoticeKind.IMPORT, subject_id=row.id)
