"""What Instagram delivers is stored before it is answered, worked on once, and told without becoming noise."""

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from publishing_machine import Machine
from sqlalchemy import func, select, update

from core.accounts.model import Account, AccountStatus
from core.background import run_task
from core.callbacks.comments import QUIET, forget_comments, tell_waiting_comments
from core.callbacks.model import Comment, Delivery
from core.callbacks.queries import CommentsView, comments_view
from core.callbacks.receive import forget_deliveries, receive
from core.callbacks.webhooks import changes
from core.errors import NotFound
from core.insights.model import Insight
from core.notices.model import Notice, NoticeKind
from core.outbox import TaskRow
from core.posts.model import Format, Post
from core.posts.queries import known_metrics
from core.workspaces.model import Workspace

Json = dict[str, Any]
OURS = "17841400000000001"


def comment(media_id: object, comment_id: str, text: str = "nice!", username: str = "fan", **more: Any) -> Json:
    speaker = {"id": f"99{abs(hash(username))}", "username": username} | more.pop("speaker", {})
    value = {"id": comment_id, "from": speaker, "text": text, "media": {"id": media_id}} | more
    return {"field": "comments", "value": value}


def mention(media_id: object, comment_id: str) -> Json:
    return {"field": "mentions", "value": {"media_id": media_id, "comment_id": comment_id}}


def body(at: datetime, *told: Json, account: str = OURS) -> bytes:
    entry = {"id": account, "time": int(at.timestamp()), "changes": told}
    return json.dumps({"object": "instagram", "entry": [entry]}).encode()


async def deliver(machine: Machine, *told: Json, **more: Any) -> int:
    """One delivery, stored; returns how many rows it made."""
    async with machine.services.db.transaction() as session:
        return await receive(session, changes(body(machine.clock.now(), *told, **more)), machine.clock.now())


async def work(machine: Machine) -> int:
    """Run what deliveries have rung for; returns how many tasks that were."""
    async with machine.services.db.reading() as session:
        rows = await session.execute(select(TaskRow.id).where(TaskRow.name == "webhook.handle"))
        ids = list(rows.scalars())
    for task_id in ids:
        await run_task(machine.services, machine.bodies, task_id)
    return len(ids)


async def heard(machine: Machine, *told: Json, **more: Any) -> None:
    await deliver(machine, *told, **more)
    await work(machine)


async def tick(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        await tell_waiting_comments(session, machine.clock.now())


async def notices(machine: Machine) -> Sequence[Notice]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Notice)
            .where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.COMMENTS)
            .order_by(Notice.created_at)
        )
        return found.scalars().all()


async def views(machine: Machine) -> list[CommentsView]:
    """What people are told, notice by notice."""
    found = await notices(machine)
    async with machine.services.db.reading() as session:
        return [
            await comments_view(session, one.workspace_id, one.subject_id, one.details, machine.clock.now())
            for one in found
        ]


async def count(machine: Machine, table: type[Comment] | type[Delivery] | type[Insight]) -> int:
    async with machine.services.db.reading() as session:
        rows = select(func.count()).select_from(table).where(table.workspace_id == machine.team.workspace_id)
        return int(await session.scalar(rows) or 0)


@pytest.fixture
async def post(machine: Machine) -> Post:
    """A post that is live."""
    return await machine.run(await machine.scheduled())


async def test_a_comment_is_told_where_the_campaign_is_at_home(machine: Machine, post: Post) -> None:
    await heard(machine, comment(post.media_id, "1"))

    [view] = await views(machine)
    assert view.post is not None
    assert (view.post.id, view.count, view.newest.username, view.newest.text) == (post.id, 1, "fan", "nice!")
    assert {notice.conversation_id for notice in await notices(machine)} == {machine.team.conversation_id}
    assert (await machine.post(post.id)).comments_count == 1
    async with machine.services.db.reading() as session:
        assert await known_metrics(session, await machine.post(post.id)) == {"comments": 1}


