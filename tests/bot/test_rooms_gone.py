"""A channel is archived, or we were put out of it: owners hear it where they are spoken to, once."""

import pytest
from chat_stage import Chat
from sqlalchemy import select

from core.installs.card_deleted import card_deleted
from core.installs.rooms import GONE, leave_room, room_is_back
from core.notices.model import MessageRef, NoticeKind
from core.posts.schedule import skip

TEAM, ROOM = "T1", "C0EVENTS01"


@pytest.mark.parametrize("how", ["archive", "kick"])
async def test_owners_hear_of_a_channel_that_is_lost(chat: Chat, how: str) -> None:
    await chat.in_telegram()
    await chat.sandbox.do(f"slack/{how}", channel=ROOM)
    for _ in range(2):
        await chat.notice(NoticeKind.SAY, text="Stopped 3 posts.")
        await chat.deliver()
    assert await chat.in_ada_s_telegram(GONE) == 1


async def test_slack_tells_it_before_anything_was_said_there(chat: Chat) -> None:
    await chat.in_telegram()
    async with chat.services.db.transaction() as session:
        assert await leave_room(session, TEAM, ROOM)
        assert not await leave_room(session, TEAM, ROOM)
        assert not await leave_room(session, TEAM, "C0ELSEWHERE")
    await chat.deliver()
    assert await chat.in_ada_s_telegram(GONE) == 1


async def test_what_is_open_is_shown_again_where_it_is_written_again(chat: Chat) -> None:
    await chat.in_telegram()
    now = chat.services.clock.now()
    async with chat.services.db.transaction() as session:
        await leave_room(session, TEAM, ROOM)
        assert await room_is_back(session, TEAM, ROOM, now)
        assert not await room_is_back(session, TEAM, ROOM, now)
    await chat.deliver()
    assert await chat.in_slack("Warehouse Night, Friday") == 1


async def test_a_deleted_card_that_waits_for_a_yes_is_shown_again_and_one_that_does_not_is_not(chat: Chat) -> None:
    post_id = await chat.machine.in_review()
    await chat.notice(NoticeKind.POST, subject_id=post_id)
    await chat.deliver()
    for again in (2, 3):
        async with chat.services.db.transaction() as session:
            assert await card_deleted(session, TEAM, ROOM, await message_of(chat))
            assert not await card_deleted(session, TEAM, ROOM, "1.2")
        await chat.deliver()
        assert await chat.in_slack("Announcement · Warehouse Night") == again
    async with chat.services.db.transaction() as session:
        await skip(session, chat.team.ada, post_id)
    await chat.deliver()
    async with chat.services.db.transaction() as session:
        assert await card_deleted(session, TEAM, ROOM, await message_of(chat))
    await chat.deliver()
    assert await chat.in_slack("Announcement · Warehouse Night") == 3


async def message_of(chat: Chat) -> str:
    async with chat.services.db.reading() as session:
        found = await session.execute(
            select(MessageRef.message_id).where(
                MessageRef.workspace_id == chat.team.workspace_id, MessageRef.kind == NoticeKind.POST
            )
        )
        return str(found.scalar_one())
