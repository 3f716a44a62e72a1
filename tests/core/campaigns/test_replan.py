"""An event that changes takes its posts along: once, in the venue's time, never silently where somebody said yes."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from builders import NOW
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import approved_by, approved_fingerprint
from core.campaigns.model import Campaign
from core.campaigns.replan import Replanned, replan
from core.events.create import NewEvent, create_event
from core.events.model import Event
from core.events.moments import evening_of, to_local, to_utc
from core.notices.model import Conversation
from core.posts.model import Post, PostStatus
from core.posts.publish import publish_post
from core.posts.revision import current_revision, fingerprint
from core.posts.schedule import reschedule
from core.posts.wall_slot import WallSlot, wall_slot
from core.posts.wall_time import is_off, keep_wall_times
from core.tenancy import ACROSS_WORKSPACES

T = TypeVar("T", Campaign, Event, Conversation, Post)
BERLIN = "Europe/Berlin"
STARTS = datetime(2026, 12, 18, 22, 0)


async def row(session: AsyncSession, kind: type[T], row_id: UUID) -> T:
    """Whatever team it belongs to."""
    found = await session.execute(
        select(kind).where(kind.id == row_id).execution_options(**ACROSS_WORKSPACES)  # type: ignore[attr-defined]  # all have one
    )
    return found.scalar_one()


async def created(machine: Machine, **facts: Any) -> Campaign:
    async with machine.services.db.transaction() as session:
        place = await row(session, Conversation, machine.team.conversation_id)
        told = NewEvent(name="Xmas Night", starts_local=STARTS, time_zone=BERLIN, venue="Halle 7", **facts)
        return await create_event(session, machine.team.cy, place, told, NOW)


async def changed(machine: Machine, campaign: Campaign, **facts: Any) -> Replanned:
    """The event as somebody changed it, and its posts put where they belong then."""
    async with machine.services.db.transaction() as session:
        event = await row(session, Event, campaign.event_id)
        for name, value in facts.items():
            setattr(event, name, value)
        await session.flush()
        found = await row(session, Campaign, campaign.id)
        return await replan(session, found, machine.clock.now())


async def posts(machine: Machine, campaign: Campaign) -> list[Post]:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post)
            .where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
            .order_by(Post.due_at)
        )
        return list(found.scalars())


def said(found: list[Post]) -> list[str]:
    return [f"{post.phase} {to_local(post.due_at, BERLIN):%d %b %H:%M}" for post in found]


def starting(local: datetime) -> dict[str, datetime]:
    return {"starts_local": local, "starts_at": to_utc(local, BERLIN)}


async def test_a_postponed_event_takes_its_posts_along_and_what_was_moved_by_hand_keeps_its_distance(
    machine: Machine,
) -> None:
    campaign = await created(machine)
    before = await posts(machine, campaign)
    reminder = next(post for post in before if post.phase == "reminder")
    slot = wall_slot(reminder.slot)
    assert slot is not None
    assert (slot.offset, slot.zone, slot.local) == ("-7 days, 18:00", BERLIN, datetime(2026, 12, 11, 18, 0))
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.ada, reminder.id, datetime(2026, 12, 10, 19, 30, tzinfo=UTC), NOW)
    done = await changed(machine, campaign, **starting(datetime(2026, 12, 25, 23, 0)))
    after = await posts(machine, campaign)
    assert said(after) == [
        "announcement 04 Dec 18:00",
        "reminder 17 Dec 20:30",
        "countdown 22 Dec 18:00",
        "tonight 25 Dec 11:00",
        "doors 25 Dec 21:00",
        "recap 26 Dec 12:00",
    ]
    assert set(done.moved) == {post.id for post in after} and not (done.held or done.reopened or done.added)
    assert not await changed(machine, campaign, **starting(datetime(2026, 12, 25, 23, 0)))
    assert said(await posts(machine, campaign)) == said(after)


async def test_what_becomes_known_gets_its_posts_and_what_has_passed_is_held(machine: Machine) -> None:
    campaign = await created(machine, lineup=("Mara Voss", "Jonas"))
    assert "spotlight" not in {post.phase for post in await posts(machine, campaign) if post.due_at < NOW}
    timed = ["22:00 Mara Voss", "00:00 Jonas", "02:00 Ellen"]
    done = await changed(machine, campaign, lineup=timed, price="early bird 12 EUR until 12 December, then 15 EUR")
    added = [post for post in await posts(machine, campaign) if post.id in done.added]
    assert said(added) == [
        "early_bird 27 Nov 20:00",
        "spotlight 07 Dec 18:00",
        "early_bird_ends 11 Dec 17:00",
        "set_times 17 Dec 18:00",
    ]
    assert [post.about for post in added if post.phase == "spotlight"] == ["Ellen"]
    done = await changed(machine, campaign, **starting(datetime(2026, 11, 26, 22, 0)))
    held = [post for post in await posts(machine, campaign) if post.id in done.held]
    assert {"announcement", "reminder", "early_bird"} <= {post.phase for post in held}
    assert all(post.status is PostStatus.HELD and post.last_error for post in held)
    assert not await changed(machine, campaign, **starting(datetime(2026, 11, 26, 22, 0)))


async def test_an_approved_post_is_never_moved_silently(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=datetime(2026, 11, 24, 17, 0, tzinfo=UTC))
    async with machine.services.db.transaction() as session:
        post = await row(session, Post, post_id)
        post.phase = "countdown"
        post.slot = WallSlot(
            local=datetime(2026, 11, 24, 18),
            zone=BERLIN,
            at=post.due_at,
            evening=evening_of(datetime(2026, 11, 27, 22)),
        ).stored()
        campaign = await row(session, Campaign, post.campaign_id)
    assert not await changed(machine, campaign)
    assert (await machine.post(post_id)).status is PostStatus.SCHEDULED
    done = await changed(machine, campaign, **starting(datetime(2026, 11, 28, 22, 0)))
    post = await machine.post(post_id)
    assert done.reopened == [post_id]
    assert (post.status, said([post])) == (PostStatus.IN_REVIEW, ["countdown 25 Nov 18:00"])
    async with machine.services.db.reading() as session:
        assert await approved_by(session, post) is None


async def test_a_country_that_changes_its_clocks_changes_the_moment_and_not_the_hour(machine: Machine) -> None:
    """The data of then said that Berlin's 18:00 is 15:00 UTC; by what is known now it is 17:00 UTC."""
    wrong, right = (datetime(2026, 11, 23, hour, 0, tzinfo=UTC) for hour in (15, 17))
    by_duty, at_last = [await machine.scheduled(due_at=wrong) for _ in range(2)]
    for post_id in (by_duty, at_last):
        async with machine.services.db.transaction() as session:
            post = await row(session, Post, post_id)
            local = datetime(2026, 11, 23, 18)
            kept = WallSlot(local=local, zone=BERLIN, at=wrong, evening=evening_of(datetime(2026, 11, 27, 22)))
            post.slot = kept.stored()
    machine.move_to(wrong)
    (claim, *_) = [claim for claim in await machine.claim() if claim.post_id == at_last]
    await publish_post(machine.services, claim)
    async with machine.services.db.transaction() as session:
        assert await keep_wall_times(session, machine.clock.now()) == 1
        assert await keep_wall_times(session, machine.clock.now()) == 0
    for post_id in (by_duty, at_last):
        post = await machine.post(post_id)
        assert (post.status, post.due_at, is_off(post)) == (PostStatus.SCHEDULED, right, False)
        assert post.next_at is not None and wrong < post.next_at <= right
        async with machine.services.db.reading() as session:
            revision = await current_revision(session, post)
            given = await approved_fingerprint(session, post, revision.author_id)
            assert given == fingerprint(post, revision) == revision.fingerprint
    machine.move_to(right + timedelta(seconds=1))
    assert (await machine.run(at_last)).status is PostStatus.PUBLISHED
