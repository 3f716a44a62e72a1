"""What core's tests begin with: a workspace with its people, and the publishing machine without web, chat or queue."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from films import film
from PIL import Image
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from stages.rite import settings_for
from stages.world import Sandbox

from core.accounts.model import Account, AccountStatus
from core.approvals.decide import approve
from core.background import run_task
from core.bodies import Body
from core.campaigns.model import Campaign, CampaignStatus
from core.clock import MovableClock
from core.events.model import Event, EventStatus
from core.notices.model import Conversation, Notice, NoticeKind
from core.outbox import TaskRow
from core.ports.studio import MediaFacts
from core.posts.claim import Claim, claim_due, next_due
from core.posts.details import NO_DETAILS, Details
from core.posts.media import Item, stored
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.queue import EARLY
from core.posts.revision import fingerprint, freeze
from core.posts.turn import take_turn
from core.process import Process
from core.services import Services, open_services
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.model import Member, Platform, Role, Workspace
from jobs.worker import BODIES

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DUE = NOW + timedelta(hours=9)
USERNAME = "warehouse.nights"
WAITING = (PostStatus.SCHEDULED, PostStatus.PUBLISHING)


def flyer(shade: int = 80, size: tuple[int, int] = (1080, 1350)) -> bytes:
    """A JPEG that Instagram takes."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 40, shade)).save(out, "JPEG")
    return out.getvalue()


FLYER_FACTS = MediaFacts(video=False, size=50_000, width=1080, height=1350, format="JPEG")
FILM_FACTS = MediaFacts(
    video=True,
    size=50_000,
    width=1080,
    height=1350,
    format="MP4",
    seconds=4.0,
    video_codec="h264",
    audio_codec="aac",
    audio_hz=44_100,
    audio_channels=2,
    fps=24.0,
    bits_per_second=100_000,
    chroma="4:2:0",
)


def files_for(format_: Format) -> Sequence[bytes]:
    """What people would have uploaded; nothing where the flyer is painted."""
    if format_ is Format.CAROUSEL:
        return flyer(10), flyer(20)
    return (film(),) if format_ is Format.REEL else ()


def person(name: str, role: Role, workspace_id: UUID) -> Member:
    return Member(id=uuid4(), workspace_id=workspace_id, name=name, role=role, active=True, created_at=NOW)


@dataclass
class Team:
    """A workspace as it is once people have arrived and an account is connected; ids and detached rows."""

    workspace_id: UUID
    ada: Member
    """Owner."""
    ben: Member
    """Approver."""
    cy: Member
    """Editor."""
    account_id: UUID
    campaign_id: UUID
    conversation_id: UUID


def _event(workspace_id: UUID) -> Event:
    starts = datetime(2026, 11, 27, 22, 0)  # noqa: DTZ001 - wall time at the venue
    return Event(
        id=uuid4(),
        workspace_id=workspace_id,
        name="Warehouse Night",
        starts_local=starts,
        time_zone="Europe/Berlin",
        starts_at=datetime(2026, 11, 27, 21, 0, tzinfo=UTC),
        venue="Halle 7",
        status=EventStatus.PLANNED,
        created_at=NOW,
    )


async def settle_in(
    session: AsyncSession, services: Services, signed_in: Mapping[str, Any], *, room: str = "C1"
) -> Team:
    """Ada owns, Ben approves, Cy edits; one account, one conversation, one campaign without posts.

    `signed_in` is what a login would have told: user_id, id, access_token.
    """
    workspace = Workspace(id=uuid4(), name="Warehouse Nights", time_zone="Europe/Berlin", created_at=NOW)
    session.add(workspace)
    await session.flush()
    ada, ben, cy = (
        person("Ada", Role.OWNER, workspace.id),
        person("Ben", Role.APPROVER, workspace.id),
        person("Cy", Role.EDITOR, workspace.id),
    )
    account = Account(
        id=uuid4(),
        workspace_id=workspace.id,
        instagram_id=str(signed_in["user_id"]),
        app_scoped_id=str(signed_in["id"]),
        username=USERNAME,
        is_default=True,
        status=AccountStatus.CONNECTED,
        token_expires_at=NOW + timedelta(days=60),
        token_refreshed_at=NOW,
        scopes=[],
        connected_at=NOW,
    )
    account.token_sealed = services.vault.seal(signed_in["access_token"], account.token_place)
    place = Conversation(
        id=uuid4(), workspace_id=workspace.id, platform=Platform.SLACK, team="T1", address=room, created_at=NOW
    )
    event = _event(workspace.id)
    session.add_all([ada, ben, cy, account, place, event])
    await session.flush()
    campaign = Campaign(
        id=uuid4(),
        workspace_id=workspace.id,
        event_id=event.id,
        account_id=account.id,
        conversation_id=place.id,
        cadence="club_night",
        status=CampaignStatus.ACTIVE,
        created_at=NOW,
    )
    session.add(campaign)
    await session.flush()
    return Team(workspace.id, ada, ben, cy, account.id, campaign.id, place.id)


def empty_post(team: Team, *, format_: Format = Format.FEED, due_at: datetime = DUE) -> Post:
    """A planned post before its first draft."""
    return Post(
        id=uuid4(),
        workspace_id=team.workspace_id,
        campaign_id=team.campaign_id,
        account_id=team.account_id,
        phase="announcement" if format_ is Format.FEED else "countdown",
        format=format_,
        status=PostStatus.DRAFT,
        revision=0,
        request="",
        due_at=due_at,
        not_after=due_at + timedelta(hours=12),
        reminded=0,
        fence=0,
        attempt=0,
        checks=0,
        sends=0,
        baseline=[],
    )


def paint(post: Post, revision: Revision, key: str, jpeg: bytes) -> None:
    """What the painter does to a frozen revision."""
    revision.picture_key = key
    revision.picture_hash = hashlib.sha256(jpeg).hexdigest()
    revision.fingerprint = fingerprint(post, revision)


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
        async with self.services.db.transaction() as session:
            return await claim_due(session, self.clock)

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
        from sqlalchemy import update

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
