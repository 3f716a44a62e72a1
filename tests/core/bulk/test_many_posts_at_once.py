"""Many posts changed at once: seen before it happens, done together, taken back exactly."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from builders import DUE, NOW
from publishing_machine import Machine

from core.approvals.decide import approve
from core.approvals.given import approved_by
from core.bulk.begin import begin, look
from core.bulk.candidates import posts_of_campaign
from core.bulk.carry_out import Outcome, carry_out
from core.bulk.memory import State, state_of
from core.bulk.model import BulkKind
from core.bulk.preview import Preview
from core.bulk.put_back import PutBack, put_back
from core.bulk.shift import Shift
from core.errors import NotAllowed, NotNow
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.posts.schedule import skip
from core.workspaces.model import Member, Role

S = PostStatus
DAY = timedelta(days=1)


async def begun(
    machine: Machine, kind: BulkKind, shift: Shift | None = None, *, by: Member | None = None
) -> tuple[UUID, Preview]:
    """All posts of the campaign: the change, and what was shown of it."""
    team, now = machine.team, machine.clock.now()
    async with machine.services.db.transaction() as session:
        posts = await posts_of_campaign(session, team.workspace_id, team.campaign_id)
        member = by or team.cy
        change = await begin(
            session, member, team.conversation_id, posts, now, title="Warehouse Night", campaign_id=team.campaign_id
        )
        return change.id, await look(session, member, change, kind, now, shift)


async def do(machine: Machine, change_id: UUID, *, by: Member | None = None) -> Outcome:
    async with machine.services.db.transaction() as session:
        return await carry_out(session, by or machine.team.cy, change_id, machine.clock.now())


async def take_back(machine: Machine, change_id: UUID, *, by: Member | None = None) -> list[PutBack]:
    async with machine.services.db.transaction() as session:
        return await put_back(session, by or machine.team.cy, change_id, machine.clock.now())


async def states(machine: Machine, *posts: UUID) -> list[State]:
    """What is there, without the number of the revision: going back adds one."""
    async with machine.services.db.reading() as session:
        found = [await get_post(session, machine.team.workspace_id, post_id) for post_id in posts]
        kept = [await state_of(session, post) for post in found]
    return [State(one.status, one.due_at, one.not_after, one.reminded, 0, one.yeses) for one in kept]


async def test_a_shift_by_an_editor_asks_for_new_yeses_and_undo_brings_the_old_ones_back(machine: Machine) -> None:
    approved = await machine.scheduled()
    waiting = await machine.in_review(due_at=DUE + timedelta(hours=1))
    before = await states(machine, approved, waiting)
    change, shown = await begun(machine, BulkKind.SHIFT, Shift(minutes=120))
    assert [(line.to, line.reopens) for line in shown.changing] == [
        (DUE + timedelta(hours=2), True),
        (DUE + timedelta(hours=3), False),
    ]
    assert await states(machine, approved, waiting) == before, "nothing happens before the press"

    assert (await do(machine, change)).done
    moved = await states(machine, approved, waiting)
    assert [one.status for one in moved] == [S.IN_REVIEW, S.IN_REVIEW]
    assert [one.due_at for one in moved] == [DUE + timedelta(hours=2), DUE + timedelta(hours=3)]
    assert not moved[0].yeses

    assert all(not one.left and not one.note for one in await take_back(machine, change))
    assert await states(machine, approved, waiting) == before
    assert (await machine.run(approved)).status is S.PUBLISHED, "the yes of before is good for publishing"


async def test_whoever_may_approve_approves_by_shifting(machine: Machine) -> None:
    post = await machine.scheduled()
    change, shown = await begun(machine, BulkKind.SHIFT, Shift(minutes=60), by=machine.team.ben)
    assert not shown.changing[0].reopens
    await do(machine, change, by=machine.team.ben)
    (state,) = await states(machine, post)
    assert (state.status, state.due_at) == (S.SCHEDULED, DUE + timedelta(hours=1))
    assert [yes.member_id for yes in state.yeses] == [machine.team.ben.id]
    await take_back(machine, change)
    (state,) = await states(machine, post)
    assert (state.status, state.due_at) == (S.SCHEDULED, DUE)
    assert [yes.member_id for yes in state.yeses] == [machine.team.ada.id]


@pytest.mark.parametrize("kind", [BulkKind.HOLD, BulkKind.SKIP])
async def test_what_was_stopped_goes_out_after_undo_and_not_before(machine: Machine, kind: BulkKind) -> None:
    approved, waiting = await machine.scheduled(), await machine.in_review()
    before = await states(machine, approved, waiting)
    change, _ = await begun(machine, kind)
    await do(machine, change)
    stopped = S.HELD if kind is BulkKind.HOLD else S.CANCELLED
    assert [one.status for one in await states(machine, approved, waiting)] == [stopped, stopped]
    assert (await machine.post(approved)).next_at is None

    await take_back(machine, change)
    assert await states(machine, approved, waiting) == before
    assert (await machine.run(approved)).status is S.PUBLISHED


async def test_held_posts_keep_being_held_when_they_are_shifted_and_all_resume_together(machine: Machine) -> None:
    posts = [await machine.scheduled(), await machine.in_review(due_at=DUE + timedelta(hours=1))]
    await do(machine, (await begun(machine, BulkKind.HOLD))[0])
    shift, _ = await begun(machine, BulkKind.SHIFT, Shift(minutes=60))
    await do(machine, shift)
    assert [(one.status, one.due_at) for one in await states(machine, *posts)] == [
        (S.HELD, DUE + timedelta(hours=1)),
        (S.HELD, DUE + timedelta(hours=2)),
    ]
    await take_back(machine, shift)
    resumed, _ = await begun(machine, BulkKind.RESUME, by=machine.team.ben)
    await do(machine, resumed, by=machine.team.ben)
    assert [one.status for one in await states(machine, *posts)] == [S.SCHEDULED, S.IN_REVIEW]


async def test_undo_is_honest_about_what_went_out_and_what_was_changed_meanwhile(machine: Machine) -> None:
    soon, later = await machine.in_review(), await machine.in_review(due_at=DUE + timedelta(hours=4))
    other = await machine.in_review(due_at=DUE + timedelta(hours=8))
    machine.move_to(DUE - timedelta(minutes=3))
    change, _ = await begun(machine, BulkKind.APPROVE, by=machine.team.ben)
    await do(machine, change, by=machine.team.ben)
    assert (await machine.run(soon)).status is S.PUBLISHED
    async with machine.services.db.transaction() as session:
        await skip(session, machine.team.cy, other)

    ended = {one.left for one in await take_back(machine, change, by=machine.team.ben)}
    assert ended == {"it is live", "", "somebody changed it meanwhile"}
    assert [one.status for one in await states(machine, soon, later, other)] == [S.PUBLISHED, S.IN_REVIEW, S.CANCELLED]


async def test_undo_is_possible_for_ten_minutes_and_once(machine: Machine) -> None:
    await machine.in_review()
    change, _ = await begun(machine, BulkKind.HOLD)
    await do(machine, change)
    with pytest.raises(NotNow, match="done already"):
        await do(machine, change)
    await take_back(machine, change)
    with pytest.raises(NotNow, match="undone already"):
        await take_back(machine, change)
    late, _ = await begun(machine, BulkKind.HOLD)
    await do(machine, late)
    machine.move_to(machine.clock.now() + timedelta(minutes=11))
    with pytest.raises(NotNow, match="ten minutes"):
        await take_back(machine, late)


async def test_what_changed_since_it_was_shown_is_shown_anew_before_anything_happens(machine: Machine) -> None:
    first, second = await machine.in_review(), await machine.in_review(due_at=DUE + DAY)
    change, _ = await begun(machine, BulkKind.HOLD)
    async with machine.services.db.transaction() as session:
        await skip(session, machine.team.cy, second)
    outcome = await do(machine, change)
    assert not outcome.done
    assert [line.stays for line in outcome.preview.lines] == ["", "dropped"]
    assert (await machine.post(first)).status is S.IN_REVIEW
    assert (await do(machine, change)).done
    assert (await machine.post(first)).status is S.HELD


async def test_each_post_is_judged_by_itself(machine: Machine) -> None:
    """Nobody approves what they wrote, and what is too late for an event stays where it is."""
    own = await machine.in_review()
    change, shown = await begun(machine, BulkKind.APPROVE, by=machine.team.cy)
    assert "Only approvers" in shown.staying[0].stays
    with pytest.raises(NotNow, match="Nothing would change"):
        await do(machine, change)
    _, late = await begun(machine, BulkKind.SHIFT, Shift(days=2))
    assert late.staying[0].stays == "too late for what it says"
    _, early = await begun(machine, BulkKind.SHIFT, Shift(days=-1))
    assert early.staying[0].stays == "that moment has passed"
    assert (await machine.post(own)).status is S.IN_REVIEW


async def test_a_neighbour_that_does_not_move_is_named(machine: Machine) -> None:
    await machine.in_review()
    stays = await machine.scheduled(due_at=DUE + timedelta(hours=5))
    async with machine.services.db.transaction() as session:
        team = machine.team
        only = await posts_of_campaign(session, team.workspace_id, team.campaign_id)
        only.remove(stays)
        change = await begin(session, team.cy, team.conversation_id, only, NOW, title="A week")
        shown = await look(session, team.cy, change, BulkKind.SHIFT, NOW, Shift(minutes=240))
    assert shown.changing[0].note == "close to Announcement, Warehouse Night"


async def test_guests_change_nothing(machine: Machine) -> None:
    await machine.in_review()
    change, _ = await begun(machine, BulkKind.HOLD)
    guest = machine.team.cy
    guest.role = Role.GUEST
    with pytest.raises(NotAllowed):
        await do(machine, change, by=guest)


async def test_a_post_that_is_on_its_way_is_left_to_go(machine: Machine) -> None:
    """The row's lock decides: whoever holds first either wins, or is told."""
    post = await machine.scheduled()
    change, _ = await begun(machine, BulkKind.HOLD)
    said: list[str] = []

    async def hold_now(step: str) -> None:
        if step == "before publish" and not said:
            outcome = await do(machine, change)
            said.extend(line.stays for line in outcome.preview.lines)

    met = machine.interrupted(hold_now)
    assert (await met.run(post)).status is S.PUBLISHED
    assert said == ["on its way to Instagram"]


