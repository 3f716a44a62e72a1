"""Nine posts, two people each, and everything that comes between; then all of it delivered again in another order."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from builders import DUE, NOW, person
from chat_stage import Chat
from sqlalchemy import select
from stages.messages import Seen
from stages.slack import SlackStage
from stages.telegram import TelegramStage

from bot.actions import act
from bot.answers import Answer, Offer
from bot.flows.reply import reply_to_post
from bot.speaker import Speaker
from bot.tokens import Token
from core.approvals.configure import Scope, set_policy
from core.approvals.model import Approval
from core.approvals.policy import Policy
from core.approvals.remind import remind
from core.errors import NotFound, NotNow, RiteError
from core.notices.notify import get_conversation
from core.posts.changed import post_changed
from core.posts.edit import edit_caption
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.tenancy import ACROSS_WORKSPACES
from core.trail.model import TrailEntry
from core.workspaces.members import ChatIdentity, add_workspace, get_workspace
from core.workspaces.model import Member, Platform, Role

S = PostStatus
POSTS = 9


@dataclass
class Room:
    """The campaign's place in one house, and everything that was ever delivered from there."""

    chat: Chat
    platform: Platform
    place: UUID
    stage: SlackStage | TelegramStage
    posts: list[UUID]
    people: dict[str, Member]
    delivered: list[tuple[Speaker, Token | str, UUID]] = field(default_factory=list)

    async def speaker(self, name: str) -> Speaker:
        member = self.people[name]
        async with self.chat.services.db.reading() as session:
            conversation = await get_conversation(session, self.chat.team.workspace_id, self.place)
            workspace = await get_workspace(session, member.workspace_id)
        update = f"{self.platform.value}:{len(self.delivered)}"
        return Speaker(ChatIdentity(self.platform, name), member, workspace, conversation, update)

    async def card(self, number: int, button: str = "") -> Seen:
        return await self.stage.sees(f"Post {number} of nine", button=button)

    async def press(self, name: str, label: str, number: int) -> Answer:
        """The button as it is drawn there now."""
        seen = await self.card(number, label)
        return await self.deliver(await self.speaker(name), Token.decode(_carried(seen, label)), self.posts[number - 1])

    async def say(self, name: str, words: str, number: int) -> None:
        await self.deliver(await self.speaker(name), words, self.posts[number - 1])

    async def deliver(self, speaker: Speaker, what: Token | str, post_id: UUID) -> Any:
        self.delivered.append((speaker, what, post_id))
        try:
            return await self.hear(speaker, what, post_id)
        finally:
            await self.chat.deliver()

    async def hear(self, speaker: Speaker, what: Token | str, post_id: UUID) -> Any:
        if isinstance(what, Token):
            return await act(self.chat.services, speaker, what)
        return await reply_to_post(self.chat.services, speaker, post_id, what)

    async def state(self) -> list[tuple[Any, ...]]:
        """Everything that was decided, and every message that stands there."""
        async with self.chat.services.db.reading() as session:
            posts = [await get_post(session, self.chat.team.workspace_id, post_id) for post_id in self.posts]
            kept: list[tuple[Any, ...]] = [(post.status, post.revision, post.request, post.due_at) for post in posts]
            for kind in (Approval, TrailEntry):
                found = await session.execute(
                    select(kind).order_by(kind.id).execution_options(**ACROSS_WORKSPACES)  # type: ignore[attr-defined]  # every row has one
                )
                kept += [(row.id, row.revision, getattr(row, "withdrawn_at", None)) for row in found.scalars()]
        return kept


def _carried(seen: Seen, label: str) -> str:
    element = seen.handle["actions"][seen.button(label)]
    return str(element if isinstance(element, str) else element["value"])


@pytest.fixture(params=[Platform.SLACK, Platform.TELEGRAM], ids=["slack", "telegram"])
async def room(request: pytest.FixtureRequest, chat: Chat) -> Room:
    """Ada owns, Ben and Dee approve, Cy has written nine posts, Gil is a guest, Una is somebody else's."""
    team, slack = chat.team, request.param is Platform.SLACK
    place = team.conversation_id if slack else await chat.in_telegram()
    people = {"Ada": team.ada, "Ben": team.ben, "Cy": team.cy}
    async with chat.services.db.transaction() as session:
        other = await add_workspace(session, "Other Nights", NOW)
        people |= {
            "Dee": person("Dee", Role.APPROVER, team.workspace_id),
            "Gil": person("Gil", Role.GUEST, team.workspace_id),
            "Una": person("Una", Role.OWNER, other.id),
        }
        session.add_all([people[name] for name in ("Dee", "Gil", "Una")])
        await session.flush()
        await set_policy(session, team.ada, Scope(), Policy.TWO, NOW)
    posts = [
        await chat.machine.in_review(caption=f"Post {number} of nine.", due_at=DUE + timedelta(hours=number))
        for number in range(1, POSTS + 1)
    ]
    room = Room(chat, request.param, place, chat.slack_stage if slack else chat.telegram_stage, posts, people)
    async with chat.services.db.transaction() as session:
        for post_id in posts:
            await post_changed(session, await get_post(session, team.workspace_id, post_id))
    if not slack:
        async with chat.services.db.transaction() as session:
            (await get_conversation(session, team.workspace_id, place)).follows = True
            for post_id in posts:
                await post_changed(session, await get_post(session, team.workspace_id, post_id))
    await chat.deliver()
    return room


