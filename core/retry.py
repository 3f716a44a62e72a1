"""Error class -> what the background does about it: one table, read by core/background.py alone."""

from dataclasses import dataclass
from datetime import timedelta

from core.errors import OutcomeUnknown, PersonCanFix, Refused, RiteError, WaitAndRetry

WAITS = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4))


@dataclass(frozen=True)
class Policy:
    """`tries` counts further runs after the first; `patient` takes the other side's own wait first."""

    tries: int
    patient: bool = False


POLICIES: dict[type[BaseException], Policy] = {
    PersonCanFix: Policy(tries=0),  # the body has told the person; trying again changes nothing
    Refused: Policy(tries=0),
    OutcomeUnknown: Policy(tries=0),  # only reconciling may follow, and that is the publishing machine's
    WaitAndRetry: Policy(tries=60, patient=True),
    RiteError: Policy(tries=3),
    Exception: Policy(tries=3),  # our bug, or something new: give it three chances, then keep it to be looked at
}


def policy_for(error: BaseException) -> Policy:
    """The row of the nearest class."""
    return next(POLICIES[kind] for kind in type(error).__mro__ if kind in POLICIES)


def wait_before(attempt: int, error: BaseException) -> timedelta | None:
    """How long to wait before run `attempt` + 1 (1 was the first run); None when it should not run again."""
    policy = policy_for(error)
    if attempt > policy.tries:
        return None
    if policy.patient and isinstance(error, WaitAndRetry) and error.after is not None:
        return error.after
    return WAITS[min(attempt, len(WAITS)) - 1]
