"""Every task has one body, every error its words and its policy, every state a way out."""

import inspect
from datetime import timedelta
from typing import get_type_hints
from uuid import UUID

import pytest

from bot.errors import WORDS, words_for
from bot.front import Front
from core import errors, tasks
from core.background import RETRY_UNKNOWN
from core.errors import PersonCanFix, Refused, RiteError, SettingsProblem, WaitAndRetry
from core.outbox import Task
from core.posts.model import PostStatus
from core.posts.transitions import IN_WORDS, MOVES
from core.retry import POLICIES, policy_for, wait_before
from jobs.worker import BODIES, QUEUES, bodies_of

TASKS = {name: value for name, value in vars(tasks).items() if isinstance(value, Task)}
FRONT_BODIES = Front._bodies({})


def family(kind: type[RiteError]) -> list[type[RiteError]]:
    return [kind, *(heir for child in kind.__subclasses__() for heir in family(child))]


ERRORS = [kind for kind in family(RiteError) if kind.__module__.partition(".")[0] in ("core", "bot", "jobs")]


@pytest.mark.parametrize("name", TASKS)
def test_a_task_has_exactly_one_body(name: str) -> None:
    task = TASKS[name]
    bodies = [bodies[task.name] for bodies in (BODIES, FRONT_BODIES) if task.name in bodies]
    assert [body.task for body in bodies] == [task]
    assert inspect.iscoroutinefunction(bodies[0].run)


def test_no_two_tasks_share_a_name_and_no_body_is_without_a_task() -> None:
    names = [task.name for task in TASKS.values()]
    assert len(set(names)) == len(names)
    assert set(names) == {*BODIES, *FRONT_BODIES}
    assert RETRY_UNKNOWN.total_seconds() > 0


def test_no_queue_is_listened_to_by_two_kinds_of_processes() -> None:
    """A process takes every ring of its queues: one that lacks the body would only put the work off."""
    worker, front = ({body.task.queue for body in bodies.values()} for bodies in (BODIES, FRONT_BODIES))
    assert worker & front == set()


def test_workers_of_one_queue_each_do_everything_together_and_nothing_twice() -> None:
    apart = [bodies_of([queue]) for queue in sorted(QUEUES)]
    assert sum(len(bodies) for bodies in apart) == len(BODIES)
    assert {name: body for bodies in apart for name, body in bodies.items()} == BODIES == bodies_of([])
    assert {"publish", "render", "insights"} == QUEUES
    with pytest.raises(SettingsProblem, match=r"^No worker hears chat\. There are insights, publish, render\.$"):
        bodies_of(["publish", "chat"])


@pytest.mark.parametrize("name", TASKS)
def test_a_task_names_its_workspace_first_and_carries_only_json(name: str) -> None:
    hints = get_type_hints(TASKS[name].signature)
    assert hints.pop("return") is type(None)
    assert next(iter(hints.items())) == ("workspace_id", UUID)
    assert set(hints.values()) <= {UUID, str, int, bool}


@pytest.mark.parametrize("name", TASKS)
def test_what_a_task_is_for_is_said(name: str) -> None:
    assert (TASKS[name].signature.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_has_words_and_a_policy_of_its_family(kind: type[RiteError]) -> None:
    """Falling through to RiteError's own row would mean that nobody thought about it."""
    rows = [row for row in kind.__mro__ if row in WORDS]
    policies = [row for row in kind.__mro__ if row in POLICIES]
    assert rows and policies
    if kind is not RiteError:
        assert rows[0] is not RiteError
        assert policies[0] is not RiteError


@pytest.mark.parametrize(
    "kind", [value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, RiteError)]
)
def test_an_error_says_something_by_itself(kind: type[RiteError]) -> None:
    said = words_for(kind())
    assert said.endswith(".")
    assert "{" not in said and "  " not in said


def test_what_a_person_can_fix_or_the_platform_refused_is_not_tried_again() -> None:
    for kind in [*family(PersonCanFix), *family(Refused), errors.OutcomeUnknown]:
        if kind in ERRORS:
            assert policy_for_class(kind) == 0


def policy_for_class(kind: type[RiteError]) -> int:
    return policy_for(kind.__new__(kind)).tries


def test_our_own_bugs_get_three_more_tries_after_one_two_and_four_minutes() -> None:
    waits = [wait_before(attempt, KeyError("ours")) for attempt in (1, 2, 3, 4)]
    assert [wait and wait.total_seconds() / 60 for wait in waits] == [1, 2, 4, None]


def test_the_other_sides_wait_comes_first() -> None:
    assert wait_before(1, WaitAndRetry(after=timedelta(seconds=7))) == timedelta(seconds=7)


def test_every_state_of_a_post_has_words_and_a_row() -> None:
    assert set(MOVES) == set(IN_WORDS) == set(PostStatus)


def test_from_every_state_but_live_a_post_can_still_go_live_and_can_be_dropped_or_settled() -> None:
    for status in set(PostStatus) - {PostStatus.PUBLISHED}:
        assert PostStatus.PUBLISHED in reachable(status), status
    for status in set(PostStatus) - {PostStatus.PUBLISHED, PostStatus.CANCELLED}:
        assert PostStatus.CANCELLED in reachable(status), status
    assert reachable(PostStatus.PUBLISHED) == set()


def test_only_publishing_or_a_person_who_looked_makes_a_post_live() -> None:
    assert {status for status, to in MOVES.items() if PostStatus.PUBLISHED in to} == {
        PostStatus.PUBLISHING,
        PostStatus.UNCONFIRMED,
    }


def test_nothing_stops_a_post_while_it_is_being_sent() -> None:
    assert not MOVES[PostStatus.PUBLISHING] & {PostStatus.HELD, PostStatus.CANCELLED, PostStatus.IN_REVIEW}


def reachable(start: PostStatus) -> set[PostStatus]:
    seen: set[PostStatus] = set()
    ahead = set(MOVES[start])
    while ahead:
        status = ahead.pop()
        seen.add(status)
        ahead |= MOVES[status] - seen
    return seen - {start}
