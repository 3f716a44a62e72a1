"""No yes, one, or two people: by team, phase and event, whichever way a post is let go."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from builders import DUE, NOW, empty_post, person
from publishing_machine import Machine
from sqlalchemy import update

from core import tasks
from core.approvals.configure import RuleSet, Scope, set_policy
from core.approvals.decide import approve, approve_all, take_back
from core.approvals.model import ApprovalRule
from core.approvals.policy import Given, Policy, let_through
from core.approvals.tally import tally
from core.errors import InvalidAnswer, NotAllowed, NotNow
from core.posts.model import Post, PostStatus
from core.posts.queries import PostView, post_view
from core.posts.revision import freeze
from core.posts.schedule import hold, post_now, reschedule, resume
from core.posts.undo import back_to_approved
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member, Role

S = PostStatus
WORKSPACE = uuid4()
ADA, BEN, CY = (
    person(name, role, WORKSPACE) for name, role in (("Ada", Role.OWNER), ("Ben", Role.APPROVER), ("Cy", Role.APPROVER))
)


def yes(*people: Member, about: str = "now") -> list[Given]:
    return [Given(one.id, about) for one in people]


# policy, who said yes (oldest first), who wrote it -> let through
RULES: dict[str, tuple[Policy, Sequence[Given], Member, bool]] = {
    "one": (Policy.ONE, yes(BEN), ADA, True),
    "one, by its author alone": (Policy.ONE, yes(ADA), ADA, True),
    "one, and nobody said anything": (Policy.ONE, [], ADA, False),
    "one, and nobody was asked before": (Policy.ONE, [Given(ADA.id, "now", unasked=True)], BEN, False),
    "two": (Policy.TWO, yes(BEN, CY), ADA, True),
    "two, and one said it": (Policy.TWO, yes(BEN), ADA, False),
    "two, and one said it twice": (Policy.TWO, yes(BEN, BEN), ADA, False),
    "two, and one wrote it": (Policy.TWO, yes(BEN, ADA), ADA, False),
    "two, to different things": (Policy.TWO, [*yes(BEN, about="before"), *yes(CY)], ADA, False),
    "none, and it went by itself": (Policy.NONE, [Given(ADA.id, "now", unasked=True)], BEN, True),
    "none, and somebody pressed": (Policy.NONE, yes(CY), ADA, True),
    "none, and it was never let go": (Policy.NONE, [], ADA, False),
}


@pytest.mark.parametrize(("policy", "given", "author", "goes"), RULES.values(), ids=list(RULES))
def test_enough_people_let_a_post_through(policy: Policy, given: list[Given], author: Member, goes: bool) -> None:
    assert let_through(policy, given, author.id) == ("now" if goes else None)


def test_the_card_can_name_who_said_yes_and_who_is_waited_for() -> None:
    first = tally(Policy.TWO, yes(ADA), None, [ADA, BEN, CY])
    assert first.in_words == "1 of 2: Ada; waits for Ben or Cy"
    alone = tally(Policy.TWO, [], ADA.id, [ADA, BEN])
    assert alone.waits_for == "Ben and somebody more who may approve (an owner can name approvers)"


@dataclass
class Office:
    """A team in which Dee may approve as well."""

    machine: Machine
    dee: Member

    async def rule(self, policy: Policy | None, scope: Scope | None = None, by: Member | None = None) -> RuleSet:
        async with self.machine.services.db.transaction() as session:
            owner = by or self.machine.team.ada
            return await set_policy(session, owner, scope or Scope(), policy, self.machine.clock.now())

    async def yes(self, member: Member, post_id: UUID, revision: int = 1) -> Post:
        async with self.machine.services.db.transaction() as session:
            return await approve(session, member, post_id, revision, self.machine.clock.now())

    async def view(self, post_id: UUID) -> PostView:
        async with self.machine.services.db.reading() as session:
            return await post_view(session, self.machine.team.workspace_id, post_id, self.machine.clock.now())

    async def status(self, post_id: UUID) -> PostStatus:
        return (await self.machine.post(post_id)).status


@pytest.fixture
async def office(machine: Machine) -> Office:
    dee = person("Dee", Role.APPROVER, machine.team.workspace_id)
    dee.created_at = NOW + timedelta(minutes=1)  # people are named in the order they came
    async with machine.services.db.transaction() as session:
        session.add(dee)
    return Office(machine, dee)


async def test_two_people_let_a_post_go_and_the_card_says_who_is_missing(office: Office) -> None:
    team = office.machine.team
    await office.rule(Policy.TWO)
    post_id = await office.machine.in_review()
    assert (await office.yes(team.ben, post_id)).status is S.IN_REVIEW
    assert (await office.view(post_id)).yeses.in_words == "1 of 2: Ben; waits for Ada or Dee"
    with pytest.raises(NotNow, match="You said yes already"):
        await office.yes(team.ben, post_id)
    office.machine.move_to(NOW + timedelta(minutes=1))
    assert (await office.yes(office.dee, post_id)).status is S.SCHEDULED
    assert (await office.view(post_id)).approved_by == "Ben and Dee"
    assert (await office.machine.run(post_id)).status is S.PUBLISHED


async def test_two_presses_at_once_count_as_two_only_when_they_are_two(office: Office) -> None:
    await office.rule(Policy.TWO)
    same, different = await office.machine.in_review(), await office.machine.in_review()
    ben = office.machine.team.ben
    await asyncio.gather(*(office.yes(ben, same) for _ in range(2)), return_exceptions=True)
    await asyncio.gather(office.yes(ben, different), office.yes(office.dee, different))
    assert (await office.status(same), await office.status(different)) == (S.IN_REVIEW, S.SCHEDULED)


async def test_the_publisher_looks_at_the_rule_once_more(office: Office) -> None:
    """Somebody made it stricter behind everything's back."""
    post_id = await office.machine.scheduled()
    async with office.machine.services.db.transaction() as session:
        session.add(
            ApprovalRule(
                workspace_id=office.machine.team.workspace_id, policy=Policy.TWO, set_at=office.machine.clock.now()
            )
        )
    held = await office.machine.run(post_id)
    assert (held.status, "Not enough people" in (held.last_error or "")) == (S.HELD, True)
    assert await office.machine.live() == []


