"""Posts that tell of the next event follow it: it changes, another comes first, none is left."""

# ruff: noqa: DTZ001
# Times on the venue's wall clock are naive by design.

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from builders import NOW
from publishing_machine import Machine
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import approve
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.next_told import NO_NEXT
from core.campaigns.ripple import Fate
from core.events.amend import Changes
from core.events.change import change_event, foresee
from core.events.create import NewEvent, create_event
from core.events.model import Event, Turn
from core.events.told import ChangeView, as_foreseen, change_view
from core.notices.model import Conversation
from core.outbox import TaskRow
from core.posts.draft import draft_campaign, draft_post
from core.posts.model import Post, PostStatus
from core.posts.render import render_post
from core.posts.revision import current_revision

S = PostStatus
BERLIN = "Europe/Berlin"


async def created(machine: Machine, name: str, day: int, **facts: Any) -> Campaign:
    async with machine.services.db.transaction() as session:
        return await create(session, machine, name, day, **facts)


async def create(session: AsyncSession, machine: Machine, name: str, day: int, **facts: Any) -> Campaign:
    found = await session.execute(
        select(Conversation).where(
            Conversation.workspace_id == machine.team.workspace_id, Conversation.id == machine.team.conversation_id
        )
    )
    told = NewEvent(name=name, starts_local=datetime(2026, 12, day, 22, 0), time_zone=BERLIN, venue="Halle 7", **facts)
    return await create_event(session, machine.team.cy, found.scalar_one(), told, NOW)


async def change(machine: Machine, campaign: Campaign, changes: Changes) -> ChangeView:
    async with machine.services.db.transaction() as session:
        record = await change_event(session, machine.team.ada, campaign.event_id, changes, machine.clock.now())
        return await change_view(session, campaign.workspace_id, record.id)


async def foreseen(machine: Machine, campaign: Campaign, changes: Changes) -> ChangeView:
    async with machine.services.db.reading() as session:
        return as_foreseen(await foresee(session, machine.team.ada, campaign.event_id, changes, machine.clock.now()))


async def next_one(machine: Machine, campaign: Campaign) -> Post:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post).where(
                Post.workspace_id == campaign.workspace_id,
                Post.campaign_id == campaign.id,
                Post.phase == "next_one",
            )
        )
        return found.scalar_one()


async def drafted(machine: Machine, campaign: Campaign) -> tuple[Post, str]:
    """The post about what comes next, with its newest words and picture; it alone, so that little is painted."""
    post = await next_one(machine, campaign)
    await draft_post(machine.services, post.workspace_id, post.id)
    await render_post(machine.services, post.workspace_id, post.id)
    post = await machine.post(post.id)
    async with machine.services.db.reading() as session:
        return post, (await current_revision(session, post)).caption


async def say_yes(machine: Machine, post: Post) -> None:
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ben, post.id, post.revision, machine.clock.now())


def told_of(view: ChangeView, fate: Fate) -> set[UUID]:
    return {post.id for post in view.of(fate)}


async def test_it_is_written_anew_and_asks_for_a_fresh_yes(machine: Machine) -> None:
    first = await created(machine, "Xmas Night", 18)
    second = await created(machine, "Silver Ball", 25)
    post, caption = await drafted(machine, first)
    assert post.about == str(second.event_id)
    assert post.due_at == datetime(2026, 12, 22, 17, tzinfo=UTC)
    assert "Silver Ball" in caption and "Halle 7" in caption
    await say_yes(machine, post)

    moved = Changes(facts={"venue": "Salon Nord"})
    view = await foreseen(machine, second, moved)
    assert told_of(view, Fate.REWRITTEN) >= {post.id}
    assert "Next one, Xmas Night" in {one.title for one in view.of(Fate.REWRITTEN)}
    assert told_of(await change(machine, second, moved), Fate.REWRITTEN) == told_of(view, Fate.REWRITTEN)
    assert (await next_one(machine, first)).status is not S.SCHEDULED
    post, caption = await drafted(machine, first)
    assert (post.status, "Salon Nord" in caption) == (S.IN_REVIEW, True)

    await say_yes(machine, post)
    await change(machine, second, Changes(Turn.SOLD_OUT))
    assert (await next_one(machine, first)).status is S.SCHEDULED, "that says nothing of tickets"


