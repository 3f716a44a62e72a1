"""A whole campaign paused and taken up as it was; one that is over completes by itself."""

from datetime import timedelta
from uuid import UUID

import pytest
from builders import DUE, NOW
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.decide import approve
from core.approvals.remind import remind
from core.campaigns.complete import complete_campaigns
from core.campaigns.goals import Goals
from core.campaigns.model import Campaign, CampaignStatus
from core.campaigns.pause import Paused, Resumed, pause_campaign, resume_campaign
from core.campaigns.queries import campaign_view
from core.campaigns.record import set_record
from core.errors import NotAllowed, NotNow
from core.insights.account_model import AccountDay
from core.insights.collect import add_reading
from core.notices.model import Notice, NoticeKind
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.posts.schedule import hold, reschedule, resume
from core.workspaces.model import Member

S = PostStatus


async def pause(machine: Machine, member: Member | None = None) -> Paused:
    async with machine.services.db.transaction() as session:
        return await pause_campaign(session, member or machine.team.cy, machine.team.campaign_id)


async def go_on(machine: Machine, member: Member | None = None) -> Resumed:
    async with machine.services.db.transaction() as session:
        return await resume_campaign(session, member or machine.team.ada, machine.team.campaign_id, machine.clock.now())


async def status(machine: Machine, *posts: UUID) -> list[PostStatus]:
    return [(await machine.post(post_id)).status for post_id in posts]


async def test_a_paused_campaign_sends_nothing_and_goes_on_as_it_was(machine: Machine) -> None:
    going, by_hand, waiting = await machine.scheduled(), await machine.scheduled(), await machine.in_review()
    async with machine.services.db.transaction() as session:
        await hold(session, machine.team.cy, by_hand)
    assert await pause(machine) == Paused(held=1, on_their_way=0)
    machine.move_to(DUE)
    await machine.step()
    assert await machine.live() == []
    machine.move_to(NOW)  # its hour is ahead again
    assert await go_on(machine) == Resumed(going=[going])
    assert await status(machine, going, by_hand, waiting) == [S.SCHEDULED, S.HELD, S.IN_REVIEW]
    assert (await machine.run(going)).status is S.PUBLISHED


async def test_what_changed_or_came_too_late_meanwhile_is_named(machine: Machine) -> None:
    moved, passed, gone = [await machine.scheduled(due_at=DUE + timedelta(hours=n)) for n in (5, 1, 0)]
    await pause(machine)
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.cy, moved, DUE + timedelta(hours=30), machine.clock.now())
    machine.move_to(DUE + timedelta(hours=12, minutes=30))
    resumed = await go_on(machine)
    assert (resumed.going, resumed.waiting, set(resumed.passed)) == ([], [], {passed, gone})
    assert await status(machine, moved, passed, gone) == [S.IN_REVIEW, S.IN_REVIEW, S.EXPIRED]


async def test_a_yes_in_a_paused_campaign_counts_when_it_goes_on(machine: Machine) -> None:
    post_id = await machine.in_review()
    await pause(machine)
    async with machine.services.db.transaction() as session:
        post = await approve(session, machine.team.ada, post_id, 1, machine.clock.now())
    assert (post.status, post.paused) == (S.HELD, True)
    with pytest.raises(NotNow, match="whole campaign is paused"):
        async with machine.services.db.transaction() as session:
            await resume(session, machine.team.ada, post_id, machine.clock.now())
    assert (await go_on(machine)).going == [post_id]


async def test_a_pause_that_outlasts_a_post_says_that_it_was_the_pause(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await pause(machine)
    for late in (timedelta(minutes=5), timedelta(hours=13)):
        machine.move_to(DUE + late)
        async with machine.services.db.transaction() as session:
            await remind(session, machine.clock.now())
    post = await machine.post(post_id)
    assert (post.status, post.last_error) == (S.EXPIRED, "Its campaign was paused when its time came.")
    assert await machine.told(post_id) == ["post_expired"]


async def test_editors_pause_and_approvers_go_on(machine: Machine) -> None:
    with pytest.raises(NotNow, match="there is nothing to resume"):
        await go_on(machine)
    await pause(machine)
    with pytest.raises(NotNow, match="is paused; there is nothing to pause"):
        await pause(machine)
    with pytest.raises(NotAllowed, match="Only approvers can release posts"):
        await go_on(machine, machine.team.cy)


async def test_goals_show_what_the_stored_numbers_say(machine: Machine) -> None:
    post_id = await machine.scheduled()
    await machine.run(post_id)
    team, day = machine.team, machine.clock.now().date()
    async with machine.services.db.transaction() as session:
        await set_record(session, team.cy, team.campaign_id, goals=Goals(1_000, None, 50), budget=None, audience="")
        await add_reading(session, await get_post(session, team.workspace_id, post_id), {"reach": 250}, DUE)
        for on, followers in ((day - timedelta(days=1), 900), (day + timedelta(days=1), 930)):
            session.add(
                AccountDay(
                    workspace_id=team.workspace_id,
                    account_id=team.account_id,
                    day=on,
                    metrics={"followers_count": followers},
                    taken_at=DUE,
                )
            )
    async with machine.services.db.reading() as session:
        view = await campaign_view(session, team.workspace_id, team.campaign_id)
    assert view.record is not None
    assert [(one.wanted, one.so_far, one.measured, one.live) for one in view.record.progress] == [
        (1_000, 250, 1, 1),
        (50, 30, 0, 1),
    ]


async def test_a_campaign_completes_after_its_last_window_and_says_so_once(machine: Machine) -> None:
    post_id = await machine.scheduled(due_at=NOW + timedelta(days=5))
    await machine.run(post_id)
    done = []
    for when in (NOW + timedelta(days=5, hours=1), NOW + timedelta(days=7), NOW + timedelta(days=7, hours=2)):
        machine.move_to(when)
        async with machine.services.db.transaction() as session:
            done.append(await complete_campaigns(session, when))
    assert done == [0, 1, 0]
    async with machine.services.db.reading() as session:
        campaign = await session.execute(
            select(Campaign.status).where(Campaign.workspace_id == machine.team.workspace_id)
        )
        said = await session.execute(
            select(Notice.kind).where(
                Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.RECORD
            )
        )
        assert campaign.scalar_one() is CampaignStatus.COMPLETED
        assert said.scalars().all() == [NoticeKind.RECORD]
