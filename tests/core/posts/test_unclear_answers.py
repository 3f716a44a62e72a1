"""Instagram may do the work and not say so, say no and do it all the same, or tell late: exactly one post is live."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from builders import DUE, flyer
from publishing_machine import Machine
from sqlalchemy import update

from core.posts.model import Format, Post, PostStatus
from core.services import Services

REPEATS = ("error", "same_id", "duplicate")
READY_AT_ONCE = {"ripening_seconds": 0, "video_ripening_seconds": 0}

# name: (fault, its details), settings
TROUBLES: dict[str, tuple[tuple[str, dict[str, Any]] | None, dict[str, Any]]] = {
    "done, then the line drops": (("apply_then_drop", {}), {}),
    "done, then an outage": (("apply_then_500", {}), {}),
    "done, then called spam": (("apply_then_4_2207051", {}), {}),
    "not done, and no answer": (("timeout_before", {"seconds": 0.05}), {}),
    "a gateway's page": (("html_502", {}), {}),
    "an outage before anything was done": (("outage", {}), {}),
    "done some seconds later": (("slow_landing", {"seconds": 8}), {}),
    "not ready yet": (("9007", {}), {}),
    "cannot find its own container": (("24_2207006", {}), {}),
    "listed late": (("apply_then_drop", {}), {"listing_lag_seconds": 12}),
    "listed after we stopped waiting": (("apply_then_drop", {}), {"listing_lag_seconds": 90}),
    "its status comes late": (("apply_then_drop", {}), {"status_lag_seconds": 12}),
    "status and list both come late": (("apply_then_500", {}), {"status_lag_seconds": 12, "listing_lag_seconds": 15}),
    "all is well": (None, {}),
}


WHOLE = tuple(product(REPEATS, Format))
ENOUGH = ((REPEATS[-1], Format.FEED),)
"""The other database answers the same; a part of it shows that."""


@pytest.mark.thorough("postgres")
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize(("database", "rounds"), [("sqlite", WHOLE), ("postgres", ENOUGH)], indirect=["database"])
async def test_one_post_is_live_and_it_is_said(
    machine: Machine, trouble: str, rounds: Sequence[tuple[str, Format]]
) -> None:
    fault, settings = TROUBLES[trouble]
    for count, (repeat, format_) in enumerate(rounds, start=1):
        await machine.sandbox.do("instagram/settings", repeat_publish=repeat, **READY_AT_ONCE, **settings)
        post_id = await machine.scheduled(format_=format_, due_at=machine.clock.now() + timedelta(hours=1))
        if fault:
            await machine.sandbox.fault("instagram", "media_publish", fault[0], **fault[1])
        post = await machine.run(post_id)
        live, what = await machine.live(), f"{format_.value}, repeat_publish {repeat}"
        assert len(live) == count, what
        assert live[-1]["kind"] == format_.value, what
        assert post.status is PostStatus.PUBLISHED, what
        assert post.media_id in (live[-1]["id"], None), what
        assert await machine.told(post_id) == ["post_live"], what


@pytest.mark.parametrize("lost", [False, True], ids=["answered", "answer lost"])
async def test_a_carousel_that_lost_a_slide_is_live_and_people_are_warned(machine: Machine, lost: bool) -> None:
    post_id = await machine.scheduled(format_=Format.CAROUSEL, files=[flyer(10), flyer(20), flyer(30)])
    await machine.sandbox.fault("instagram", "media_publish", "missing_slide", answer_lost=lost)
    post = await machine.run(post_id)
    (medium,) = await machine.live()
    assert (post.status, post.media_id) == (PostStatus.PUBLISHED, medium["id"])
    assert len(medium["children"]) == 2
    assert "2 of its 3" in (post.last_error or "")
    assert post.remedy and post.permalink
    assert await machine.told(post_id) == ["post_incomplete"]


async def test_two_unanswered_calls_end_with_a_question(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media_publish", "timeout_before", times=2, seconds=0.05)
    post = await machine.run(post_id)
    assert post.status is PostStatus.UNCONFIRMED
    assert await machine.live() == []
    assert await machine.told(post_id) == ["post_unconfirmed"]
    assert post.last_error and post.remedy


async def test_nothing_is_sent_again_once_its_time_is_over(machine: Machine) -> None:
    post_id = await machine.scheduled()
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Post)
            .where(Post.workspace_id == machine.team.workspace_id, Post.id == post_id)
            .values(not_after=DUE + timedelta(seconds=10))
        )
    await machine.sandbox.fault("instagram", "media_publish", "timeout_before", seconds=0.05)
    post = await machine.run(post_id)
    assert (post.status, post.sends) == (PostStatus.UNCONFIRMED, 1)
    assert await machine.live() == []
    assert await machine.told(post_id) == ["post_unconfirmed"]


async def test_the_first_of_two_calls_may_be_the_one_that_worked(machine: Machine) -> None:
    """Its medium is older than the second call by more than clocks differ, and it is listed only after that call."""
    machine = replace(machine, services=with_grace(machine.services, 80))
    settings: dict[str, Any] = {"repeat_publish": "same_id", "status_lag_seconds": 140, "listing_lag_seconds": 150}
    await machine.sandbox.do("instagram/settings", **settings)
    post_id = await machine.scheduled()
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop", times=2)
    post = await machine.run(post_id)
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert post.media_id == medium["id"]


async def test_what_can_never_be_read_is_asked_in_the_end(machine: Machine) -> None:
    post_id = await machine.scheduled()
    machine.move_to(DUE)
    await machine.step()
    machine.move_to(DUE + timedelta(seconds=5))
    await machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    await machine.step()
    assert (await machine.post(post_id)).status is PostStatus.PUBLISHING
    await machine.sandbox.fault("instagram", "media_list", "outage", times=1000)
    post = await machine.run(post_id)
    assert post.status is PostStatus.UNCONFIRMED
    assert await machine.told(post_id) == ["post_unconfirmed"]
    assert len(await machine.live()) == 1


def with_grace(services: Services, seconds: float) -> Services:
    """The same services with another patience."""
    return replace(services, settings=services.settings.model_copy(update={"publish_grace_seconds": seconds}))