async def test_another_one_that_comes_first_takes_its_place_and_gives_it_back(machine: Machine) -> None:
    first, last = await created(machine, "Xmas Night", 18), await created(machine, "Silver Ball", 29)
    post, _ = await drafted(machine, first)
    await say_yes(machine, post)
    between = await created(machine, "Boxing Day", 26)
    post, caption = await drafted(machine, first)
    assert (post.status, post.about) == (S.IN_REVIEW, str(between.event_id))
    assert "Boxing Day" in caption and "Silver Ball" not in caption

    await change(machine, between, Changes(Turn.CANCELLED))
    post, caption = await drafted(machine, first)
    assert (post.status, post.about) == (S.IN_REVIEW, str(last.event_id))
    assert "Silver Ball" in caption

    told = await change(machine, last, Changes(Turn.CANCELLED))
    post = await next_one(machine, first)
    assert (post.status, post.last_error) == (S.HELD, NO_NEXT)
    assert post.id in told_of(told, Fate.HELD)
    await change(machine, last, Changes(Turn.REVIVED))
    post, caption = await drafted(machine, first)
    assert (post.status, "Silver Ball" in caption) == (S.IN_REVIEW, True)


async def test_a_later_event_gives_an_earlier_campaign_its_post_and_moves_with_its_own(machine: Machine) -> None:
    first = await created(machine, "Xmas Night", 18)
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post.phase).where(Post.workspace_id == first.workspace_id, Post.campaign_id == first.id)
        )
        assert "next_one" not in found.scalars().all()
    await created(machine, "Silver Ball", 29)
    assert (await next_one(machine, first)).due_at == datetime(2026, 12, 22, 17, tzinfo=UTC)
    await change(machine, first, Changes(facts={"starts_local": datetime(2026, 12, 20, 22, 0)}))
    assert (await next_one(machine, first)).due_at == datetime(2026, 12, 24, 17, tzinfo=UTC)


async def test_nothing_tells_of_an_event_before_it_may_be_announced(machine: Machine) -> None:
    first, second = await created(machine, "Xmas Night", 18), await created(machine, "Silver Ball", 29)
    post, _ = await drafted(machine, first)
    await say_yes(machine, post)
    async with machine.services.db.transaction() as session:
        found = await session.execute(
            select(Event).where(Event.workspace_id == second.workspace_id, Event.id == second.event_id)
        )
        found.scalar_one().announce_at = datetime(2026, 12, 24, 12, tzinfo=UTC)
    machine.move_to(post.due_at)
    await machine.step()
    assert not await machine.live()
    resting = await machine.post(post.id)
    assert resting.last_error and resting.last_error.startswith("Embargo: nothing goes out before Thursday 24 December")


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_a_post_that_comes_while_its_campaign_begins_is_drafted(machine: Machine) -> None:
    """Its drafts were rung for after we had looked and before we added one more: nobody else rings for that."""
    first = await created(machine, "Opening", 11)
    async with machine.services.db.transaction() as session:
        own = (Campaign.workspace_id == first.workspace_id, Campaign.id == first.id)
        seen = (await session.execute(select(Campaign).where(*own))).scalar_one()
        assert seen.status is CampaignStatus.DRAFT
        await draft_campaign(machine.services, first.workspace_id, first.id)
        await create(session, machine, "Second", 18)
    post = await next_one(machine, first)
    async with machine.services.db.reading() as session:
        rung = (await session.execute(select(TaskRow.arguments).where(TaskRow.name == "post.draft"))).scalars().all()
    assert str(post.id) in {arguments["post_id"] for arguments in rung}
