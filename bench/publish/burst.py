"""Thousands of posts due within a minute, end to end against the sandbox, beside queues that do nothing as often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from bench.peer_packages import NotToBeHad
from bench.processes import cpu_seconds
from bench.publish.approved import Picture, Wish, caption_of, schedule
from bench.publish.live import until_live
from bench.publish.peers.asking import Peer, bullmq_peer, celery_peer, dramatiq_peer
from bench.publish.teams import Team
from bench.service import Stage
from bench.sheet import Line
from bench.spread import Spread
from core.adapters.workers import PLACES
from core.database import Database

WITHIN = timedelta(minutes=1)
SLOWEST_POSTS_A_SECOND = 2.0
PATIENCE_SECONDS = 120.0
ROUNDS = 3
PEERS: dict[str, Callable[[], Peer]] = {"Dramatiq": dramatiq_peer, "BullMQ": bullmq_peer, "Celery": celery_peer}


@dataclass(frozen=True)
class Burst:
    """What came of it. `cpu` is what each process spent on one post, in milliseconds."""

    posts: int
    seconds: float
    late: Spread
    cpu: dict[str, float]

    @property
    def rate(self) -> float:
        return self.posts / self.seconds


async def burst(
    stage: Stage,
    db: Database,
    teams: Sequence[Team],
    picture: Picture,
    posts: int,
    *,
    workers: int = 1,
    within: timedelta = WITHIN,
    watched: Mapping[str, int],
) -> Burst:
    """From the first due moment to the last live post, one of each team as long as there are enough of them.

    Nothing can be made ahead: they are approved just before.

    watched are further processes whose CPU is counted.
    """
    with stage.rite("web", *["worker"] * workers, "clock") as running:
        pids = {one.name: one.process.pid for one in [stage.world.running, *running]} | dict(watched)
        now = datetime.now(UTC)
        first = now + timedelta(seconds=2 + posts / 1000)
        wishes = [Wish(teams[n % len(teams)], first + within * n / posts, late=True) for n in range(posts)]
        made = await schedule(db, wishes, picture, now)
        before = _cpu(pids)
        live = await until_live(stage.world, made, patience=posts / SLOWEST_POSTS_A_SECOND + PATIENCE_SECONDS)
        spent = {name: (seconds - before[name]) * 1000 / posts for name, seconds in _cpu(pids).items()}
    ours = {post_id: live[caption_of(post_id)] for post_id in made}
    late = Spread.of((ours[post_id] - wish.due_at).total_seconds() for post_id, wish in made.items())
    return Burst(posts, (max(ours.values()) - first).total_seconds(), late, spent)


def _cpu(pids: Mapping[str, int]) -> dict[str, float]:
    return {name: cpu_seconds(pid) for name, pid in pids.items()}


def noop_rates(redis_url: str, count: int, *, rounds: int = ROUNDS) -> dict[str, float | str]:
    """No-op messages a second of each peer, in turns, the median; or why it does not run."""
    found: dict[str, float | str] = {}
    rates: dict[str, list[float]] = {}
    ready = dict[str, Peer]()
    for name, make in PEERS.items():
        try:
            ready[name] = make()
        except NotToBeHad as why:
            found[name] = str(why)
    for number in range(rounds):
        for name in sorted(ready, reverse=bool(number % 2)):
            try:
                rates.setdefault(name, []).append(ready[name].noop(redis_url, count, PLACES["publish"]))
            except NotToBeHad as why:
                found[name] = str(why)
    return {name: found.get(name) or median(rates[name]) for name in PEERS}


def burst_lines(found: Burst, peers: dict[str, float | str]) -> list[Line]:
    spent = ", ".join(f"{name} {ms:.0f}" for name, ms in found.cpu.items())
    lines = [
        Line(
            f"{found.posts:,} posts due within a minute, end to end",
            f"{found.rate:.1f} posts a second",
            "",
            f"late by {found.late.words}; CPU ms a post: {spent}",
        )
    ]
    return lines + [_against(found, name, rate) for name, rate in peers.items()]


def _against(found: Burst, name: str, rate: float | str) -> Line:
    what = f"posts end to end against no-op messages through {name}"
    if isinstance(rate, str):
        return Line(what, "not run", "", rate)
    return Line(what, f"{found.rate / rate:.4f}x", "", f"{rate:,.0f} messages a second")
