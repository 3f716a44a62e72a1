"""A process may die the moment a platform has taken its message: Slack's is found then, and never sent twice."""

from datetime import timedelta

import pytest
from chat_stage import Chat, Killed
from sqlalchemy import select

from core.notices.model import MessageRef, NoticeKind

CAMPAIGN, POST, SENTENCE = "Warehouse Night, Friday", "Announcement · Warehouse Night", "did not go out"


async def test_a_message_taken_by_slack_before_a_death_is_found_and_not_sent_twice(chat: Chat) -> None:
    """The campaign's card, the post's card in its thread and the sentence beside it: a death after each."""
    post_id = await chat.machine.in_review()
    await chat.notice(NoticeKind.POST, subject_id=post_id, say="post_failed")
    for _ in range(3):
        with chat.dying(1), pytest.raises(Killed):
            await chat.deliver()
    await chat.deliver()
    assert [await chat.in_slack(words) for words in (CAMPAIGN, POST, SENTENCE)] == [1, 1, 1]
    assert [notice.delivered_at is not None for notice in await chat.notices()] == [True]
    assert {ref.sending_at for ref in await refs(chat)} == {None}


async def test_a_message_told_once_is_found_too(chat: Chat) -> None:
    await chat.notice(NoticeKind.SAY, text="Stopped 3 posts.")
    with chat.dying(1), pytest.raises(Killed):
        await chat.deliver()
    await chat.deliver()
    assert await chat.in_slack("Stopped 3 posts.") == 1


async def test_a_message_slack_took_without_answering_is_found(chat: Chat) -> None:
    await chat.sandbox.fault("slack", "chat.postMessage", "timeout_after_effect", seconds=0)
    await chat.notice(NoticeKind.SAY, text="Stopped 3 posts.")
    await chat.deliver()
    (row,) = await all_tasks(chat)
    assert "Unanswered" in (row.last_error or "")
    await later(chat)
    assert await chat.in_slack("Stopped 3 posts.") == 1
    assert await all_tasks(chat) == []


async def test_a_message_that_never_left_is_sent_without_looking(chat: Chat) -> None:
    await chat.sandbox.fault("slack", "chat.postMessage", "ratelimited", retry_after=1)
    await chat.sandbox.fault("slack", "conversations.history", "error:invalid_auth", times=9)
    await chat.notice(NoticeKind.SAY, text="Stopped 3 posts.")
    await chat.deliver()
    assert [notice.sending_at for notice in await chat.notices()] == [None]
    await later(chat)
    assert await chat.in_slack("Stopped 3 posts.") == 1


async def test_where_slack_lets_nobody_look_a_message_is_rather_sent_twice_than_never(chat: Chat) -> None:
    await chat.notice(NoticeKind.SAY, text="Stopped 3 posts.")
    with chat.dying(1), pytest.raises(Killed):
        await chat.deliver()
    await chat.sandbox.fault("slack", "conversations.history", "error:missing_scope")
    await chat.deliver()
    assert await chat.in_slack("Stopped 3 posts.") == 2


async def test_telegram_cannot_be_asked_and_the_newer_card_is_the_living_one(chat: Chat) -> None:
    place = await chat.in_telegram()
    await chat.notice(NoticeKind.CAMPAIGN, place, subject_id=chat.team.campaign_id)
    with chat.dying(1), pytest.raises(Killed):
        await chat.deliver()
    await chat.deliver()
    twins = [one for one in await chat.telegram_stage.messages() if one.shows("Warehouse Night")]
    assert len(twins) == 2
    (ref,) = await refs(chat)
    assert ref.message_id == str(twins[-1].handle["id"])


async def refs(chat: Chat) -> list[MessageRef]:
    async with chat.services.db.reading() as session:
        found = await session.execute(select(MessageRef).where(MessageRef.workspace_id == chat.team.workspace_id))
        return list(found.scalars())


async def all_tasks(chat: Chat) -> list[object]:
    chat.machine.move_to(chat.services.clock.now() + timedelta(hours=1))
    return list(await chat.waiting())


async def later(chat: Chat) -> None:
    """After the pause that follows trouble."""
    chat.machine.move_to(chat.services.clock.now() + timedelta(minutes=3))
    await chat.deliver()
