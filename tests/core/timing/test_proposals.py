"""Better hours are proposed, taken and left; nothing moves by itself, and what is approved only by who may approve."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from builders import NOW, empty_post, person
from publishing_machine import Machine
from sqlalchemy import event, select, update

from core import tasks
from core.accounts.model import Account
from core.campaigns.cadence import cadence
from core.campaigns.happening import happening_of
from core.campaigns.model import Campaign
from core.campaigns.plan import plan
from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.events.model import Event
from core.insights.account_model import Audience
from core.insights.model import Insight
from core.notices.model import Notice, NoticeKind
from core.posts.model import Format, PostStatus
from core.posts.queries import PostView, post_view
from core.posts.repeats import Same
from core.posts.revision import get_post
from core.posts.schedule import reschedule
from core.timing.answer import Outcome, leave_proposal, take_proposal
from core.timing.clashes import Crowd, crowded
from core.timing.configure import configure_times
from core.timing.keep_apart import keep_apart
from core.timing.moves import find_moves
from core.timing.optimal import get_optimal_posting_times
from core.timing.optimize import propose, ring_for_best_times
from core.timing.proposal import MoveProposal, ProposalState
from core.timing.proposal_view import ProposalView, proposal_view
from core.workspaces.model import Member, Role, Workspace

S = PostStatus
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # 10:30 in Berlin
THURSDAY = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)  # 18:00 in Berlin, the day before the event
WEDNESDAY_WEEK = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
H = timedelta(hours=1)


async def audience(machine: Machine, *, best: int = 19, days: int = 28) -> None:
    """Four times as many followers online at one hour (UTC) as at any other."""
    hours = {
        (NOW - timedelta(days=days + 2) + hour * H).isoformat(timespec="minutes"): 100 for hour in range(days * 24)
    }
    online = {hour: 400 if datetime.fromisoformat(hour).hour == best else count for hour, count in hours.items()}
    team = machine.team
    async with machine.services.db.transaction() as session:
        session.add(
            Audience(
                id=uuid4(),
                workspace_id=team.workspace_id,
                account_id=team.account_id,
                people={},
                online=online,
                asked_at=NOW,
            )
        )


async def later_event(machine: Machine, *, starts: datetime = datetime(2026, 12, 11, 22, 0)) -> UUID:  # noqa: DTZ001 - wall time
    """Another campaign, of a techno night two weeks after."""
    team = machine.team
    async with machine.services.db.transaction() as session:
        night = Event(
            id=uuid4(),
            workspace_id=team.workspace_id,
            name="Next Night",
            starts_local=starts,
            time_zone="Europe/Berlin",
            starts_at=starts.replace(tzinfo=UTC) - H,
            venue="Halle 7",
            genre="techno",
            created_at=NOW,
        )
        session.add(night)
        await session.flush()
        campaign = Campaign(
            id=uuid4(),
            workspace_id=team.workspace_id,
            event_id=night.id,
            account_id=team.account_id,
            conversation_id=team.conversation_id,
            cadence="club_night",
            created_at=NOW,
        )
        session.add(campaign)
    return campaign.id


async def to_campaign(machine: Machine, post_id: UUID, campaign_id: UUID) -> UUID:
    async with machine.services.db.transaction() as session:
        post = await get_post(session, machine.team.workspace_id, post_id)
        post.campaign_id, post.phase = campaign_id, "reminder"
        post.not_after = post.due_at + timedelta(days=3)
    return post_id


async def ask(machine: Machine, *, only_learned: bool = False) -> MoveProposal | None:
    async with machine.services.db.transaction() as session:
        now, team = machine.clock.now(), machine.team
        moves = await find_moves(session, team.workspace_id, now, only_learned=only_learned)
        if not moves:
            return None
        return await propose(session, team.workspace_id, moves, now, conversation_id=team.conversation_id)


async def take(machine: Machine, member: Member, proposal: MoveProposal) -> Outcome:
    async with machine.services.db.transaction() as session:
        return await take_proposal(session, member, proposal.id, machine.clock.now())


async def shown(machine: Machine, proposal: MoveProposal) -> ProposalView:
    async with machine.services.db.reading() as session:
        return await proposal_view(session, machine.team.workspace_id, proposal.id)


async def view(machine: Machine, post_id: UUID) -> PostView:
    async with machine.services.db.reading() as session:
        return await post_view(session, machine.team.workspace_id, post_id, machine.clock.now())


async def test_a_post_in_review_moves_with_one_press_and_says_why(machine: Machine) -> None:
    await audience(machine)
    post_id = await to_campaign(machine, await machine.in_review(due_at=WEDNESDAY_WEEK), await later_event(machine))
    proposal = await ask(machine)
    assert proposal is not None
    (move,) = (await shown(machine, proposal)).moves
    assert (f"{move.from_local:%a %H:%M}", f"{move.to_local:%H:%M}") == ("Wed 18:00", "20:00")
    assert (move.why.days, move.approved, move.why.own) == (28, False, True)
    before = await machine.post(post_id)
    assert before.due_at == WEDNESDAY_WEEK  # nothing moved by being proposed

    assert await take(machine, machine.team.cy, proposal) == Outcome(moved=1)
    post = await machine.post(post_id)
    assert (post.due_at.hour, post.status, post.not_after) == (19, S.IN_REVIEW, before.not_after)
    with pytest.raises(NotNow, match="moved already"):
        await take(machine, machine.team.cy, proposal)
    assert await ask(machine) is None


async def test_an_approved_post_moves_only_by_the_press_of_who_may_approve(machine: Machine) -> None:
    await audience(machine)
    night = await later_event(machine)
    approved = await to_campaign(machine, await machine.scheduled(due_at=WEDNESDAY_WEEK), night)
    open_one = await machine.in_review(format_=Format.STORY, due_at=WEDNESDAY_WEEK + 2 * 24 * H)
    await to_campaign(machine, open_one, night)
    proposal = await ask(machine)
    assert proposal is not None
    assert await take(machine, machine.team.cy, proposal) == Outcome(moved=1, approved=1)
    assert (await machine.post(approved)).due_at == WEDNESDAY_WEEK
    assert (await machine.post(approved)).status is S.SCHEDULED
    moves = (await shown(machine, proposal)).moves
    assert [(move.made, move.approved) for move in moves] == [(False, True), (True, False)]

    assert await take(machine, machine.team.ada, proposal) == Outcome(moved=1)
    post = await machine.post(approved)
    assert (post.status, post.due_at.hour) == (S.SCHEDULED, 19)
    assert (await view(machine, approved)).approved_by == "Ada"


async def test_what_changed_meanwhile_stays_and_guests_only_look(machine: Machine) -> None:
    await audience(machine)
    post_id = await to_campaign(machine, await machine.in_review(due_at=WEDNESDAY_WEEK), await later_event(machine))
    proposal = await ask(machine)
    assert proposal is not None
    async with machine.services.db.transaction() as session:
        await reschedule(session, machine.team.ada, post_id, WEDNESDAY_WEEK - 24 * H, machine.clock.now())
    guest = person("Di", Role.GUEST, machine.team.workspace_id)
    with pytest.raises(NotAllowed, match="Guests"):
        await take(machine, guest, proposal)
    assert await take(machine, machine.team.cy, proposal) == Outcome(changed=1)
    assert (await machine.post(post_id)).due_at == WEDNESDAY_WEEK - 24 * H


async def test_every_monday_it_proposes_once_and_not_what_was_left(machine: Machine) -> None:
    await audience(machine)
    await to_campaign(machine, await machine.in_review(due_at=WEDNESDAY_WEEK), await later_event(machine))

    async def monday(when: datetime) -> list[MoveProposal]:
        machine.move_to(when)
        async with machine.services.db.transaction() as session:
            await ring_for_best_times(session, when)
        await machine.work("schedule.optimize")
        async with machine.services.db.reading() as session:
            found = await session.execute(
                select(MoveProposal).where(MoveProposal.workspace_id == machine.team.workspace_id)
            )
            return list(found.scalars())

    assert await monday(NOW) != []  # Sunday morning: the week that is running was not looked at yet
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Workspace).where(Workspace.id == machine.team.workspace_id).values(times_looked_at=None)
        )
    assert len(await monday(MONDAY - 2 * H)) == 1  # too early in the day
    first, second = sorted(await monday(MONDAY), key=lambda one: one.created_at)
    assert (first.state, second.state) == (ProposalState.OUTDATED, ProposalState.OPEN)
    assert second.week == date(2026, 11, 23)
    assert len(await monday(MONDAY + H)) == 2
    async with machine.services.db.transaction() as session:  # the same bell again
        tasks.optimize_schedule.enqueue(session, machine.team.workspace_id, "2026-11-23")
    assert len(await monday(MONDAY + 2 * H)) == 2
    async with machine.services.db.transaction() as session:
        await leave_proposal(session, machine.team.cy, second.id)
        told = await session.execute(
            select(Notice.id).where(Notice.workspace_id == machine.team.workspace_id, Notice.kind == NoticeKind.MOVES)
        )
        assert len(told.all()) >= 3
    assert len(await monday(MONDAY + timedelta(days=7))) == 2  # left is left


async def test_a_team_that_switched_it_off_or_of_whom_nothing_is_known_is_left_alone(machine: Machine) -> None:
    await to_campaign(machine, await machine.in_review(due_at=WEDNESDAY_WEEK), await later_event(machine))
    assert await ask(machine, only_learned=True) is None
    asked = await ask(machine)
    assert asked is not None
    assert not (await shown(machine, asked)).moves[0].why.own  # asked for, it says that it knows little
    async with machine.services.db.transaction() as session:
        with pytest.raises(NotAllowed):
            await configure_times(session, machine.team.cy, proposes=False, of_event_hours=24, of_account_hours=2)
        with pytest.raises(InvalidAnswer, match="number of hours"):
            await configure_times(session, machine.team.ada, proposes=False, of_event_hours=-1, of_account_hours=2)
        await configure_times(session, machine.team.ada, proposes=False, of_event_hours=24, of_account_hours=2)
    async with machine.services.db.transaction() as session:
        assert await ring_for_best_times(session, MONDAY) == 0


async def test_a_clash_is_shown_with_a_free_hour_and_the_teams_own_gaps_count(machine: Machine) -> None:
    first = await machine.scheduled(due_at=WEDNESDAY_WEEK, caption="One.")
    night = await later_event(machine)
    second = await to_campaign(machine, await machine.in_review(due_at=WEDNESDAY_WEEK + H, caption="Two."), night)
    clash = (await view(machine, second)).clash
    assert clash is not None
    assert (clash.crowd, clash.event, clash.hours, clash.own) == (Crowd.ACCOUNT, "Warehouse Night", 3, True)
    assert clash.free_at == WEDNESDAY_WEEK + 3 * H
    async with machine.services.db.transaction() as session:
        posts = [await get_post(session, machine.team.workspace_id, one) for one in (first, second)]
        assert await crowded(session, posts, machine.clock.now()) == 2
        post = await reschedule(session, machine.team.ada, second, clash.free_at, NOW, room=timedelta())
        assert post.not_after == WEDNESDAY_WEEK + H + timedelta(days=3)
    assert (await view(machine, second)).clash is None
    async with machine.services.db.transaction() as session:
        await configure_times(session, machine.team.ada, proposes=True, of_event_hours=36, of_account_hours=5)
    assert (await view(machine, second)).clash is not None


async def test_a_post_of_the_day_stays_and_the_other_one_can_wait(machine: Machine) -> None:
    on_the_day = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    tonight = await machine.in_review(due_at=on_the_day)
    reminder = await to_campaign(machine, await machine.in_review(due_at=on_the_day + H), await later_event(machine))
    clash = (await view(machine, tonight)).clash
    assert clash is not None
    assert (clash.own, clash.mover, clash.mover_title) == (False, reminder, "Reminder")
    mine = (await view(machine, reminder)).clash
    assert mine is not None
    assert mine.own


async def test_a_full_day_is_foreseen_once_instagram_told_its_quota(machine: Machine) -> None:
    story = await machine.in_review(format_=Format.STORY, due_at=WEDNESDAY_WEEK)
    for hours in (1, 2):
        await machine.in_review(format_=Format.STORY, due_at=WEDNESDAY_WEEK + hours * H)
    assert (await view(machine, story)).clash is None
    async with machine.services.db.transaction() as session:
        await session.execute(
            update(Account).where(Account.workspace_id == machine.team.workspace_id).values(posts_a_day=2)
        )
    clash = (await view(machine, story)).clash
    assert clash is not None
    assert (clash.crowd, clash.a_day) == (Crowd.DAY, 2)


async def test_the_quota_is_kept_as_instagram_told_it(machine: Machine) -> None:
    post_id = await machine.scheduled()
    assert (await machine.run(post_id)).status is S.PUBLISHED
    async with machine.services.db.reading() as session:
        kept = await session.execute(
            select(Account.posts_a_day).where(Account.workspace_id == machine.team.workspace_id)
        )
        assert kept.scalar_one() == 100


async def test_the_same_words_or_picture_within_a_month_are_warned_of_before_the_yes(machine: Machine) -> None:
    words = "Friday we dance in Halle 7 from ten until late."
    await machine.scheduled(due_at=WEDNESDAY_WEEK, caption=words)
    again = await machine.in_review(due_at=WEDNESDAY_WEEK + 20 * 24 * H, caption=f"{words.upper()} #techno")
    repeat = (await view(machine, again)).repeat
    assert repeat is not None
    assert (repeat.same, repeat.title, repeat.live) == (Same.BOTH, "Announcement", False)
    much_later = await machine.in_review(due_at=WEDNESDAY_WEEK + 60 * 24 * H, caption=words)
    assert (await view(machine, much_later)).repeat is None


async def test_a_new_campaign_is_planned_around_what_stands(machine: Machine) -> None:
    night = await later_event(machine)
    await machine.scheduled(due_at=datetime(2026, 12, 4, 17, 0, tzinfo=UTC))
    async with machine.services.db.transaction() as session:
        campaign = (
            await session.execute(
                select(Campaign).where(Campaign.workspace_id == machine.team.workspace_id, Campaign.id == night)
            )
        ).scalar_one()
        happening = (
            await session.execute(
                select(Event).where(Event.workspace_id == campaign.workspace_id, Event.id == campaign.event_id)
            )
        ).scalar_one()
        around = happening_of(happening)
        slots = plan(cadence("club_night"), around, NOW)
        kept = await keep_apart(session, campaign, around, slots, NOW)
    moved = {slot.phase.key: slot.due_at for slot, old in zip(kept, slots, strict=True) if slot.due_at != old.due_at}
    assert moved == {"reminder": datetime(2026, 12, 4, 20, 0, tzinfo=UTC)}


async def test_two_thousand_posts_cost_a_handful_of_queries(machine: Machine) -> None:
    await audience(machine)
    team = machine.team
    night = await later_event(machine)
    async with machine.services.db.transaction() as session:
        posts = [empty_post(team, due_at=NOW + (number - 1000) * H / 2) for number in range(2000)]
        for number, post in enumerate(posts):
            post.campaign_id = night if number % 2 else team.campaign_id
            if post.due_at < NOW:
                post.status, post.published_at = S.PUBLISHED, post.due_at
        session.add_all(posts)
        await session.flush()
        session.add_all(
            Insight(workspace_id=team.workspace_id, post_id=post.id, reading=1, metrics={"reach": 200}, taken_at=NOW)
            for post in posts
            if post.status is S.PUBLISHED
        )
    asked: list[str] = []
    engine = machine.services.db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    async with machine.services.db.reading() as session:
        times = await get_optimal_posting_times(session, team.workspace_id, team.account_id, "Europe/Berlin", NOW)
        of_times = len(asked)
        await find_moves(session, team.workspace_id, NOW)
        of_moves = len(asked) - of_times
    assert times[0].hour == 20
    assert of_times <= 3
    assert of_moves <= 7
