"""Go through every state that the machine on paper can be in, nearest first, and look for what must never be."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from chaos.model import CLAIMS, At, Rules, State, Status
from chaos.moves import steps

ENDED = (Status.PUBLISHED, Status.FAILED, Status.UNCONFIRMED)


@dataclass(frozen=True)
class Found:
    states: int
    wrong: str = ""
    """What must never be, "" when it never is."""
    story: Sequence[str] = ()
    """The shortest way there; from one line to the next the two workers may have changed their numbers."""

    def __str__(self) -> str:
        return "\n".join([f"{self.states} states: {self.wrong or 'all is well'}", *self.story])


def search(rules: Rules) -> Found:
    """Stops at the first wrong; otherwise has seen every state."""
    start = State()
    came: dict[State, tuple[State, str] | None] = {start: None}
    before: dict[State, list[State]] = {}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        if wrong := _wrong(state):
            return Found(len(came), wrong, _story(came, state))
        for what, next_state in steps(state, rules):
            following = next_state.either_way_round()
            before.setdefault(following, []).append(state)
            if following not in came:
                came[following] = (state, what)
                queue.append(following)
    if stuck := _stuck(came, before):
        return Found(len(came), "it never ends", _story(came, stuck))
    return Found(len(came))


def _wrong(state: State) -> str:
    live = sum(state.published)
    if live > 1:
        return "two media are live"
    if state.row.status is Status.PUBLISHED and not live:
        return "it says published, and is not there"
    if state.row.status is Status.FAILED and live:
        return "it says failed, and is there"
    return ""


def _stuck(came: dict[State, tuple[State, str] | None], before: dict[State, list[State]]) -> State | None:
    """A state from which no end can be reached, though claims are left."""
    ends = [state for state in came if state.row.status in ENDED or _out_of_bounds(state)]
    fine, queue = set(ends), deque(ends)
    while queue:
        for state in before.get(queue.popleft(), ()):
            if state not in fine:
                fine.add(state)
                queue.append(state)
    return next((state for state in came if state not in fine), None)


def _out_of_bounds(state: State) -> bool:
    """The search itself goes no further: nobody works, and there is no claim left to be made."""
    return state.row.fence >= CLAIMS and all(worker.at is At.IDLE for worker in state.workers)


def _story(came: dict[State, tuple[State, str] | None], state: State) -> list[str]:
    story: list[str] = []
    while (step := came[state]) is not None:
        state, what = step
        story.append(what)
    return story[::-1]
