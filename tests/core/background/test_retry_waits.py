"""How long each kind of failure waits for its next try, to the second, and when it has none."""

from datetime import timedelta

import pytest

from core import errors
from core.errors import (
    Busy,
    NotFound,
    NotNow,
    OutcomeUnknown,
    RateLimited,
    ReconnectNeeded,
    Refused,
    RiteError,
    Unavailable,
    WaitAndRetry,
)
from core.retry import policy_for, wait_before

MINUTE = timedelta(minutes=1)
ONE_TWO_FOUR = [MINUTE, 2 * MINUTE, 4 * MINUTE]


def waits(error: BaseException, runs: int = 8) -> list[timedelta]:
    """The wait after each run, until there is none."""
    found: list[timedelta] = []
    for run in range(1, runs + 1):
        wait = wait_before(run, error)
        if wait is None:
            break
        found.append(wait)
    return found


@pytest.mark.parametrize("error", [KeyError("ours"), TimeoutError(), RiteError()], ids=repr)
def test_a_failure_of_ours_is_tried_after_one_two_and_four_minutes_and_then_given_up(error: Exception) -> None:
    assert waits(error) == ONE_TWO_FOUR


@pytest.mark.parametrize(
    "error",
    [Refused(), OutcomeUnknown(), NotNow(), NotFound(), ReconnectNeeded()],
    ids=repr,
)
def test_what_another_try_cannot_change_is_never_tried_again(error: Exception) -> None:
    assert waits(error) == []


@pytest.mark.parametrize("kind", [RateLimited, Unavailable, Busy], ids=lambda kind: kind.__name__)
def test_the_other_sides_own_wait_goes_before_ours(kind: type[WaitAndRetry]) -> None:
    for told in (timedelta(seconds=1), timedelta(minutes=37)):
        assert waits(kind(after=told)) == [told] * 8


def test_an_outage_is_waited_for_without_hurry_and_never_sooner_than_a_minute() -> None:
    assert waits(Unavailable()) == [*ONE_TWO_FOUR, *[4 * MINUTE] * 5]


def test_an_outage_is_waited_for_hours_and_not_for_ever() -> None:
    all_waits = waits(Unavailable(), runs=1000)
    assert timedelta(hours=3) < sum(all_waits, timedelta()) < timedelta(hours=5)


def test_every_class_of_error_has_a_policy() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert len(kinds) > 10
    assert all(policy_for(kind()).tries >= 0 for kind in kinds)
