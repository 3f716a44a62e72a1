"""What is kept of messages about tickets, and the posts that are proposed for them; on both databases."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import NOW, person
from publishing_machine import Machine
from sqlalchemy import select

from core.errors import InvalidAnswer, NotAllowed
from core.events.model import Event
from core.posts.draft import draft_post
from core.posts.model import Post, PostStatus, Revision
from core.posts.revision import current_revision
from core.tickets.model import Source
from core.tickets.record import Recorded, record_by, record_delivery
from core.tickets.state import Told
from core.workspaces.model import Role


async def say(machine: Machine, told: Told, key: str, *, minutes_ago: int = 0) -> Recorded:
    now = machine.clock.now()
    async with machine.services.db.transaction() as session:
        return await record_delivery(
            session,
            machine.team.workspace_id,
            machine.team.campaign_id,
            told,
            source=Source.WEBHOOK,
            key=key,
            as_of=now - timedelta(minutes=minutes_ago),
            now=now,
        )


async def posts(machine: Machine) -> list[Post]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post).where(Post.workspace_id == machine.team.workspace_id).order_by(Post.due_at, Post.phase)
        )
        return list(found.scalars())


async def caption(machine: Machine, post_id: UUID) -> str:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Revision.caption).where(
                Revision.workspace_id == machine.team.workspace_id, Revision.post_id == post_id
            )
        )
        return found.scalar_one()


async def test_news_are_proposed_once_in_words_the_record_backs(machine: Machine) -> None:
    first = await say(machine, Told(sold=120, capacity=300), "1")
    assert (first.new, first.proposed) == (True, ())
    crossed = await say(machine, Told(sold=252), "2")
    assert crossed.proposed == ("last_tickets",)
    again = await say(machine, Told(sold=252), "2")
    assert (again.new, again.proposed, again.tickets) == (False, (), crossed.tickets)
    assert (await say(machine, Told(sold=255), "3")).proposed == ()

    (post,) = await posts(machine)
    assert (post.phase, post.status, post.revision) == ("last_tickets", PostStatus.DRAFT, 0)
    assert timedelta(hours=1) <= post.due_at - NOW <= timedelta(hours=1, minutes=15)
    assert post.not_after == post.due_at + timedelta(hours=24)
    await machine.work("post.draft")
    said = await caption(machine, post.id)
    assert "Warehouse Night" in said
    assert "last" in said or "50" in said


async def test_deliveries_that_overtake_each_other_end_in_the_newest_number(machine: Machine) -> None:
    await say(machine, Told(sold=200, capacity=300), "b", minutes_ago=1)
    late = await say(machine, Told(sold=290), "a", minutes_ago=9)
    assert (late.new, late.tickets.sold, late.proposed) == (True, 200, ())
    assert await posts(machine) == []


async def test_members_tell_and_guests_do_not(machine: Machine) -> None:
    team, now = machine.team, machine.clock.now()
    async with machine.services.db.transaction() as session:
        done = await record_by(session, team.cy, team.campaign_id, Told(over="early bird"), "u1", now)
    assert done.proposed == ("new_tier",)
    guest = person("Gus", Role.GUEST, team.workspace_id)
    with pytest.raises(NotAllowed):
        async with machine.services.db.transaction() as session:
            await record_by(session, guest, team.campaign_id, Told(sold=1), "u2", now)
    async with machine.services.db.transaction() as session:
        await record_by(session, team.cy, team.campaign_id, Told(sold=10, capacity=300), "u3", now)
    with pytest.raises(InvalidAnswer, match="400 is more than the 300"):
        async with machine.services.db.transaction() as session:
            await record_by(session, team.cy, team.campaign_id, Told(sold=400), "u4", now)


async def test_nothing_is_proposed_when_the_doors_are_about_to_open(machine: Machine) -> None:
    machine.move_to(NOW + timedelta(days=5, hours=10, minutes=10))  # 20:10 in Berlin, before 22:00
    done = await say(machine, Told(left=50), "1")
    assert (done.new, done.proposed) == (True, ("last_tickets",))
    machine.move_to(NOW + timedelta(days=5, hours=11, minutes=5))
    assert (await say(machine, Told(over="early bird"), "2")).proposed == ()


async def test_sold_out_is_a_change_of_the_event_and_captions_stop_sending_people_to_tickets(machine: Machine) -> None:
    async with machine.services.db.transaction() as session:
        found = await session.execute(select(Event).where(Event.workspace_id == machine.team.workspace_id))
        found.scalar_one().ticket_link = "https://tickets.example/1"
    calling = await machine.scheduled(caption="Warehouse Night, Friday. Tickets: link in bio.")
    await say(machine, Told(sold_out=True), "1")
    await say(machine, Told(sold_out=True), "2")
    assert (await machine.post(calling)).status is not PostStatus.SCHEDULED
    await machine.work("post.draft")
    async with machine.services.db.reading() as session:
        event = (
            await session.execute(select(Event).where(Event.workspace_id == machine.team.workspace_id))
        ).scalar_one()
        written = await session.execute(
            select(Revision.caption)
            .where(Revision.workspace_id == machine.team.workspace_id, Revision.post_id == calling)
            .order_by(Revision.number.desc())
            .limit(1)
        )
    assert event.sold_out
    assert "bio" not in written.scalar_one().lower()
    assert [post.phase for post in await posts(machine) if post.id != calling] == ["sold_out"]
    back = await say(machine, Told(sold=290, capacity=300), "3")
    assert not back.tickets.sold_out


async def test_the_last_fifty_are_written_anew_when_they_are_others_and_a_yes_stays_with_what_is_so(
    machine: Machine,
) -> None:
    await say(machine, Told(left=50, capacity=300), "1")
    said = "Warehouse Night, Friday 27 November, Halle 7. The last 50 tickets."
    waiting, approved = await machine.in_review(caption=said), await machine.scheduled(caption=said)
    silent = await machine.in_review(caption="Warehouse Night, Friday 27 November, Halle 7.")

    await say(machine, Told(left=37), "2")
    assert (await machine.post(waiting)).status is PostStatus.CHANGES_REQUESTED
    assert (await machine.post(approved)).status is PostStatus.SCHEDULED, "37 are among the last 50"
    assert (await machine.post(silent)).status is PostStatus.IN_REVIEW
    await draft_post(machine.services, machine.team.workspace_id, waiting)
    async with machine.services.db.reading() as session:
        written = (await current_revision(session, await machine.post(waiting))).caption
    assert "50" not in written and "Warehouse Night" in written

    await say(machine, Told(left=120), "3")
    assert (await machine.post(approved)).status is PostStatus.CHANGES_REQUESTED, "more than 50 are left again"
