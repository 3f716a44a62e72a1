"""What may happen next to the machine on paper: each step one commit, one call, or one misfortune."""

from collections.abc import Iterator

from chaos.model import CLAIMS, CONTAINERS, IN_FLIGHT, NOBODY, SENDS, At, Row, Rules, State, Status, Worker

Step = tuple[str, State]


def steps(state: State, rules: Rules) -> Iterator[Step]:
    """Everything that may happen next."""
    for number in range(len(state.workers)):
        yield from _worker_steps(state, number, rules)
        yield from _worker_troubles(state, number)
    yield from _platform_steps(state, rules)
    if state.row.holder != NOBODY and rules.lapses:
        yield "the lease is over", _lapsed(state)
    if state.row.status is Status.PUBLISHING and not state.row.aged and (rules.late_beyond_grace or _calm(state)):
        yield "the grace is over", state._replace(row=state.row._replace(aged=True))


def _calm(state: State) -> bool:
    """Nothing that was sent, or is about to be by a worker that is sure of its post, can still land."""
    return not state.flying and not any(worker.at is At.INTENDED and worker.sure for worker in state.workers)


def _lapsed(state: State) -> State:
    """Whoever held the post may know it by its own clock, if it looks."""
    for number, worker in enumerate(state.workers):
        if worker.at is not At.IDLE and worker.fence == state.row.fence:
            state = _with(state, number, worker._replace(sure=worker.at > At.INTENDED))
    return state._replace(row=_let_go(state.row))


def _with(state: State, number: int, worker: Worker, row: Row | None = None) -> State:
    workers = (worker, state.workers[1]) if number == 0 else (state.workers[0], worker)
    return state._replace(workers=workers, row=row or state.row)


def _worker_troubles(state: State, number: int) -> Iterator[Step]:
    worker = state.workers[number]
    if worker.at is At.IDLE:
        return
    yield f"{number} dies", _abandoned(_with(state, number, Worker()), number)
    if worker.sure and worker.at is At.INTENDED:
        yield f"{number} slept and is not sure", _with(state, number, worker._replace(sure=False))


def _abandoned(state: State, number: int) -> State:
    flying = tuple(sorted((container, NOBODY if who == number else who) for container, who in state.flying))
    return state._replace(flying=flying)


