"""Look at the numbers of a year as a browser does, through the web application, and count what that asks for."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

import httpx
from sqlalchemy import event, select, text
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bench.dashboard.year import Size, live_through
from bench.rounds import Arm, Measured, in_turns
from bench.sheet import Line, at_most, ratio_line
from bot.web.app import build_web
from core.clock import SystemClock
from core.notices.model import Conversation
from core.services import Services
from core.visits.enter import let_in
from core.workspaces.members import get_member

FULL = "/dashboard/numbers?days=365"
LOOKS = 20
GROWTH = at_most(1.5)
FEW = at_most(10)


@dataclass(frozen=True)
class Viewer:
    """Somebody signed in, at one database."""

    services: Services
    size: Size
    http: httpx.AsyncClient

    async def look(self, path: str = FULL) -> str:
        answer = await self.http.get(path)
        answer.raise_for_status()
        return answer.text

    @property
    def full(self) -> Arm:
        return self._arm(FULL)

    @property
    def bare(self) -> Arm:
        return self._arm("/bare")

    def _arm(self, path: str) -> Arm:
        async def seconds() -> float:
            taken = []
            for _ in range(LOOKS):
                began = time.perf_counter()
                await self.look(path)
                taken.append(time.perf_counter() - began)
            return median(taken)

        return seconds

    async def queries(self, path: str = FULL) -> int:
        """Statements of one look, without those that begin and end a transaction."""
        with _counted(self.services) as asked:
            await self.look(path)
        return len(asked)


@contextmanager
def _counted(services: Services) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    engine = services.db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@asynccontextmanager
async def viewing(services: Services, size: Size) -> AsyncIterator[Viewer]:
    """A year lived through, and its owner before the pages."""
    now = SystemClock().now()
    team = await live_through(services, size, now)
    async with services.db.transaction() as session:
        found = await session.execute(select(Conversation).where(Conversation.workspace_id == team.workspace_id))
        owner = await get_member(session, team.workspace_id, team.member_id)
        cookie = await let_in(session, owner, found.scalar_one(), now)
    web = build_web(services, [_bare_page(services)])
    transport = httpx.ASGITransport(web)
    headers = {"cookie": f"rite_visit={cookie}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://rite.example", headers=headers) as http:
        yield Viewer(services, size, http)


def _bare_page(services: Services) -> Route:
    """The least a page with a database can do, in the same application."""

    async def bare(_: Request) -> Response:
        async with services.db.reading() as session:
            found = await session.execute(text("SELECT 1"))
        return HTMLResponse(f"<!doctype html><title>{found.scalar_one()}</title>")

    return Route("/bare", bare)


async def measured(little: Viewer, much: Viewer, rounds: int) -> Measured:
    return await in_turns({"little": little.full, "much": much.full, "bare": much.bare}, rounds)


async def lines_of(little: Viewer, much: Viewer, found: Measured) -> list[Line]:
    queries, bare = await much.queries(), await much.queries("/bare")
    readings = much.size.posts * much.size.readings
    beside = " against ".join(f"{1000 * found.middle(arm):.1f}" for arm in ("much", "little"))
    return [
        Line("queries of the full view", str(queries), FEW.words(queries), f"{bare} of the bare page"),
        ratio_line(
            f"a year of {much.size.posts:,} posts and {readings:,} readings against a tenth of it",
            found.ratio("much", "little"),
            GROWTH,
            f"{beside} ms a view",
        ),
        ratio_line(
            "the full view against a page that asks SELECT 1",
            found.ratio("much", "bare"),
            beside=f"{1000 * found.middle('much'):.1f} against {1000 * found.middle('bare'):.2f} ms",
        ),
    ]