async def test_the_same_comment_again_and_again_is_one_comment(machine: Machine, post: Post) -> None:
    said = comment(post.media_id, "1")
    assert await deliver(machine, said, said) == 1
    assert await deliver(machine, said) == 0
    await work(machine)
    machine.move_to(machine.clock.now() + timedelta(hours=20))
    assert await deliver(machine, said) == 0
    await work(machine)

    assert len(await notices(machine)) == 1
    assert (await machine.post(post.id)).comments_count == 1


async def test_the_same_delivery_twice_at_once_is_stored_once(machine: Machine, post: Post) -> None:
    said = [comment(post.media_id, str(number)) for number in range(4)]
    stored = await asyncio.gather(deliver(machine, *said), deliver(machine, *said[2:]), deliver(machine, *said[:3]))

    assert sum(stored) == await count(machine, Delivery) == 4


async def test_many_comments_are_summed_up_once_in_ten_minutes(machine: Machine, post: Post) -> None:
    await heard(machine, comment(post.media_id, "1", "first"))
    for number in range(2, 7):
        machine.move_to(machine.clock.now() + timedelta(seconds=30))
        await heard(machine, comment(post.media_id, str(number), f"comment {number}"))
    await tick(machine)
    assert len(await notices(machine)) == 1
    machine.move_to(machine.clock.now() + QUIET)
    await tick(machine)
    await tick(machine)

    first, second = await views(machine)
    assert (first.count, second.count, second.newest.text) == (1, 5, "comment 6")


async def test_two_posts_do_not_silence_each_other(machine: Machine, post: Post) -> None:
    other = await machine.run(await machine.scheduled(due_at=machine.clock.now() + timedelta(minutes=30)))
    await heard(machine, comment(post.media_id, "1"))
    await heard(machine, comment(other.media_id, "2"))

    assert {view.post.id for view in await views(machine) if view.post} == {post.id, other.id}


async def test_our_own_comments_are_no_news(machine: Machine, post: Post) -> None:
    own: list[Json] = [
        {"username": "warehouse.nights"},
        {"speaker": {"id": OURS}},
        {"speaker": {"self_ig_scoped_id": "27640875392278831"}},
    ]
    await heard(machine, *(comment(post.media_id, str(number), **how) for number, how in enumerate(own, 1)))

    assert await count(machine, Comment) == 0
    assert (await machine.post(post.id)).comments_count == 0


async def test_a_strangers_scoped_id_does_not_make_them_us(machine: Machine, post: Post) -> None:
    await heard(machine, comment(post.media_id, "1", speaker={"self_ig_scoped_id": "2323"}, parent_id="77"))

    [view] = await views(machine)
    assert view.newest.reply


async def test_comments_on_what_we_did_not_publish_are_let_go(machine: Machine, post: Post) -> None:
    await heard(machine, comment("17999", "1"), {"field": "follow", "value": {"id": "1"}})
    assert await deliver(machine, comment(post.media_id, "2"), account="17841400000009999") == 0

    assert await count(machine, Comment) == 0
    assert await notices(machine) == []


async def test_an_advertised_post_is_still_the_post(machine: Machine, post: Post) -> None:
    media = {"id": "17888", "ad_id": "6", "original_media_id": post.media_id}
    await heard(machine, comment(post.media_id, "1", media=media))

    assert len(await notices(machine)) == 1


async def test_without_the_setting_comments_are_counted_and_nothing_is_said(machine: Machine, post: Post) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(update(Workspace).values(comments_in_chat=False))
    await heard(machine, comment(post.media_id, "1"))
    async with machine.services.db.transaction() as session:
        await session.execute(update(Workspace).values(comments_in_chat=True))
    machine.move_to(machine.clock.now() + QUIET)
    await tick(machine)

    assert await notices(machine) == []
    assert (await machine.post(post.id)).comments_count == 1


@pytest.mark.parametrize("mention_first", [True, False])
async def test_a_comment_that_mentions_us_comes_as_both_and_is_one(
    machine: Machine, post: Post, mention_first: bool
) -> None:
    told = [mention(post.media_id, "1"), comment(post.media_id, "1", "hi @warehouse.nights")]
    await heard(machine, *(told if mention_first else reversed(told)))

    [view] = await views(machine)
    assert (view.count, view.newest.text, view.newest.mention) == (1, "hi @warehouse.nights", True)
    assert (await machine.post(post.id)).comments_count == 1


