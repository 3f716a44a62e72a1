"""The morning after, from the question to the recap; on both databases."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from publishing_machine import Machine
from sqlalchemy import select

from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.events.model import Event
from core.posts.media import Item
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.uploads import take_in
from core.recaps.ask import ask_for_photos, recap_of
from core.recaps.collect import choose, collect
from core.recaps.consent import give_consent, stamp
from core.recaps.model import Recap
from core.recaps.view import recap_view

MORNING = datetime(2026, 11, 28, 9, 5, tzinfo=UTC)
"""Five past ten in Berlin, after Friday's event."""


def shot(seed: int) -> bytes:
    blocks = np.random.default_rng(seed).integers(0, 2, (6, 8)).repeat(80, 0).repeat(80, 1)
    grey = (blocks * 150 + 40).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(np.stack([grey] * 3, axis=2)).save(out, "JPEG")
    return out.getvalue()


async def ask(machine: Machine) -> int:
    async with machine.services.db.transaction() as session:
        return await ask_for_photos(session, machine.clock.now())


async def recap(machine: Machine) -> Recap:
    async with machine.services.db.reading() as session:
        found = await recap_of(session, machine.team.workspace_id, machine.team.campaign_id)
    assert found is not None
    return found


async def send(machine: Machine, count: int, *, first: int = 1) -> None:
    items: list[Item] = [
        await take_in(machine.services, machine.team.workspace_id, shot(seed)) for seed in range(first, first + count)
    ]
    async with machine.services.db.transaction() as session:
        await collect(session, machine.team.cy, machine.team.campaign_id, items)
    await machine.work("recap.pick")


async def say_yes(machine: Machine, seen: int) -> Post:
    async with machine.services.db.transaction() as session:
        return await give_consent(session, machine.team.cy, (await recap(machine)).id, seen, machine.clock.now())


async def the_post(machine: Machine) -> tuple[Post, Any]:
    async with machine.services.db.reading() as session:
        mine = Post.workspace_id == machine.team.workspace_id
        post = (await session.execute(select(Post).where(mine, Post.phase == "recap"))).scalar_one()
        revision = await session.execute(
            select(Revision)
            .where(Revision.workspace_id == machine.team.workspace_id, Revision.post_id == post.id)
            .order_by(Revision.number.desc())
            .limit(1)
        )
        return post, revision.scalar_one_or_none()


async def test_the_crew_is_asked_once_in_the_morning_and_never_at_night(machine: Machine) -> None:
    for hours in (-12, -1):
        machine.move_to(MORNING + timedelta(hours=hours))
        assert await ask(machine) == 0
    machine.move_to(MORNING)
    assert await ask(machine) == 1
    assert await ask(machine) == 0
    machine.move_to(MORNING + timedelta(hours=3))
    assert await ask(machine) == 0


async def test_an_afternoon_is_too_late_to_ask_and_photos_before_are_no_recap(machine: Machine) -> None:
    with pytest.raises(NotNow, match="morning after"):
        await send(machine, 1)
    machine.move_to(MORNING + timedelta(hours=2))
    assert await ask(machine) == 0


async def test_photos_become_a_recap_only_after_somebody_said_that_all_are_fine(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        workspace = machine.team.workspace_id
        event = (await session.execute(select(Event).where(Event.workspace_id == workspace))).scalar_one()
        later = {column.key: getattr(event, column.key) for column in Event.__table__.columns}
        later |= {"id": machine.team.account_id, "name": "Klangnacht", "starts_at": MORNING + timedelta(days=20)}
        session.add(Event(**{**later, "starts_local": datetime(2026, 12, 18, 22)}))  # noqa: DTZ001 - wall time
    machine.move_to(MORNING)
    await ask(machine)
    await send(machine, 4)
    seen = await recap(machine)
    assert len(seen.picked) == 4 and seen.sheet_key
    assert Image.open(BytesIO(await machine.services.media.get(seen.sheet_key))).size[0] == 1200

    async with machine.services.db.transaction() as session:
        await choose(session, machine.team.cy, seen.id, [3, 1])
    with pytest.raises(NotNow, match="pick has changed"):
        await say_yes(machine, stamp(seen))
    await machine.work("recap.pick")
    chosen = await recap(machine)
    assert chosen.picked == [chosen.photos[2]["key"], chosen.photos[0]["key"]]
    assert (chosen.consent_at, chosen.post_id) == (None, None)

    post = await say_yes(machine, stamp(chosen))
    assert (post.format, post.status) == (Format.CAROUSEL, PostStatus.DRAFT)
    assert [item["key"] for item in post.media] == chosen.picked
    await machine.work("post.draft")
    await machine.work("post.render")
    made, revision = await the_post(machine)
    assert made.status is PostStatus.IN_REVIEW
    assert len(revision.media) == 2
    assert "Klangnacht" in revision.caption and "18 December" in revision.caption
    async with machine.services.db.reading() as session:
        view = await recap_view(session, machine.team.workspace_id, chosen.id)
    assert (view.consent_by, view.picked, view.made) == ("Cy", (3, 1), True)
    assert view.consent_local is not None
    with pytest.raises(NotNow, match="made already"):
        await send(machine, 1, first=9)


async def test_numbers_that_are_not_there_and_guests_are_told(machine: Machine) -> None:
    machine.move_to(MORNING)
    await ask(machine)
    await send(machine, 2)
    for numbers in ([], [3], list(range(1, 12))):
        with pytest.raises(InvalidAnswer):
            async with machine.services.db.transaction() as session:
                await choose(session, machine.team.cy, (await recap(machine)).id, numbers)
    machine.team.cy.role = type(machine.team.cy.role).GUEST
    with pytest.raises(NotAllowed):
        await say_yes(machine, stamp(await recap(machine)))
