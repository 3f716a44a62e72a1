"""One way Rite runs, with a worker that paints, pressed beside an empty Bolt app."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, select

from bench.chat.cards import MODALS_A_CARD, Press, drawn_up, show, worded
from bench.chat.pressing import PATH, Door, press_all
from bench.chat.team import at_home_in_slack, have_painted, let_wait, settle_two
from bench.processes import python, started
from bench.publish.approved import store_picture
from bench.publish.teams import rest_from_duties
from bench.service import Stage, staged
from bench.sheet import Line
from bench.spread import Spread
from core.outbox import TaskRow
from core.posts.model import Post, PostStatus
from core.services import Services, open_services
from core.tenancy import ACROSS_WORKSPACES
from provision.throwaway import free_port

CHANNEL = "C0EVENTS01"
PRESSER = "ada"
TARGET_SECONDS = 0.3
WARM_UP = 60
"""Presses before the measured ones: connections are made and statements compiled."""
FLYERS_A_SECOND = 8
"""More than a worker paints on one core, so that it never comes to an end meanwhile."""
TRIGGERS_LIVE_SECONDS = 3600.0
SETTLES_WITHIN_SECONDS = 300.0
OURS, EMPTY = "Rite", "an empty Bolt app"
SEED = 7


@dataclass(frozen=True)
class Backing:
    """A way Rite is run: its database, and which processes."""

    name: str
    database_url: str
    redis_url: str | None
    processes: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """How long acknowledgements took, how many flyers were painted meanwhile, and when the last press was done with."""

    backing: Backing
    a_second: float
    spreads: dict[str, Spread]
    painted: int
    painting: bool
    settled_after: float


async def acknowledgements(backing: Backing, folder: Path, *, presses: int, a_second: float) -> Found:
    """Press real buttons of real cards at a steady pace."""
    cards = -(-(presses + WARM_UP) // (MODALS_A_CARD + 1))
    flyers = round(FLYERS_A_SECOND * presses / a_second) + FLYERS_A_SECOND * 10
    async with _scene(backing, folder) as scene:
        made = await scene.set_up(cards)
        with scene.stage.rite(*backing.processes), _empty_app(scene) as empty:
            doors = {OURS: scene.door, EMPTY: empty}
            payloads = [press.payload for press in made[: WARM_UP + presses]]
            await press_all(doors, payloads[:WARM_UP], a_second)
            await scene.until_all_is_shown(sum(press.approves for press in made[:WARM_UP]))
            await scene.keep_painting(flyers)
            await scene.until_painting()
            before = await scene.painted()
            spreads = await press_all(doors, payloads[WARM_UP:], a_second)
            after, began = await scene.painted(), monotonic()
            await scene.until_all_is_shown(sum(press.approves for press in made[: WARM_UP + presses]))
            settled = monotonic() - began
    return Found(backing, a_second, spreads, after - before, after < flyers, settled)


@dataclass
class Scene:
    """The sandbox, the opened services of the benchmark itself, and the two teams."""

    stage: Stage
    services: Services
    about: dict[str, Any]
    pressing: Any = None
    painting: Any = None

    @property
    def door(self) -> Door:
        return Door(self.stage.settings.port, self.about["credentials"]["slack_signing_secret"])

    async def set_up(self, cards: int) -> list[Press]:
        """A team with cards in Slack; returns all presses."""
        services, now = self.services, datetime.now(UTC)
        picture = await store_picture(services.media)
        people = {person["key"]: person["slack_id"] for person in self.about["people"]}
        async with services.db.transaction() as session:
            self.pressing, self.painting = await settle_two(session, services.vault, now)
            await rest_from_duties(session, now)
            home = await at_home_in_slack(session, self.pressing, self.about["slack_team"], CHANNEL, people[PRESSER])
            waiting = await let_wait(session, self.pressing, home, picture, cards, now)
        self.stage.world.do("slack/timing", trigger_seconds=TRIGGERS_LIVE_SECONDS, processing_seconds=0)
        token = self.about["credentials"]["slack_bot_token"]
        client = AsyncWebClient(token=token, base_url=f"{self.stage.world.url}/slack/api/")
        shown = await show(services, client, waiting, CHANNEL)
        async with httpx.AsyncClient(base_url=f"{self.stage.world.url}/control", timeout=60) as control:
            return await worded(control, drawn_up(shown, SEED), PRESSER, CHANNEL)

    async def keep_painting(self, flyers: int) -> None:
        async with self.services.db.transaction() as session:
            await have_painted(session, self.painting, flyers, datetime.now(UTC))

    async def until_painting(self) -> None:
        """Wait for the first one: who does everything in one process is not told of new work by another."""
        async with asyncio.timeout(SETTLES_WITHIN_SECONDS):
            while not await self.painted():  # noqa: ASYNC110 - rows call nobody
                await asyncio.sleep(0.2)

    async def painted(self) -> int:
        """How many flyers of the other team are painted."""
        return await self._count(Post.id, Post.workspace_id == self.painting.workspace_id, Post.status != _DRAFT)

    async def until_all_is_shown(self, approved: int) -> None:
        """Wait until so many posts are approved, and every card that changed with them is drawn."""
        own = Post.workspace_id == self.pressing.workspace_id
        async with asyncio.timeout(SETTLES_WITHIN_SECONDS):
            while await self._count(Post.id, own, Post.status != PostStatus.IN_REVIEW) < approved:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
            while await self._count(TaskRow.id, TaskRow.queue == "chat"):  # noqa: ASYNC110 - rows call nobody
                await asyncio.sleep(0.2)

    async def _count(self, column: Any, *where: Any) -> int:
        query = select(func.count(column)).where(*where).execution_options(**ACROSS_WORKSPACES)
        async with self.services.db.reading() as session:
            return int((await session.execute(query)).scalar_one())


_DRAFT = PostStatus.DRAFT


@asynccontextmanager
async def _scene(backing: Backing, folder: Path) -> AsyncIterator[Scene]:
    with ExitStack() as stack:
        stage = stack.enter_context(staged(backing.database_url, backing.redis_url, folder, slack=True))
        services = open_services(stage.settings)
        try:
            yield Scene(stage, services, await asyncio.to_thread(stage.world.about))
        finally:
            await services.close()


@contextmanager
def _empty_app(scene: Scene) -> Iterator[Door]:
    port, secrets = free_port(), scene.about["credentials"]
    words = (str(port), f"{scene.stage.world.url}/slack/api/", secrets["slack_bot_token"], scene.door.secret)
    command = python("-m", "bench.chat.empty_app", *words)
    with started("empty app", command, scene.stage.folder, {}) as running:
        running.wait_until(lambda: _listens(port), "listening")
        yield Door(port, scene.door.secret)


def _listens(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}{PATH}", timeout=5).status_code > 0
    except httpx.HTTPError:
        return False


def lines_of(found: Found) -> Sequence[Line]:
    """Milliseconds with the target beside them, and the ratio to an app that does nothing."""
    ours, empty = found.spreads[OURS], found.spreads[EMPTY]
    what = f"acknowledging {found.a_second:g} presses a second, {found.backing.name}"
    went_on = "" if found.painting else ", and had come to an end before the last press"
    return (
        Line(
            f"{what}: p50 / p99 / max",
            ours.words,
            f"p99 under {TARGET_SECONDS * 1000:.0f} ms",
            f"{found.painted} flyers were painted meanwhile{went_on}; "
            f"all that was pressed was shown {found.settled_after:.1f} s after the last press",
        ),
        Line(
            f"{what}: p50 and p99 against an empty Bolt app's",
            f"{ours.p50 / empty.p50:.1f}x, {ours.p99 / empty.p99:.1f}x",
            "",
            f"the empty app, pressed in the same seconds: {empty.words}",
        ),
    )
