"""Events as a team has them: created, drafted, painted, told in Slack, said yes to, published, read."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from bench.chat.team import at_home_in_slack
from bench.publish.teams import Team, rest_from_duties, settle_in
from bench.service import Stage
from core import tasks
from core.events.create import NewEvent, create_event
from core.notices.model import Conversation
from core.outbox import TaskRow
from core.posts.model import Post, PostStatus
from core.posts.schedule import post_now
from core.services import Services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import get_member

CHANNEL, PERSON = "C0EVENTS01", "ada"
AHEAD = timedelta(days=30)
SETTLES_WITHIN_SECONDS = 600.0
FEW = 3
SOON, LATER = timedelta(seconds=5), timedelta(minutes=30)
"""A story beside a post goes out two minutes after it."""
ON_THEIR_WAY = (PostStatus.DRAFT, PostStatus.APPROVED, PostStatus.PUBLISHING)
QUEUES = ("publish", "chat", "render", "insights")
NIGHT = NewEvent(
    name="Warehouse Signal",
    starts_local=datetime(2026, 12, 4, 23, 0),  # noqa: DTZ001 - wall time at the venue; each event has its own
    time_zone="Europe/Berlin",
    venue="Halle 7",
    city="Leipzig",
    lineup=("Mara Voss", "DJ Alba", "Juno Wray"),
    price="12 €",
    genre="techno",
    ticket_link="https://tickets.example/night",
    description="Two floors, one yard, doors open all night. Bring somebody who has never been here.",
)


@dataclass
class Life:
    """One team at home in Slack, with an account at the look-alike of Instagram."""

    stage: Stage
    services: Services
    team: Team
    conversation_id: UUID

    async def create(self, count: int) -> None:
        """So many events, one after the other, as a team has them: hurried, their cards would wait for each other."""
        services, own = self.services, self.team.workspace_id
        for number in range(count):
            now = services.clock.now()
            starts = (now + AHEAD + timedelta(days=7 * number)).replace(tzinfo=None, hour=23, minute=0, second=0)
            facts = replace(NIGHT, name=f"{NIGHT.name} {number}", starts_local=starts)
            async with services.db.transaction() as session:
                author = await get_member(session, own, self.team.member_id)
                place = (
                    await session.execute(
                        select(Conversation).where(
                            Conversation.workspace_id == own, Conversation.id == self.conversation_id
                        )
                    )
                ).scalar_one()
                await create_event(session, author, place, facts, now)
            await self.until_quiet()

    async def publish(self) -> None:
        """A press of *Post now* on every post that waits, a few at a time: an account publishes one after the other."""
        for number, post_id in enumerate(await self.posts(PostStatus.IN_REVIEW), start=1):
            async with self.services.db.transaction() as session:
                owner = await get_member(session, self.team.workspace_id, self.team.member_id)
                await post_now(session, owner, post_id, self.services.clock.now())
            if number % FEW == 0:
                await self.until_quiet(SOON)

    async def read(self, times: int) -> None:
        """So many readings of every published post, one round after the other."""
        live = await self.posts(PostStatus.PUBLISHED)
        for _ in range(times):
            async with self.services.db.transaction() as session:
                for post_id in live:
                    tasks.read_insights.enqueue(session, self.team.workspace_id, post_id)
            await self.until_quiet()

    async def a_day(self) -> None:
        """What a team has of a day without doing anything: a digest, and its account's numbers."""
        own, day = self.team.workspace_id, self.services.clock.now().date().isoformat()
        async with self.services.db.transaction() as session:
            tasks.compile_digest.enqueue(session, own, self.conversation_id, day)
            tasks.read_account.enqueue(session, own, self.team.account_id)
        await self.until_quiet()

    async def posts(self, *status: PostStatus) -> Sequence[UUID]:
        query = select(Post.id).where(Post.workspace_id == self.team.workspace_id)
        async with self.services.db.reading() as session:
            return (await session.execute(query.where(Post.status.in_(status)) if status else query)).scalars().all()

    async def until_quiet(self, within: timedelta = LATER) -> None:
        """No task waits, and no post is on its way that is due within so long. Raises TimeoutError."""
        waiting = select(func.count(TaskRow.id)).where(TaskRow.queue.in_(QUEUES), TaskRow.dead_at.is_(None))
        moving = select(func.count(Post.id)).where(
            or_(Post.status.in_(ON_THEIR_WAY), and_(Post.status == PostStatus.SCHEDULED, Post.next_at < _in(within)))
        )
        async with asyncio.timeout(SETTLES_WITHIN_SECONDS):
            while await self._count(waiting) or await self._count(moving):  # noqa: ASYNC110 - rows call nobody
                await asyncio.sleep(0.1)

    async def _count(self, query: Any) -> int:
        async with self.services.db.reading() as session:
            return int((await session.execute(query.execution_options(**ACROSS_WORKSPACES))).scalar_one())


async def begin(stage: Stage, services: Services) -> Life:
    """Settle the team and let its owner be a person of the look-alike of Slack."""
    now, about = datetime.now(UTC), await asyncio.to_thread(stage.world.about)
    people = {person["key"]: person["slack_id"] for person in about["people"]}
    stage.world.do("instagram/settings", insights_ready_seconds=0)  # otherwise a quarter of an hour after publishing
    async with services.db.transaction() as session:
        (team,) = await settle_in(session, services.vault, stage.world.crowd(1), now)
        await rest_from_duties(session, now)
        home = await at_home_in_slack(session, team, about["slack_team"], CHANNEL, people[PERSON])
    return Life(stage, services, team, home)


def _in(within: timedelta) -> datetime:
    return datetime.now(UTC) + within
