"""The next one of a series: asked about, set up as last time, and never with last time's facts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from builders import DUE, NOW
from publishing_machine import Machine
from sqlalchemy import select

from core.approvals.configure import Scope, set_policy
from core.approvals.policy import Policy
from core.approvals.rules import rules_of
from core.campaigns.model import Campaign
from core.errors import NotAllowed, NotNow
from core.events.amend import Changes
from core.events.change import change_event
from core.events.model import Event
from core.events.moments import to_local
from core.hashtags.last_time import of_last_time
from core.insights.collect import add_reading
from core.notices.model import Conversation, Notice, NoticeKind
from core.posts.model import Post
from core.posts.revision import get_post
from core.posts.wall_slot import chosen
from core.series.model import Series, Step
from core.series.propose import propose
from core.series.queries import proposal_view, series_views
from core.series.recurrence import Recurrence
from core.series.set_up import (
    Lines,
    begin_series,
    end_series,
    leave_out,
    set_up_as_usual,
    set_up_next,
    starts_on,
)

FRIDAYS = Recurrence(Step.WEEKS, 4)
NEXT = date(2026, 12, 4)


async def begun(machine: Machine, rule: Recurrence = FRIDAYS) -> Series:
    """Warehouse Night of Friday 27 November, told in full, comes again."""
    team = machine.team
    async with machine.services.db.transaction() as session:
        event = (await session.execute(select(Event).where(Event.workspace_id == team.workspace_id))).scalar_one()
        event.lineup, event.price, event.ticket_link = ["DJ Koze"], "12 EUR", "https://tickets.example/koze"
        event.doors_local = event.starts_local - timedelta(hours=1)
        event.description, event.genre = "Koze plays all night.", "house"
        campaign = (
            await session.execute(select(Campaign).where(Campaign.workspace_id == team.workspace_id))
        ).scalar_one()
        campaign.tone, campaign.goal_reach, campaign.also_in, campaign.audience = "hype", 5_000, ["de"], "regulars"
        return await begin_series(session, team.ada, team.campaign_id, rule, machine.clock.now())


async def place(machine: Machine, session: Any) -> Conversation:
    found = await session.execute(
        select(Conversation).where(
            Conversation.workspace_id == machine.team.workspace_id, Conversation.id == machine.team.conversation_id
        )
    )
    conversation: Conversation = found.scalar_one()
    return conversation


async def asked(machine: Machine, when: datetime) -> list[str]:
    """Which dates were asked about once the duty has run at this moment."""
    machine.move_to(when)
    async with machine.services.db.transaction() as session:
        await propose(session, when)
    async with machine.services.db.reading() as session:
        told = await session.execute(
            select(Notice)
            .where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.SERIES)
            .order_by(Notice.created_at)
        )
        return [notice.details["day"] for notice in told.scalars()]


async def usual(machine: Machine, series: Series, day: date = NEXT) -> Campaign:
    async with machine.services.db.transaction() as session:
        where = await place(machine, session)
        return await set_up_as_usual(session, machine.team.cy, where, series.id, day, machine.clock.now())


async def event_of(machine: Machine, campaign: Campaign) -> Event:
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Event).where(Event.workspace_id == campaign.workspace_id, Event.id == campaign.event_id)
        )
        return found.scalar_one()


async def test_it_is_asked_about_once_some_weeks_ahead_and_nothing_is_set_up(machine: Machine) -> None:
    await begun(machine)
    assert await asked(machine, NOW - timedelta(days=3)) == []
    assert await asked(machine, NOW) == ["2026-12-04"]
    assert await asked(machine, NOW + timedelta(hours=1)) == ["2026-12-04"]
    assert await asked(machine, NOW + timedelta(days=13)) == ["2026-12-04", "2026-12-11"]  # nobody answered in time
    async with machine.services.db.reading() as session:
        campaigns = await session.execute(select(Campaign).where(Campaign.workspace_id == machine.team.workspace_id))
        assert len(campaigns.scalars().all()) == 1


async def test_the_next_one_takes_over_choices_and_no_facts(machine: Machine) -> None:
    series = await begun(machine)
    async with machine.services.db.transaction() as session:
        await set_policy(
            session, machine.team.ada, Scope(campaign_id=machine.team.campaign_id), Policy.TWO, machine.clock.now()
        )
    campaign = await usual(machine, series)
    event = await event_of(machine, campaign)
    assert (event.name, event.venue, event.genre) == ("Warehouse Night", "Halle 7", "house")
    assert event.starts_local == datetime(2026, 12, 4, 22, 0)  # noqa: DTZ001 - wall time
    assert event.doors_local == datetime(2026, 12, 4, 21, 0)  # noqa: DTZ001 - wall time
    assert (event.lineup, event.price, event.ticket_link, event.description) == ([], "", "", "")
    assert (campaign.tone, campaign.also_in, campaign.audience) == ("hype", ["de"], "regulars")
    assert (campaign.goal_reach, campaign.account_id) == (5_000, machine.team.account_id)
    async with machine.services.db.reading() as session:
        rules = await rules_of(session, machine.team.workspace_id)
    assert {rule.campaign_id: rule.policy for rule in rules}[campaign.id] is Policy.TWO


async def test_designs_stay_as_they_were_chosen(machine: Machine) -> None:
    series = await begun(machine)
    post_id = await machine.in_review()
    async with machine.services.db.transaction() as session:
        (await get_post(session, machine.team.workspace_id, post_id)).template = "neon-grid"
    campaign = await usual(machine, series)
    async with machine.services.db.reading() as session:
        posts = await session.execute(
            select(Post).where(Post.workspace_id == campaign.workspace_id, Post.campaign_id == campaign.id)
        )
        designs = {post.phase: post.template for post in posts.scalars()}
    assert designs["announcement"] == "neon-grid"
    assert set(designs.values()) == {"neon-grid", ""}


async def test_lines_that_were_told_anew_are_those_of_the_next_one(machine: Machine) -> None:
    await begun(machine)
    lines = Lines(datetime(2026, 12, 5, 23, 0), ("Ada K",), "15 EUR", "https://tickets.example/ada")  # noqa: DTZ001
    async with machine.services.db.transaction() as session:
        where = await place(machine, session)
        campaign = await set_up_next(session, machine.team.cy, where, machine.team.campaign_id, lines, NOW)
    event = await event_of(machine, campaign)
    assert (event.starts_local, event.lineup, event.price) == (lines.starts_local, ["Ada K"], "15 EUR")


async def test_two_people_who_press_set_up_one_event(machine: Machine) -> None:
    series = await begun(machine)
    await usual(machine, series)
    with pytest.raises(NotNow, match="on Fri 4 Dec is set up already"):
        await usual(machine, series)
    assert await asked(machine, NOW + timedelta(hours=1)) == []  # the one after is too far ahead
    assert await asked(machine, NOW + timedelta(days=6)) == ["2026-12-11"]


async def test_a_date_left_out_is_neither_asked_about_nor_set_up(machine: Machine) -> None:
    series = await begun(machine)
    async with machine.services.db.transaction() as session:
        await leave_out(session, machine.team.cy, series.id, [NEXT])
    with pytest.raises(NotNow, match="on Fri 4 Dec was left out"):
        await usual(machine, series)
    assert await asked(machine, NOW + timedelta(days=6)) == ["2026-12-11"]
    async with machine.services.db.reading() as session:
        (view,) = await series_views(session, machine.team.workspace_id, NOW)
    assert (view.skipped, view.rule) == ((NEXT,), "every Friday")
    with pytest.raises(NotNow, match="set up already"):
        async with machine.services.db.transaction() as session:
            await leave_out(session, machine.team.cy, series.id, [date(2026, 11, 27)])


async def test_it_ends_when_told(machine: Machine) -> None:
    series = await begun(machine)
    async with machine.services.db.transaction() as session:
        await end_series(session, machine.team.cy, series.id)
    assert await asked(machine, NOW) == []
    with pytest.raises(NotNow, match="has ended"):
        await usual(machine, series)


async def test_guests_set_nothing_up(machine: Machine) -> None:
    series = await begun(machine)
    cy = machine.team.cy
    guest = type(cy)(id=cy.id, workspace_id=cy.workspace_id, name="Gil", role=cy.role.GUEST)
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed):
            await set_up_as_usual(session, guest, await place(machine, session), series.id, NEXT, NOW)


async def test_the_hour_stays_on_the_wall_over_changes_of_the_clocks(machine: Machine) -> None:
    series = await begun(machine)
    series.starts = "02:30"
    skipped, twice, plain = date(2027, 3, 28), date(2027, 10, 31), date(2027, 4, 2)
    assert [f"{starts_on(series, day):%H:%M}" for day in (skipped, twice, plain)] == ["03:30", "02:30", "02:30"]


async def test_the_question_says_what_worked_and_from_how_many(machine: Machine) -> None:
    series = await begun(machine)
    first = await machine.scheduled()
    await machine.run(first)
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, first)
        await add_reading(session, post, {"reach": 1_240}, machine.clock.now())
    async with machine.services.db.reading() as session:
        shown = await proposal_view(session, machine.team.workspace_id, series.id, NEXT)
    assert shown.worked is not None
    assert (shown.worked.title, shown.worked.reach, shown.worked.measured) == ("Announcement", 1_240, 1)
    assert f"{shown.worked.at_local:%H:%M}" == "19:00"
    assert (shown.last_lineup, shown.last_price) == (("DJ Koze",), "12 EUR")


async def test_a_moved_evening_is_not_asked_about_once_more_and_the_rhythm_stays(machine: Machine) -> None:
    await begun(machine)
    event = await event_of_team(machine)
    for starts, next_asked in ((datetime(2026, 12, 5, 22, 0), "11 Dec"), (datetime(2026, 11, 26, 22, 0), "11 Dec")):  # noqa: DTZ001 - wall time
        async with machine.services.db.transaction() as session:
            await change_event(session, machine.team.ada, event.id, Changes(facts={"starts_local": starts}), NOW)
        async with machine.services.db.reading() as session:
            (view,) = await series_views(session, machine.team.workspace_id, NOW)
        assert view.next_local is not None
        assert f"{view.next_local:%-d %b}" == next_asked


async def event_of_team(machine: Machine) -> Event:
    async with machine.services.db.reading() as session:
        found = await session.execute(select(Event).where(Event.workspace_id == machine.team.workspace_id))
        event: Event = found.scalar_one()
        return event


async def test_hours_and_hashtags_that_worked_come_along_and_names_do_not(machine: Machine) -> None:
    series = await begun(machine)
    team = machine.team
    good = "Warehouse Night, Friday 27 November.\n\n#klubneun #djkoze #warehouse2026"
    posts = [
        await machine.scheduled(due_at=DUE + timedelta(days=day), caption=caption)
        for day, caption in ((0, good), (2, "Warehouse Night, Friday 27 November. #klubneun"))
    ]
    async with machine.services.db.transaction() as session:
        moved = await get_post(session, team.workspace_id, posts[0])
        moved.slot = chosen(moved.due_at, date(2026, 11, 27), "Europe/Berlin").stored()
    for post_id, reach in zip(posts, (2_000, 900), strict=True):
        await machine.run(post_id)
        async with machine.services.db.transaction() as session:
            await add_reading(session, await get_post(session, team.workspace_id, post_id), {"reach": reach}, NOW)
    campaign = await usual(machine, series)
    async with machine.services.db.reading() as session:
        found = await session.execute(
            select(Post)
            .where(Post.workspace_id == team.workspace_id, Post.campaign_id == campaign.id)
            .order_by(Post.due_at)
        )
        announcement = next(post for post in found.scalars() if post.phase == "announcement")
        assert f"{to_local(announcement.due_at, 'Europe/Berlin'):%H:%M}" == "19:00", "not the plan's 18:00"
        assert await of_last_time(session, announcement) == ("#klubneun",)
