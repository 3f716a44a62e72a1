"""The publishing machine without web, chat or queue, driven by hand."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from builders import DUE, FILM_FACTS, FLYER_FACTS, NOW, Team, empty_post, files_for, flyer, paint
from sqlalchemy import select, update
from stages.rite import settings_for
from stages.steps import Happen, SteppedPublisher
from stages.world import Sandbox

from core.approvals.decide import approve
from core.background import run_task
from core.bodies import Body
from core.clock import MovableClock
from core.notices.model import Notice, NoticeKind
from core.outbox import TaskRow
from core.posts.claim import Claim, claim_due, next_due
from core.posts.details import NO_DETAILS, Details
from core.posts.media import Item, stored
from core.posts.model import Format, Post, PostStatus
from core.posts.queue import EARLY
from core.posts.revision import freeze
from core.posts.turn import take_turn
from core.process import Process
from core.services import Services, open_services
from core.tenancy import ACROSS_WORKSPACES
from jobs.worker import BODIES

WAITING = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


@dataclass
class Machine:
    """Posts on their way, driven by hand: both clocks are moved together, claims and tasks run when told."""

    services: Services
    sandbox: Sandbox
    team: Team
    bodies: Mapping[str, Body] = field(default_factory=lambda: BODIES)

    @property
    def clock(self) -> MovableClock:
        assert isinstance(self.services.clock, MovableClock)
        return self.services.clock

    def interrupted(self, happen: Happen) -> "Machine":
        """The same with something happening before and after each call to Instagram ("before publish")."""
        met = SteppedPublisher(self.services.publisher, happen)
        return replace(self, services=replace(self.services, publisher=met))

    def move_to(self, when: datetime) -> None:
        """Service and Instagram agree about the time."""
        self.clock.move_to(when)
        self.sandbox.world.clock.move_to(when)

    async def in_review(
        self,
        *,
        format_: Format = Format.FEED,
        due_at: datetime = DUE,
        caption: str = "",
        files: Sequence[bytes] = (),
        details: Details = NO_DETAILS,
    ) -> UUID:
        """A drafted and painted post by Cy that waits for a yes; a carousel and a reel have uploaded files."""
        jpeg = flyer()
        key = await self.services.media.put(jpeg)
        items = [await self.item(file) for file in files or files_for(format_)]
        async with self.services.db.transaction() as session:
            post = empty_post(self.team, format_=format_, due_at=due_at)
            post.media, post.details = stored(items), details.stored()
            session.add(post)
            await session.flush()
            revision = await freeze(
                session,
                post,
                caption=caption or f"Friday we dance. {post.id}",
                headline="Friday",
                alt_text="A flyer.",
                writer="offline",
                notes=[],
                author_id=self.team.cy.id,
                now=self.clock.now(),
            )
            revision.media = stored(items)
            paint(post, revision, key, jpeg)
            post.status = PostStatus.IN_REVIEW
        return post.id

    async def item(self, data: bytes) -> Item:
        """A file as the studio would have left it in the store."""
        video = not data.startswith(b"\xff\xd8")
        key = await self.services.media.put(data, kind="mp4" if video else "jpg")
        return Item(key, hashlib.sha256(data).hexdigest(), FILM_FACTS if video else FLYER_FACTS)

    async def scheduled(self, **wishes: Any) -> UUID:
        """The same with Ada's yes."""
        post_id = await self.in_review(**wishes)
        async with self.services.db.transaction() as session:
            await approve(session, self.team.ada, post_id, 1, self.clock.now())
        return post_id

    async def post(self, post_id: UUID) -> Post:
        async with self.services.db.reading() as session:
            found = await session.execute(
                select(Post).where(Post.workspace_id == self.team.workspace_id, Post.id == post_id)
            )
            return found.scalar_one()

    async def claim(self) -> list[Claim]:
        """One look of the clock; returns what it would ring for."""
        return await claim_due(self.services.db, self.clock)

    async def step(self) -> None:
        """Claim what is due and run it."""
        for claim in await self.claim():
            await take_turn(self.services, claim)

    async def run(self, post_id: UUID, *, rounds: int = 60) -> Post:
        """Let time pass, from one due moment to the next, until the post needs no more of it."""
        for _ in range(rounds):
            async with self.services.db.reading() as session:
                due = await next_due(session, self.clock)
            if due is not None and due > self.clock.now():
                slot = (await self.post(post_id)).due_at
                self.move_to(slot if due == slot - EARLY else due)  # nobody waits for the last moments
            await self.step()
            post = await self.post(post_id)
            if post.status not in WAITING:
                return post
        raise AssertionError(f"After {rounds} rounds the post is still {post.status.value}: {post.last_error}")

    async def work(self, name: str) -> None:
        """Run every waiting task of one name."""
        async with self.services.db.reading() as session:
            rows = await session.execute(select(TaskRow.id).where(TaskRow.name == name, TaskRow.dead_at.is_(None)))
            waiting = list(rows.scalars())
        for task_id in waiting:
            await run_task(self.services, self.bodies, task_id)

    async def forget_leases(self) -> None:
        """What a dead worker held is over: its lease has run out in real time."""
        long_ago = self.clock.steady() - timedelta(minutes=10)
        async with self.services.db.transaction() as session:
            await session.execute(
                update(Post)
                .where(Post.lease_until.is_not(None))
                .values(lease_until=long_ago)
                .execution_options(**ACROSS_WORKSPACES, synchronize_session=False)
            )

    async def live(self) -> list[dict[str, Any]]:
        return await self.sandbox.published()

    async def told(self, post_id: UUID) -> list[str]:
        """Which sentences people were told about this post."""
        async with self.services.db.reading() as session:
            found = await session.execute(
                select(Notice.details)
                .where(
                    Notice.workspace_id == self.team.workspace_id,
                    Notice.kind == NoticeKind.POST,
                    Notice.subject_id == post_id,
                )
                .order_by(Notice.created_at)
            )
            return [details["say"] for details in found.scalars() if details.get("say")]


def open_at(
    sandbox: Sandbox, database: str, folder: Path, pictures: str, *, process: Process = Process.WORKER, **more: Any
) -> Services:
    """The composition root with a movable clock; `pictures` answers for our own public address."""
    settings = settings_for(sandbox, database, None, folder, 9, public_url_set=pictures, **more)
    return open_services(settings, clock=MovableClock(NOW), process=process)
