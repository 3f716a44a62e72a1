"""A post that was approved goes out once, at its time, and people are told."""

from datetime import timedelta

import pytest
from builders import DUE
from publishing_machine import Machine

from core.posts.model import Format, PostStatus


@pytest.mark.parametrize("format_", list(Format))
async def test_an_approved_post_is_live_at_its_hour(machine: Machine, format_: Format) -> None:
    post_id = await machine.scheduled(format_=format_)
    post = await machine.run(post_id)
    (medium,) = await machine.live()
    assert post.status is PostStatus.PUBLISHED
    assert medium["id"] == post.media_id
    assert medium["kind"] == format_.value
    assert post.permalink == medium["permalink"]
    assert post.published_at is not None and timedelta() <= post.published_at - DUE < timedelta(seconds=30)
    assert await machine.told(post_id) == ["post_live"]
    assert post.last_error is None


async def test_nothing_goes_out_before_its_hour(machine: Machine) -> None:
    post_id = await machine.scheduled()
    machine.move_to(DUE - timedelta(seconds=60))
    for _ in range(5):
        await machine.step()
        machine.move_to(machine.clock.now() + timedelta(seconds=5))
    assert await machine.live() == []
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED
