"""Suite `people`: somebody holds, drops, takes back or changes a post at every step of a worker's way."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from uuid import UUID

from chaos.suites.endings import tamper
from chaos.suites.mishaps import Meddler, Watcher, gaps, place
from chaos.suites.scene import MakeMachine, Stage, staged
from chaos.verdict import Verdict

from core.approvals.decide import approve, take_back
from core.errors import NotNow
from core.posts.edit import edit_caption
from core.posts.schedule import hold, skip

Act = Callable[[Stage, UUID], Awaitable[None]]


async def _held(stage: Stage, post_id: UUID) -> None:
    async with stage.services.db.transaction() as session:
        await hold(session, stage.machine.team.ada, post_id)


async def _dropped(stage: Stage, post_id: UUID) -> None:
    async with stage.services.db.transaction() as session:
        await skip(session, stage.machine.team.ada, post_id)


async def _taken_back(stage: Stage, post_id: UUID) -> None:
    async with stage.services.db.transaction() as session:
        await take_back(session, stage.machine.team.ada, post_id)


async def _changed(stage: Stage, post_id: UUID) -> None:
    """New words, with a new yes."""
    team, now = stage.machine.team, stage.machine.clock.now()
    async with stage.services.db.transaction() as session:
        await edit_caption(session, team.ben, post_id, 1, f"New words. {post_id}", now)
    async with stage.services.db.transaction() as session:
        await approve(session, team.ada, post_id, 2, now)


ACTS: dict[str, Act] = {
    "held": _held,
    "dropped": _dropped,
    "taken back": _taken_back,
    "changed": _changed,
    "tampered with": tamper,
}
ONCE_READ = ("tampered with",)
"""A row that is changed behind the machine's back is seen when it is read next, not before."""


async def people(make: MakeMachine, acts: Collection[str] = tuple(ACTS)) -> Verdict:
    stage = await staged(make)
    way = await _unharmed(stage)
    for act in acts:
        for step in gaps(way):
            if act not in ONCE_READ or step == 0:
                await _meddled(stage, act, way, step)
    return await stage.verdict()


async def _unharmed(stage: Stage) -> Sequence[str]:
    watcher = Watcher()
    await stage.habits()
    await stage.post("nobody meddles")
    await stage.go_on(watcher)
    return watcher.met


async def _meddled(stage: Stage, act: str, way: Sequence[str], step: int) -> None:
    await stage.habits()
    post_id = await stage.post(f"{act} {place(way, step)}", goes_live=False)
    meddler = Meddler(at=step, does=partial(_try, stage, act, post_id))
    await stage.go_on(meddler)


async def _try(stage: Stage, act: str, post_id: UUID) -> None:
    """Too late is an answer, too: then it must go live."""
    try:
        await ACTS[act](stage, post_id)
    except NotNow:
        stage.expected.add(str(post_id))