async def test_a_mention_elsewhere_is_told_without_a_post(machine: Machine) -> None:
    await heard(machine, mention("17999", "5"))
    await heard(machine, mention("17998", "6"))

    [view] = await views(machine)
    assert (view.post, view.account, view.count) == (None, "@warehouse.nights", 1)


async def test_the_last_numbers_of_a_story_are_a_reading_and_small_ones_stay_unknown(machine: Machine) -> None:
    story = await machine.run(await machine.scheduled(format_=Format.STORY))
    machine.move_to(machine.clock.now() + timedelta(hours=24))
    told = {"impressions": 444, "reach": 44, "exits": -1, "replies": 0, "new": True}
    value = {"media_id": int(story.media_id or 0), **told}
    await heard(machine, {"field": "story_insights", "value": value})
    await heard(machine, {"field": "story_insights", "value": value})

    async with machine.services.db.reading() as session:
        assert await known_metrics(session, story) == {"impressions": 444, "reach": 44, "replies": 0}
    assert await count(machine, Insight) == 1


async def test_words_no_database_takes_are_stored_with_a_mark_instead(machine: Machine, post: Post) -> None:
    await heard(machine, comment(post.media_id, "1", "a\0b \ud83d c 🕺"))

    [view] = await views(machine)
    assert view.newest.text == "a\ufffdb \ufffd c 🕺"


async def test_a_delivery_with_half_of_what_it_should_hold_breaks_nothing(machine: Machine) -> None:
    halves: list[Json] = [{}, {"id": "1"}, {"from": "fan", "id": 5, "media": None}, {"media_id": None}]
    told = [
        {"field": field, "value": value} for field in ("comments", "mentions", "story_insights") for value in halves
    ]
    await heard(machine, *told)

    assert await count(machine, Comment) == 0
    assert await work(machine) == 0


async def test_a_large_batch_is_stored_and_worked_on_to_its_end(machine: Machine, post: Post) -> None:
    told = [comment(post.media_id, str(number), f"comment {number}") for number in range(60)]
    assert await deliver(machine, *told) == 60
    while await work(machine):
        pass

    assert (await machine.post(post.id)).comments_count == 60
    machine.move_to(machine.clock.now() + QUIET)
    await tick(machine)
    assert sum(view.count for view in await views(machine)) == 60


async def test_a_disconnected_account_hears_nothing(machine: Machine, post: Post) -> None:
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Account)
            .where(Account.workspace_id == machine.team.workspace_id)
            .values(status=AccountStatus.DISCONNECTED)
        )

    assert await deliver(machine, comment(post.media_id, "1")) == 0


async def test_words_are_forgotten_in_time_and_deliveries_sooner(machine: Machine, post: Post) -> None:
    await heard(machine, comment(post.media_id, "1"))
    async with machine.services.db.reading() as session:
        rows = await session.execute(select(Delivery.value).where(Delivery.workspace_id == machine.team.workspace_id))
        assert list(rows.scalars()) == [{}]  # what was worked on is not kept twice
    for days, deliveries, comments in ((2, 1, 1), (4, 0, 1), (91, 0, 0)):
        machine.move_to(machine.clock.now() + timedelta(days=days))
        async with machine.services.db.transaction() as session:
            await forget_deliveries(session, machine.clock.now())
            await forget_comments(session, machine.clock.now())
        assert (await count(machine, Delivery), await count(machine, Comment)) == (deliveries, comments)
    with pytest.raises(NotFound):
        await views(machine)


async def test_the_same_account_in_two_workspaces_is_told_in_both(machine: Machine, post: Post) -> None:
    other = UUID(int=5)
    async with machine.services.db.transaction() as session:
        session.add(Workspace(id=other, name="Other", created_at=machine.clock.now()))
        await session.flush()
        session.add(
            Account(
                id=UUID(int=6),
                workspace_id=other,
                instagram_id=OURS,
                username="warehouse.nights",
                status=AccountStatus.CONNECTED,
                scopes=[],
                connected_at=machine.clock.now(),
            )
        )

    assert await deliver(machine, comment(post.media_id, "1")) == 2
    await work(machine)
    assert len(await notices(machine)) == 1
