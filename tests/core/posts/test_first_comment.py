"""The first comment: under the post once, told when it is missing, and never a reason to undo the post."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from publishing_machine import Machine
from sqlalchemy import select

from core import tasks
from core.background import run_task
from core.errors import NotNow, Unavailable
from core.outbox import TaskRow
from core.posts.details import Details
from core.posts.first_comment import add_first_comment, comment_again
from core.posts.model import CommentStatus, Format, Post, PostStatus

WORDS = "Tickets: link in bio"
DETAILS = Details(first_comment=WORDS)
COMMENT = "post.comment"


async def comments(machine: Machine) -> list[str]:
    """What the account itself said under its posts."""
    return [comment["text"] for medium in await machine.live() for comment in medium["comments"]]


async def live(machine: Machine, format_: Format = Format.FEED) -> UUID:
    post_id = await machine.scheduled(format_=format_, details=DETAILS)
    assert (await machine.run(post_id)).status is PostStatus.PUBLISHED
    return post_id


async def settled(machine: Machine, post_id: UUID) -> Post:
    """Let the comment's task run, from one try to the next, until nothing is left to do."""
    for _ in range(20):
        async with machine.services.db.reading() as session:
            query = select(TaskRow).where(TaskRow.name == COMMENT, TaskRow.dead_at.is_(None))
            row = (await session.execute(query)).scalars().first()
        if row is None:
            return await machine.post(post_id)
        machine.move_to(max(row.next_at, machine.clock.now()))
        await run_task(machine.services, machine.bodies, row.id)
    raise AssertionError("the comment's task does not end")


@pytest.mark.parametrize("format_", [Format.FEED, Format.CAROUSEL, Format.REEL])
async def test_it_stands_under_the_post_once(machine: Machine, format_: Format) -> None:
    post = await settled(machine, await live(machine, format_))
    (medium,) = await machine.live()
    assert post.comment is CommentStatus.DONE
    assert post.comment_id == medium["comments"][0]["id"]
    assert medium["first_comment"] == WORDS
    assert await comments(machine) == [WORDS]


async def test_a_post_without_one_says_nothing(machine: Machine) -> None:
    post_id = await machine.scheduled()
    assert (await machine.run(post_id)).comment is CommentStatus.NONE
    assert await comments(machine) == []


@pytest.mark.parametrize("trouble", ["apply_then_drop", "apply_then_500", "apply_then_4_2207051"])
async def test_a_lost_answer_is_looked_for_and_not_said_twice(machine: Machine, trouble: str) -> None:
    post_id = await live(machine)
    await machine.sandbox.fault("instagram", "comments", trouble)
    post = await settled(machine, post_id)
    assert post.comment is CommentStatus.DONE
    assert post.comment_id
    assert await comments(machine) == [WORDS]


@pytest.mark.parametrize("trouble", ["throttle", "9007"])
async def test_a_clear_not_now_is_tried_again(machine: Machine, trouble: str) -> None:
    post_id = await live(machine)
    await machine.sandbox.fault("instagram", "comments", trouble)
    post = await settled(machine, post_id)
    assert post.comment is CommentStatus.DONE
    assert await comments(machine) == [WORDS]


async def test_what_cannot_be_found_is_told_and_said_again_only_by_a_person(machine: Machine) -> None:
    post_id = await live(machine)
    await machine.sandbox.fault("instagram", "comments", "html_502")
    post = await settled(machine, post_id)
    assert (post.status, post.comment) == (PostStatus.PUBLISHED, CommentStatus.LOST)
    assert post.last_error == "Instagram did not say whether it took the comment, and I don't see it."
    assert "comment_lost" in await machine.told(post_id)
    assert await comments(machine) == []
    async with machine.services.db.transaction() as session:
        await comment_again(session, machine.team.cy, post_id)
    post = await settled(machine, post_id)
    assert post.comment is CommentStatus.DONE
    assert post.last_error is None
    assert await comments(machine) == [WORDS]
    with pytest.raises(NotNow, match="no first comment"):
        async with machine.services.db.transaction() as session:
            await comment_again(session, machine.team.cy, post_id)


async def test_a_refusal_leaves_the_post_live_and_says_why(machine: Machine) -> None:
    post_id = await live(machine)
    await machine.sandbox.do("instagram/restrict", username="warehouse.nights")
    post = await settled(machine, post_id)
    assert (post.status, post.comment) == (PostStatus.PUBLISHED, CommentStatus.LOST)
    assert "restricted the account" in (post.last_error or "")
    assert len(await machine.live()) == 1


async def test_a_worker_that_died_after_noting_its_intent_looks_before_it_speaks(machine: Machine) -> None:
    post_id = await live(machine)
    async with machine.services.db.transaction() as session:
        found = await session.execute(
            select(Post).where(Post.workspace_id == machine.team.workspace_id, Post.id == post_id)
        )
        post = found.scalar_one()
        post.comment, post.comment_sent_at = CommentStatus.SENT, machine.clock.now()
        media_id = post.media_id
    await machine.sandbox.do("instagram/comment", media_id=media_id, username="warehouse.nights", text=WORDS)
    assert (await settled(machine, post_id)).comment is CommentStatus.DONE
    assert await comments(machine) == [WORDS]


async def test_it_waits_until_the_medium_is_known(machine: Machine) -> None:
    await machine.sandbox.do("instagram/settings", listing_lag_seconds=600)
    post_id = await machine.scheduled(details=DETAILS)
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    post = await machine.run(post_id)
    assert (post.status, post.media_id, post.comment) == (PostStatus.PUBLISHED, None, CommentStatus.WANTED)
    machine.move_to(machine.clock.now() + timedelta(minutes=30))
    async with machine.services.db.transaction() as session:
        tasks.read_insights.enqueue(session, machine.team.workspace_id, post_id)
    await machine.work("post.insights")
    post = await settled(machine, post_id)
    assert post.comment is CommentStatus.DONE
    assert await comments(machine) == [WORDS]


async def test_two_runs_that_find_nothing_tell_it_once(machine: Machine) -> None:
    """A worker that was frozen while another took its work over comes to the same end, and is too late to say so."""
    post_id = await live(machine)
    about = (machine.services, machine.team.workspace_id, post_id)
    await machine.sandbox.fault("instagram", "comments", "html_502")
    with pytest.raises(Unavailable):
        await add_first_comment(*about)
    machine.move_to(machine.clock.now() + machine.services.publish_grace + timedelta(seconds=1))
    await asyncio.gather(add_first_comment(*about), add_first_comment(*about))
    assert (await machine.post(post_id)).comment is CommentStatus.LOST
    assert (await machine.told(post_id)).count("comment_lost") == 1