def _worker_steps(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker, row = state.workers[number], state.row
    if worker.at is At.IDLE:
        if row.holder == NOBODY and row.status in (Status.SCHEDULED, Status.PUBLISHING) and row.fence < CLAIMS:
            claimed = row._replace(holder=number, fence=row.fence + 1)
            yield f"{number} claims", _with(state, number, Worker(At.LOADED, claimed.fence, row.container), claimed)
    elif worker.at is At.WAITING:
        unanswered = _abandoned(_with(state, number, worker._replace(at=At.UNANSWERED)), number)
        yield f"{number} waits no longer", unanswered
    else:
        yield from _PROGRAM[worker.at](state, number, rules)


def _written(state: State, number: int, rules: Rules, what: str, row: Row, then: Worker, *when: Status) -> Step:
    """A fenced write: without the fence, the status must do."""
    worker = state.workers[number]
    if (rules.fence and state.row.fence != worker.fence) or state.row.status not in when:
        return f"{number} finds the post taken over", _with(state, number, Worker())
    return f"{number} {what}", _with(state, number, then, row)


def _let_go(row: Row) -> Row:
    return row._replace(holder=NOBODY)


def _loaded(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker, row = state.workers[number], state.row
    if rules.fence and row.fence != worker.fence:
        yield f"{number} finds the post taken over", _with(state, number, Worker())
    elif row.status is Status.PUBLISHING:
        yield from _looks(state, number, rules)
    elif row.status is Status.SCHEDULED and rules.keeps_container and worker.container:
        yield from _ready_or_live(state, number, rules)
    elif row.status is Status.SCHEDULED and len(state.published) < CONTAINERS:
        made = state._replace(published=(*state.published, 0))
        mine = worker._replace(at=At.CREATED, container=len(made.published))
        yield f"{number} creates a container", _with(made, number, mine)
        yield f"{number} creates a container and is not told", _with(made, number, Worker(), _let_go(row))


def _ready_or_live(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker, row = state.workers[number], state.row
    if not state.published[worker.container - 1]:
        yield f"{number} finds its container ripe", _with(state, number, worker._replace(at=At.READY))
        return
    live = _let_go(row._replace(status=Status.PUBLISHING, sends=SENDS, aged=False))
    yield _written(state, number, rules, "finds it live already", live, Worker(), Status.SCHEDULED)


def _looks(state: State, number: int, rules: Rules) -> Iterator[Step]:
    """Reconciling: the container's state and the list of what is live, both of which may come late."""
    worker, row = state.workers[number], state.row
    if any(state.published):
        yield f"{number} sees it live", _with(state, number, worker._replace(at=At.SAW_LIVE))
    if not any(state.published) or not row.aged:
        if row.aged or not rules.grace:
            yield f"{number} sees it ripe", _with(state, number, worker._replace(at=At.SAW_RIPE))
        else:
            yield _written(state, number, rules, "will look again", _let_go(row), Worker(), Status.PUBLISHING)


def _created(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker = state.workers[number]
    kept = state.row._replace(container=worker.container) if rules.keeps_container else state.row
    ready = worker._replace(at=At.READY)
    yield _written(state, number, rules, "keeps the container's id", kept, ready, Status.SCHEDULED)


def _ready(state: State, number: int, rules: Rules) -> Iterator[Step]:
    intended = state.workers[number]._replace(at=At.INTENDED)
    if rules.intent:
        noted = state.row._replace(status=Status.PUBLISHING, sends=1, aged=False)
        yield _written(state, number, rules, "notes its intent", noted, intended, Status.SCHEDULED)
    else:
        yield f"{number} notes nothing", _with(state, number, intended)


def _intended(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker, row = state.workers[number], state.row
    if rules.lease_check and not worker.sure:
        first = row.sends <= 1
        back = row._replace(status=Status.SCHEDULED, sends=0) if first else row._replace(sends=row.sends - 1)
        yield _written(state, number, rules, "does not send", _let_go(back), Worker(), Status.PUBLISHING)
    elif len(state.flying) < IN_FLIGHT:
        flying = tuple(sorted((*state.flying, (worker.container, number))))
        sent = _with(state, number, worker._replace(at=At.WAITING, sure=True))
        yield f"{number} sends container {worker.container}", sent._replace(flying=flying)


def _done(state: State, number: int, rules: Rules) -> Iterator[Step]:
    live = _let_go(state.row._replace(status=Status.PUBLISHED))
    when = (Status.PUBLISHING,) if rules.intent else (Status.SCHEDULED, Status.PUBLISHING)
    yield _written(state, number, rules, "writes down that it is live", live, Worker(), *when)


def _refused(state: State, number: int, rules: Rules) -> Iterator[Step]:
    """A clear no to the first send; later ones prove nothing."""
    row = state.row
    if row.sends > 1:
        yield _written(state, number, rules, "will look again", _let_go(row), Worker(), Status.PUBLISHING)
        return
    when = (Status.PUBLISHING,) if rules.intent else (Status.SCHEDULED, Status.PUBLISHING)
    for status, what in ((Status.SCHEDULED, "will try again"), (Status.FAILED, "gives up")):
        ended = _let_go(row._replace(status=status, sends=0))
        yield _written(state, number, rules, what, ended, Worker(), *when)


def _unanswered(state: State, number: int, rules: Rules) -> Iterator[Step]:
    row = state.row
    if rules.after_unknown == "reconcile":
        when = (Status.PUBLISHING,) if rules.intent else (Status.SCHEDULED, Status.PUBLISHING)
        yield _written(state, number, rules, "does not know and will look", _let_go(row), Worker(), *when)
        return
    container = row.container if rules.after_unknown == "same container" else 0
    again = _let_go(row._replace(status=Status.SCHEDULED, sends=0, container=container))
    yield _written(state, number, rules, "thinks it was not done", again, Worker(), Status.PUBLISHING)


def _saw_live(state: State, number: int, rules: Rules) -> Iterator[Step]:
    live = _let_go(state.row._replace(status=Status.PUBLISHED))
    yield _written(state, number, rules, "adopts it", live, Worker(), Status.PUBLISHING)


def _saw_ripe(state: State, number: int, rules: Rules) -> Iterator[Step]:
    worker, row = state.workers[number], state.row
    if row.sends < SENDS and worker.container:
        again = row._replace(sends=row.sends + 1, aged=False)
        intended = worker._replace(at=At.INTENDED)
        yield _written(state, number, rules, "notes that it sends again", again, intended, Status.PUBLISHING)
    else:
        asked = _let_go(row._replace(status=Status.UNCONFIRMED))
        yield _written(state, number, rules, "asks a person", asked, Worker(), Status.PUBLISHING)


_PROGRAM = {
    At.LOADED: _loaded,
    At.CREATED: _created,
    At.READY: _ready,
    At.INTENDED: _intended,
    At.DONE: _done,
    At.REFUSED: _refused,
    At.UNANSWERED: _unanswered,
    At.SAW_LIVE: _saw_live,
    At.SAW_RIPE: _saw_ripe,
}


def _platform_steps(state: State, rules: Rules) -> Iterator[Step]:
    """Each request lands, is refused or gets lost; each answer arrives or gets lost."""
    for index, (container, who) in enumerate(state.flying):
        rest = state._replace(flying=state.flying[:index] + state.flying[index + 1 :])
        live = state.published[container - 1]
        repeated = live > 0 and rules.repeat != "duplicate"
        landed = rest if repeated else _went_live(rest, container)
        answer = At.REFUSED if repeated and rules.repeat == "error" else At.DONE
        yield f"container {container} lands", _answered(landed, who, answer)
        yield f"container {container} is lost", _answered(rest, who, At.UNANSWERED)
        if who != NOBODY:
            yield f"container {container} lands, the answer is lost", _answered(landed, who, At.UNANSWERED)
            if not live:
                yield f"container {container} is refused", _answered(rest, who, At.REFUSED)


def _went_live(state: State, container: int) -> State:
    published = tuple(times + (number == container) for number, times in enumerate(state.published, start=1))
    return state._replace(published=published)


def _answered(state: State, who: int, answer: At) -> State:
    if who == NOBODY or state.workers[who].at is not At.WAITING:
        return state
    return _with(state, who, state.workers[who]._replace(at=answer))