async def statuses(room: Room) -> Sequence[PostStatus]:
    return [(await room.chat.machine.post(post_id)).status for post_id in room.posts]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_nine_posts_and_two_people_and_nothing_changes_when_it_is_all_delivered_again(room: Room) -> None:
    for number in range(1, POSTS + 1):
        await room.press("Ben", "Approve for", number)
    assert set(await statuses(room)) == {S.IN_REVIEW}
    await room.card(1, "Take back my yes")

    # somebody takes one yes of two back, and gives it again
    await room.press("Ben", "Take back", 1)
    assert "waits for two yeses" in (await room.card(1)).text.casefold()
    await room.press("Ben", "Approve for", 1)

    # a guest and somebody of another team press
    offered = await room.press("Gil", "Approve for", 2)
    assert isinstance(offered, Offer)
    asks = {action.label: action.token for action in offered.card.actions}
    assert asks.keys() == {"Ask Ada", "Ask Ben", "Ask Dee"}
    ask_dee = asks["Ask Dee"]
    assert ask_dee is not None
    await room.deliver(await room.speaker("Gil"), ask_dee, room.posts[1])
    await room.stage.sees("Gil asks for your yes", "for Warehouse Night", button="Approve for")
    with pytest.raises(NotNow, match="Dee was asked by Gil already"):
        await room.deliver(await room.speaker("Cy"), ask_dee, room.posts[1])
    await room.say("Gil", "Is the price right?", 2)
    await room.card(2)
    assert "Gil on version 1: “Is the price right?”" in (await room.card(2)).text
    with pytest.raises(NotFound):
        await room.press("Una", "Approve for", 3)

    # one is rejected, eight get their second yes but one
    await room.press("Dee", "Skip", 4)
    for number in (1, 2, 3, 5, 6, 7, 8):
        await room.press("Dee", "Approve for", number)
    queued = [S.SCHEDULED, S.SCHEDULED, S.SCHEDULED, S.CANCELLED, *[S.SCHEDULED] * 4, S.IN_REVIEW]
    assert await statuses(room) == queued

    # one is changed after it was approved: both are asked again, and see the difference
    services, machine = room.chat.services, room.chat.machine
    async with services.db.transaction() as session:
        await edit_caption(
            session, room.people["Cy"], room.posts[4], 1, "Post 5 of nine, now at ten.", machine.clock.now()
        )
    await machine.work("post.render")
    await room.chat.deliver()
    await room.stage.sees("Cy changed the caption of", "It needs a new yes", button="Approve new version")
    for name in ("Ben", "Dee"):
        await room.press(name, "Approve for", 5)

    # the last one lacks its second yes until its time has passed
    machine.move_to(DUE + timedelta(hours=POSTS) - timedelta(hours=1))
    for _ in range(2):
        async with services.db.transaction() as session:
            await remind(session, machine.clock.now())
    await room.chat.deliver()
    await room.stage.sees("Still waiting for a yes", button="Approve for")
    machine.move_to(DUE + timedelta(hours=POSTS + 13))
    async with services.db.transaction() as session:
        await remind(session, machine.clock.now())
    await room.chat.deliver()
    assert await statuses(room) == [*queued[:8], S.EXPIRED]
    await room.say("Ada", "history", 5)

    before, drawn = await room.state(), len(await room.stage.messages())
    again = [*room.delivered, *room.delivered]
    random.Random(8).shuffle(again)  # noqa: S311 - an order, not a secret
    for speaker, what, post_id in again:
        try:
            await room.hear(replace(speaker), what, post_id)
        except RiteError:
            continue  # refused the first time, refused now
    await room.chat.deliver()
    assert await room.state() == before
    assert len(await room.stage.messages()) == drawn
