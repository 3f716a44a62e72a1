"""The run: a team's events from the first word to the last reading, every step with what it cost."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.capacity.life import Life, begin
from bench.capacity.meter import Meter, Spent, megabytes
from bench.capacity.rows import Held, fill_in, held, live_on
from bench.processes import Running
from bench.service import staged
from core.posts.model import PostStatus
from core.services import open_services
from provision.say import say

SERVERS = "PostgreSQL and Redis"
PROCESSES = ("web", "worker", "clock")
FAST = "1000"
"""Messages a second in each channel: how long Slack makes us wait is no cost."""


@dataclass(frozen=True)
class Run:
    database_url: str
    redis_url: str
    servers: int
    """The process that keeps both; theirs count as its own."""
    folder: Path
    events: int
    a_year: int
    readings: int
    """Of each post, while the CPU is watched."""


@dataclass(frozen=True)
class Costs:
    """Of `posts` posts; `rest` is what the processes spend while nothing is done."""

    posts: int
    events: int
    published: int
    read: int
    a_year: int
    rest: Spent
    drafting: Spent
    publishing: Spent
    reading: Spent
    empty: Mapping[str, float]
    used: Mapping[str, float]
    """Megabytes of each process before it did anything, and after all of it."""
    lived: Held
    year: Held
    files: int
    """Bytes of pictures and what else is stored, of all posts."""

    @property
    def posts_a_year(self) -> float:
        return self.posts / self.events * self.a_year


async def run(wish: Run) -> Costs:
    """Raises TimeoutError when something does not come to its end."""
    more = {"RITE_SLACK_MESSAGES_PER_SECOND": FAST}
    with staged(wish.database_url, wish.redis_url, wish.folder, slack=True, **more) as stage:
        services = open_services(stage.settings)
        try:
            life = await begin(stage, services)
            with stage.rite(*PROCESSES) as running:
                return await _lived(wish, life, running)
        finally:
            await services.close()


async def _lived(wish: Run, life: Life, running: list[Running]) -> Costs:
    pids = dict(zip(PROCESSES, (one.process.pid for one in running), strict=True))
    meter = Meter({**pids, SERVERS: wish.servers}, wish.database_url, wish.redis_url)
    empty = {name: megabytes(pid) for name, pid in pids.items()}
    say("Warming up with one event, from the first word to a digest.")
    await _one_event(life)
    before, rest = held(wish.database_url), await meter.at_rest()
    posts, files = len(await life.posts()), _bytes_in(wish.folder)

    say(f"Living through {wish.events} events.")
    drafting = await _measured(meter, rest, life, lambda: life.create(wish.events))
    publishing = await _measured(meter, rest, life, life.publish)
    live = len(await life.posts(PostStatus.PUBLISHED))
    reading = await _measured(meter, rest, life, lambda: life.read(wish.readings))
    used = {name: megabytes(pid) for name, pid in pids.items()}
    lived, made = held(wish.database_url).less(before), len(await life.posts()) - posts

    say("Living on for a year, inside the database.")
    team = life.team.workspace_id
    live_on(wish.database_url, team, max(1, round(wish.a_year / (wish.events + 1)) - 1))
    fill_in(wish.database_url, team)
    year = held(wish.database_url)
    return Costs(
        posts=made,
        events=wish.events,
        published=live - posts,
        read=live * wish.readings,
        a_year=wish.a_year,
        rest=rest,
        drafting=drafting,
        publishing=publishing,
        reading=reading,
        empty=empty,
        used=used,
        lived=lived,
        year=year,
        files=_bytes_in(wish.folder) - files,
    )


async def _one_event(life: Life) -> None:
    """Statements are compiled, connections made, and there is a day to be copied."""
    await life.create(1)
    await life.publish()
    await life.until_quiet()
    await life.read(1)
    await life.a_day()


async def _measured(meter: Meter, rest: Spent, life: Life, do: Callable[[], Awaitable[None]]) -> Spent:
    before = meter.look()
    await do()
    await life.until_quiet()
    return meter.since(before).above(rest)


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in (folder / "media").rglob("*") if file.is_file())