async def test_a_stricter_rule_names_what_lacks_a_yes_and_leaves_what_has_enough(office: Office) -> None:
    team = office.machine.team
    await office.rule(Policy.TWO)
    enough = await office.machine.in_review()
    await office.yes(team.ada, enough)
    await office.yes(team.ben, enough)
    await office.rule(None)
    one = await office.machine.scheduled()
    changed = await office.rule(Policy.TWO)
    assert changed.lacking == (one,)
    assert (await office.status(enough), await office.status(one)) == (S.SCHEDULED, S.IN_REVIEW)
    assert (await office.yes(office.dee, one)).status is S.SCHEDULED  # Ada's yes still counts


async def test_a_milder_rule_lets_nothing_through_without_a_new_press(office: Office) -> None:
    ben = office.machine.team.ben
    await office.rule(Policy.TWO)
    post_id = await office.machine.in_review()
    await office.yes(ben, post_id)
    changed = await office.rule(Policy.ONE)
    assert (changed.waiting, await office.status(post_id)) == (1, S.IN_REVIEW)
    assert (await office.yes(ben, post_id)).status is S.SCHEDULED
    waiting = await office.machine.in_review()
    await office.rule(Policy.NONE)
    assert await office.status(waiting) is S.IN_REVIEW


async def test_an_event_s_rule_counts_before_its_phase_s_and_that_before_the_usual_one(office: Office) -> None:
    team = office.machine.team
    post_id = await office.machine.in_review()
    seen = []
    for scope, policy in (
        (Scope(), Policy.TWO),
        (Scope("announcement"), Policy.ONE),
        (Scope("countdown"), Policy.TWO),
        (Scope(campaign_id=team.campaign_id), Policy.TWO),
    ):
        await office.rule(policy, scope)
        seen.append((await office.view(post_id)).yeses.policy)
    await office.rule(None, Scope(campaign_id=team.campaign_id))
    seen.append((await office.view(post_id)).yeses.policy)
    assert seen == [Policy.TWO, Policy.ONE, Policy.ONE, Policy.TWO, Policy.ONE]


