"""How a post ended is heard by somebody: where it belongs, else by an owner directly, else by those who run Rite."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from chat_stage import Chat
from sqlalchemy import select, update

from bot.cards.card import Card
from bot.houses import Gone, Messenger, Place, Sent
from core.notices.model import Conversation, NoticeKind
from core.operations.model import AlertRow
from core.posts.changed import post_changed
from core.posts.revision import get_post
from core.workspaces.model import Platform

ENDED = "Announcement for Warehouse Night did not go out."
ADA_IN_SLACK, ADAS_DIRECT = "U0ADA00001", "D1ADA00001"


async def ended(chat: Chat) -> UUID:
    """A post has failed, and everybody who follows is to be told."""
    post_id = await chat.machine.in_review()
    async with chat.services.db.transaction() as session:
        await post_changed(session, await get_post(session, chat.team.workspace_id, post_id), say="post_failed")
    return post_id


@pytest.mark.parametrize(("code", "times"), [("is_archived", 1), ("missing_scope", 2)])
async def test_a_channel_that_takes_no_words_any_more_does_not_keep_it_from_the_owner(
    chat: Chat, code: str, times: int
) -> None:
    await chat.knows(chat.team.ada, Platform.SLACK, ADA_IN_SLACK)
    await chat.sandbox.fault("slack", "chat.postMessage", f"error:{code}", times=times)
    await ended(chat)
    await chat.deliver()
    assert await chat.in_slack(ENDED, channel=ADAS_DIRECT) == 1


async def test_whoever_was_removed_from_slack_tells_it_in_telegram(chat: Chat) -> None:
    await chat.in_telegram()
    await chat.sandbox.do("slack/kick", user="ada", channel="C0EVENTS01")
    await ended(chat)
    await chat.deliver()
    assert await chat.in_ada_s_telegram(ENDED) == 1


async def test_what_one_place_heard_is_not_told_another_way(chat: Chat) -> None:
    await chat.knows(chat.team.ada, Platform.SLACK, ADA_IN_SLACK)
    await chat.place(Platform.SLACK, "C0NOWHERE1")
    await chat.place(Platform.SLACK, "C0NOWHERE2")
    await ended(chat)
    await chat.deliver()
    assert await chat.in_slack(ENDED) == 1
    assert await chat.in_slack(ENDED, channel=ADAS_DIRECT) == 0


async def test_when_several_places_are_gone_it_is_told_another_way_once(chat: Chat) -> None:
    await chat.knows(chat.team.ada, Platform.SLACK, ADA_IN_SLACK)
    await chat.sandbox.do("slack/kick", user="ada", channel="C0EVENTS01")
    await chat.place(Platform.SLACK, "C0NOWHERE1")
    await ended(chat)
    await chat.deliver()
    assert await chat.in_slack(ENDED, channel=ADAS_DIRECT) == 1


async def test_places_known_to_be_gone_when_it_happens_do_not_keep_it_from_the_owner(chat: Chat) -> None:
    await chat.knows(chat.team.ada, Platform.SLACK, ADA_IN_SLACK)
    await forget_everybody(chat)
    await ended(chat)
    await chat.deliver()
    assert await chat.in_slack(ENDED, channel=ADAS_DIRECT) == 1


@pytest.mark.parametrize("blocked", [False, True], ids=["nobody known", "the owner has blocked us"])
async def test_what_nobody_can_be_told_is_an_alert(chat: Chat, blocked: bool) -> None:
    if blocked:
        await chat.in_telegram()
        await chat.sandbox.do("telegram/block", user="ada")
    await chat.sandbox.do("slack/kick", user="ada", channel="C0EVENTS01")
    post_id = await ended(chat)
    await chat.deliver()
    (alert,) = await alerts(chat)
    assert alert.about == f"nobody told {post_id.hex}"
    assert ENDED in alert.text


async def test_a_platform_that_is_away_for_an_hour_is_no_way_to_tell_it(chat: Chat) -> None:
    await chat.in_telegram()
    await chat.sandbox.fault("slack", "*", "error_500", times=1000)
    await ended(chat)
    await chat.deliver()
    assert await chat.in_ada_s_telegram(ENDED) == 0
    chat.machine.move_to(chat.services.clock.now() + timedelta(hours=1, minutes=1))
    await chat.deliver()
    assert await chat.in_ada_s_telegram(ENDED) == 1
    await chat.sandbox.http.delete("/faults")
    chat.machine.move_to(chat.services.clock.now() + timedelta(minutes=5))
    await chat.deliver()
    assert await chat.in_slack(ENDED) == 1


class Moved:
    """Telegram as it is for a group that became a supergroup."""

    def __init__(self, real: Messenger, old: str, new: str) -> None:
        self._real, self._old, self._new = real, old, new

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        if place.address == self._old:
            raise Gone("Group migrated to supergroup", moved_to=self._new)
        return await self._real.send(place, card, mark)


async def test_a_group_that_moved_is_spoken_to_where_it_is_now(chat: Chat) -> None:
    await chat.sandbox.do("telegram/say", user="ada", text="/start")
    chat.voices[Platform.TELEGRAM] = Moved(chat.voices[Platform.TELEGRAM], "-100", chat.telegram_stage.chat)
    await chat.notice(NoticeKind.SAY, await chat.place(Platform.TELEGRAM, "-100"), text="Stopped 3 posts.")
    await chat.deliver()
    chat.machine.move_to(chat.services.clock.now() + timedelta(seconds=2))
    await chat.deliver()
    assert await chat.in_ada_s_telegram("Stopped 3 posts.") == 1


async def test_a_card_that_was_deleted_with_its_thread_keeps_nothing_from_being_said(chat: Chat) -> None:
    await chat.notice(NoticeKind.CAMPAIGN, subject_id=chat.team.campaign_id)
    await chat.deliver()
    (card,) = await chat.slack_stage.messages()
    await chat.slack.chat_delete(channel="C0EVENTS01", ts=card.handle["ts"])
    await ended(chat)
    await chat.deliver()
    assert await chat.in_slack(ENDED) == 1


async def forget_everybody(chat: Chat) -> None:
    async with chat.services.db.transaction() as session:
        gone = update(Conversation).where(Conversation.workspace_id == chat.team.workspace_id)
        await session.execute(gone.values(reachable=False))


async def alerts(chat: Chat) -> list[AlertRow]:
    async with chat.services.db.reading() as session:
        found = await session.execute(select(AlertRow).where(AlertRow.workspace_id == chat.team.workspace_id))
        return list(found.scalars())
