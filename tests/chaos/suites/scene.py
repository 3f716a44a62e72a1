"""Where the suites play: one machine, workers one after the other, and time that passes only when somebody says so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chaos.judge import judge
from chaos.suites.network import Network, Travelling
from chaos.verdict import Verdict
from publishing_machine import WAITING, Machine
from sqlalchemy import select
from stages.steps import Happen, at_the_wire, met_at_the_wire, stepped

from core.background import run_task
from core.outbox import TaskRow, forget_leases
from core.posts.claim import Claim
from core.posts.model import Post
from core.posts.queue import EARLY
from core.posts.turn import take_turn
from core.services import Services
from jobs.worker import BODIES

MakeMachine = Callable[[], Awaitable[Machine]]
ROUNDS = 80
USUAL = {
    "quota_total": 1_000_000,
    "containers_per_day": 1_000_000,
    "ripening_seconds": 0,
    "status_lag_seconds": 0,
    "listing_lag_seconds": 0,
    "repeat_publish": "duplicate",  # Instagram at its worst: every call that should not have been made is seen
}
FOLLOW_UPS = (
    select(TaskRow.id, TaskRow.next_at)
    .where(TaskRow.name == "post.comment", TaskRow.dead_at.is_(None))
    .order_by(TaskRow.next_at)
)
AHEAD = timedelta(minutes=2)
"""So long before its time a post of the suites is approved: its container is made ahead."""


@dataclass
class Stage:
    machine: Machine
    network: Network
    stories: dict[str, str] = field(default_factory=dict)
    """Post -> what befell it."""
    expected: set[str] = field(default_factory=set)
    """Posts that nothing should keep from going live."""

    @property
    def services(self) -> Services:
        """A worker's, to whom nothing happens."""
        return self.machine.services

    async def post(self, story: str, *, goes_live: bool = True, **wishes: Any) -> UUID:
        """A post with a yes, due soon. `goes_live`: nothing that befalls it should keep it from that."""
        wishes = {"due_at": self.machine.clock.now() + AHEAD} | wishes
        post_id = await self.machine.scheduled(**wishes)
        self.stories[str(post_id)] = story
        if goes_live:
            self.expected.add(str(post_id))
        return post_id

    async def habits(self, **settings: Any) -> None:
        """How Instagram is in this scenario; what was to go wrong in the one before is forgotten."""
        await self.machine.sandbox.do("instagram/settings", **USUAL | settings)
        (await self.machine.sandbox.http.delete("/faults")).raise_for_status()
        self.network.forget()

    async def pass_time(self) -> bool:
        """To the next moment at which something wants to be done; False when nothing ever does."""
        async with self.services.db.reading() as session:
            posts = await session.execute(
                select(Post.next_at, Post.due_at)
                .where(Post.workspace_id == self.machine.team.workspace_id, Post.status.in_(WAITING))
                .order_by(Post.next_at)
                .limit(1)
            )
            tasks = await session.execute(FOLLOW_UPS)
            post, task = posts.first(), tasks.first()
        moments = [task.next_at] if task else []
        if post:
            # Nobody waits for the last moments before the minute.
            moments.append(post.due_at if post.next_at == post.due_at - EARLY else post.next_at)
        if moments:
            await self.move_to(min(moments))
        return bool(moments)

    async def move_to(self, when: datetime) -> None:
        if when > self.machine.clock.now():
            self.machine.move_to(when)
        await self.network.arrive()

    async def turn(self, claim: Claim, happen: Happen | None = None) -> None:
        """One worker's turn; with `happen`, something may befall it at any step."""
        at_the_wire.set(happen)
        await take_turn(stepped(self.services, happen) if happen else self.services, claim)

    async def follow_up(self, happen: Happen | None = None) -> None:
        """What a post that went live gives rise to, as far as it is due."""
        at_the_wire.set(happen)
        async with self.services.db.reading() as session:
            waiting = [row.id for row in await session.execute(FOLLOW_UPS)]
        for task_id in waiting:
            await run_task(stepped(self.services, happen) if happen else self.services, BODIES, task_id)

    async def round(self, happen: Happen | None = None) -> bool:
        """Everything that is due, one turn each; False when nothing waits any more."""
        if not await self.pass_time():
            return False
        for claim in await self.machine.claim():
            await asyncio.create_task(self.turn(claim, happen))
        await asyncio.create_task(self.follow_up(happen))
        return True

    async def go_on(self, happen: Happen | None = None) -> None:
        """Round after round, until nothing waits any more."""
        for _ in range(ROUNDS):
            if not await self.round(happen):
                return
        raise AssertionError(f"After {ROUNDS} rounds something still waits.")

    async def settle(self) -> None:
        """Workers to whom nothing happens go on until nothing waits, and everything that travels has arrived."""
        await self.go_on()
        if (last := self.network.last) is not None:
            await self.move_to(last)

    async def nobody_holds_anything(self) -> None:
        """Real time goes by: what dead or frozen workers held is free, their accounts are not yet."""
        await self.machine.forget_leases()
        async with self.services.db.transaction() as session:
            await forget_leases(session)

    async def verdict(self) -> Verdict:
        """What the judge finds, with each post's story."""
        found = await judge(self.services.settings.database_url, self.machine.sandbox, expected=self.expected)
        told = [replace(one, words=f"{one.words} ({self.stories.get(one.post_id)})") for one in found.findings]
        return replace(found, findings=tuple(told))


async def staged(make: MakeMachine) -> Stage:
    """A fresh machine in a world with plenty of everything, where containers are ready at once."""
    machine = await make()
    network = Network(machine.clock)
    services = replace(machine.services, publisher=Travelling(machine.services.publisher, network))
    services.http.event_hooks = {"request": [met_at_the_wire]}
    return Stage(replace(machine, services=services), network)