async def test_whoever_moves_a_post_or_sends_it_now_gives_one_yes_of_two(office: Office) -> None:
    team, now = office.machine.team, office.machine.clock.now()
    await office.rule(Policy.TWO)
    moved, sent, resumed = [await office.machine.in_review() for _ in range(3)]
    for post_id in (moved, resumed):
        await office.yes(team.ada, post_id)
        await office.yes(team.ben, post_id)
    async with office.machine.services.db.transaction() as session:
        await reschedule(session, team.ben, moved, DUE + timedelta(hours=1), now)
        await post_now(session, office.dee, sent, now)
        await hold(session, team.ben, resumed)
        await resume(session, team.ben, resumed, now)
    assert (await office.view(moved)).yeses.in_words == "1 of 2: Ben; waits for Ada or Dee"
    assert (await office.view(sent)).yeses.said_yes == ("Dee",)
    assert await office.status(resumed) is S.SCHEDULED
    assert (await office.yes(team.ada, sent, 2)).status is S.SCHEDULED


async def test_a_yes_of_two_outlives_a_stop_and_going_back_to_the_approved_one_is_one(office: Office) -> None:
    team, now = office.machine.team, office.machine.clock.now()
    await office.rule(Policy.TWO)
    stopped, changed = await office.machine.in_review(), await office.machine.in_review()
    await office.yes(team.ben, stopped)
    await office.yes(team.ada, changed)
    await office.yes(team.ben, changed)
    async with office.machine.services.db.transaction() as session:
        await hold(session, team.cy, stopped)
        await resume(session, team.ada, stopped, now)
        await reschedule(session, team.cy, changed, DUE + timedelta(hours=1), now)
        post = await back_to_approved(session, office.dee, changed, 2, now)
    assert (await office.view(stopped)).yeses.in_words == "1 of 2: Ben; waits for Ada or Dee"
    assert post.status is S.IN_REVIEW
    assert (await office.view(changed)).yeses.said_yes == ("Dee",)


async def test_approving_all_says_what_still_waits_for_a_second_person(office: Office) -> None:
    team, now = office.machine.team, office.machine.clock.now()
    await office.rule(Policy.TWO)
    for _ in range(2):
        await office.machine.in_review()
    async with office.machine.services.db.transaction() as session:
        posts = await approve_all(session, team.ben, team.campaign_id, now)
    assert [post.status for post in posts] == [S.IN_REVIEW, S.IN_REVIEW]
    with pytest.raises(NotNow, match="You said yes to all of them already"):
        async with office.machine.services.db.transaction() as session:
            await approve_all(session, team.ben, team.campaign_id, now)
    async with office.machine.services.db.transaction() as session:
        posts = await approve_all(session, team.ada, team.campaign_id, now)
    assert [post.status for post in posts] == [S.SCHEDULED, S.SCHEDULED]


async def test_where_no_yes_is_needed_a_drafted_post_goes_by_itself_and_its_card_says_by_whose_rule(
    office: Office,
) -> None:
    team, machine = office.machine.team, office.machine
    await office.rule(Policy.NONE)
    async with machine.services.db.transaction() as session:
        post = empty_post(team)
        session.add(post)
        await session.flush()
        await freeze(
            session,
            post,
            caption="Friday.",
            headline="",
            alt_text="",
            writer="offline",
            notes=[],
            author_id=team.cy.id,
            now=machine.clock.now(),
        )
        tasks.render_post.enqueue(session, team.workspace_id, post.id)
    await machine.work("post.render")
    shown = await office.view(post.id)
    assert (shown.status, shown.approved_by, shown.unasked_by) == (S.SCHEDULED, "", "Ada")
    async with machine.services.db.transaction() as session:
        await take_back(session, team.ben, post.id)
    assert await office.status(post.id) is S.IN_REVIEW
    assert (await office.yes(team.cy, post.id)).status is S.SCHEDULED
    assert (await office.view(post.id)).unasked_by == "Cy"
    changed = await office.rule(Policy.ONE)  # Cy may not approve, so the press was no yes
    assert changed.lacking == (post.id,)
    assert (await office.yes(team.ben, post.id)).status is S.SCHEDULED
    assert (await machine.run(post.id)).status is S.PUBLISHED


async def test_only_owners_set_rules_and_none_that_nobody_could_fulfil(office: Office) -> None:
    team = office.machine.team
    with pytest.raises(NotAllowed, match="Only an owner"):
        await office.rule(Policy.NONE, by=team.ben)
    async with office.machine.services.db.transaction() as session:
        await session.execute(
            update(Member)
            .where(Member.name.in_(["Ben", "Dee"]))
            .values(active=False)
            .execution_options(**ACROSS_WORKSPACES)
        )
    with pytest.raises(InvalidAnswer, match="here it is Ada alone"):
        await office.rule(Policy.TWO)
    with pytest.raises(NotNow, match="how it is already"):
        await office.rule(None)