async def test_a_yes_given_meanwhile_is_not_undone(machine: Machine) -> None:
    post = await machine.scheduled()
    change, _ = await begun(machine, BulkKind.SHIFT, Shift(minutes=60))
    await do(machine, change)
    async with machine.services.db.transaction() as session:
        await approve(session, machine.team.ben, post, 2, NOW)
    assert [one.left for one in await take_back(machine, change)] == ["somebody changed it meanwhile"]
    async with machine.services.db.reading() as session:
        given = await approved_by(session, await get_post(session, machine.team.workspace_id, post))
    assert given is not None and given[1].name == "Ben"


BERLIN = ZoneInfo("Europe/Berlin")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("slot", "shift", "new"),
    [
        ("2027-03-27 18:00", Shift(days=1), "2027-03-28 18:00"),
        ("2027-03-27 02:30", Shift(days=1), "2027-03-28 03:30"),
        ("2026-10-24 18:00", Shift(days=1), "2026-10-25 18:00"),
        ("2026-10-24 23:30", Shift(minutes=240), "2026-10-25 02:30+01:00"),
        ("2028-02-28 12:00", Shift(days=1), "2028-02-29 12:00"),
    ],
    ids=["the clocks go forward", "an hour that is skipped", "the clocks go back", "hours are hours", "leap day"],
)
def test_days_keep_the_hour_on_the_wall(slot: str, shift: Shift, new: str) -> None:
    wanted = datetime.fromisoformat(new)
    wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=BERLIN)
    assert shift.of(wall(slot), "Europe/Berlin") == wanted
