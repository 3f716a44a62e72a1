"""One claimed run over a post: what it loaded, its fenced writes, and how it ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.approvals.given import approved_fingerprint
from core.campaigns.model import Campaign
from core.campaigns.next_event import event_told_of
from core.containers.model import Container
from core.database import touched
from core.errors import Cure
from core.events.allows import Standing, standing_of
from core.events.model import Event
from core.lease import is_over
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.claim import Claim
from core.posts.model import Post, PostStatus, PublishCall, Revision
from core.posts.revision import get_post
from core.posts.transitions import move
from core.retry import WAITS
from core.telemetry.names import Tracked
from core.telemetry.track import track

ACCOUNT_LEASE = timedelta(minutes=6)
JUST_AFTER = timedelta(seconds=1)


class LostPost(Exception):
    """Somebody else owns the post now (or a person stopped it): this run ends quietly."""


@dataclass(frozen=True)
class Run:
    """What one run works with, as it was when the run began. Every write goes through `fenced`."""

    parts: Parts
    post: Post
    revision: Revision
    account: Account | None
    container: Container | None
    """What will be published, once it is made."""
    slides: tuple[Container, ...]
    """A carousel's parts that are made already."""
    approved_fingerprint: str | None
    event: Standing

    @property
    def now(self) -> datetime:
        return self.parts.clock.now()

    @asynccontextmanager
    async def fenced(self, *statuses: PostStatus) -> AsyncIterator[tuple[AsyncSession, Post]]:
        """A transaction with the post locked; raises LostPost when its fence, content or status moved on."""
        async with self.parts.db.transaction() as session:
            post = await get_post(session, self.post.workspace_id, self.post.id, lock=True)
            same = (post.fence, post.revision) == (self.post.fence, self.post.revision)
            if not same or post.status not in statuses:
                raise LostPost
            yield session, post

    async def wait(self, until: datetime, *, status: PostStatus) -> None:
        """Let the post rest until then; any worker may go on."""
        async with self.fenced(status) as (_, post):
            post.next_at = until
            post.lease_until = None

    async def rest(self, until: datetime, why: str) -> None:
        """Wait for something that is not the post's fault: no try is counted, and its card says what it waits for."""
        async with self.fenced(PostStatus.SCHEDULED) as (session, post):
            # Past its time nobody needs it any more, and people should hear that then and not later.
            post.next_at = min(until, post.not_after + JUST_AFTER)
            post.waits_until = until
            post.last_error, post.remedy, post.cure = why, None, Cure.NONE
            post.lease_until = None
            await release_account(session, post)
            self.log(session, "wait", cause=why, until=until.isoformat())
            await post_changed(session, post)

    def log(self, session: AsyncSession, step: str, **outcome: Any) -> None:
        """Keep what was asked of Instagram and what came back."""
        session.add(
            PublishCall(
                id=uuid4(),
                workspace_id=self.post.workspace_id,
                post_id=self.post.id,
                step=step,
                outcome=outcome,
                at=self.now,
            )
        )

    async def ended(
        self,
        status: PostStatus,
        *,
        cause: str = "",
        remedy: str = "",
        say: str,
        cure: Cure = Cure.NONE,
        lacks_access: bool = False,
    ) -> None:
        """A final state that a person is told about."""
        async with self.fenced(PostStatus.SCHEDULED, PostStatus.PUBLISHING) as (session, post):
            move(post, status)
            post.last_error = cause or None
            post.remedy = remedy or None
            post.cure = cure
            post.lacks_access = lacks_access
            await release_account(session, post)
            self.log(session, status.value, cause=cause)
            if status is PostStatus.FAILED:
                track(session, Tracked.POST_FAILED, post.workspace_id, format=post.format, retries=post.attempt)
            await post_changed(session, post, say=say)

    async def retry(self, cause: str, *, after: timedelta | None, remedy: str = "", cure: Cure = Cure.AGAIN) -> None:
        """A definite "not done": three more tries after 1, 2 and 4 minutes, the platform's own wait first."""
        if self.post.attempt >= len(WAITS):
            what_now = remedy or "Press Try again when you think it can work."
            await self.ended(
                PostStatus.FAILED, cause=cause, remedy=f"I tried four times. {what_now}", cure=cure, say="post_failed"
            )
            return
        wait = max(WAITS[self.post.attempt], after or timedelta())
        async with self.fenced(PostStatus.SCHEDULED) as (session, post):
            post.attempt += 1
            post.next_at = self.now + wait
            post.lease_until = None
            post.last_error = cause
            post.waits_until = None
            await release_account(session, post)
            self.log(session, "retry", cause=cause, at=post.next_at.isoformat())
            track(session, Tracked.POST_RETRIED, post.workspace_id, format=post.format, retries=post.attempt)
            await post_changed(session, post)


def _with_content(claim: Claim) -> Select[Post, Revision, Event, Account]:
    """The claimed post, its current revision, its event, and its account when there is one."""
    revision = and_(
        Revision.workspace_id == claim.workspace_id, Revision.post_id == Post.id, Revision.number == Post.revision
    )
    account = and_(Account.workspace_id == claim.workspace_id, Account.id == Post.account_id)
    return (
        select(Post, Revision, Event, Account)
        .join(Revision, revision)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, account)
        .where(Post.workspace_id == claim.workspace_id, Post.id == claim.post_id, Post.fence == claim.fence)
    )


async def load(parts: Parts, claim: Claim) -> Run | None:
    """Everything a run needs, in one read; None when the fence moved on or the post is gone."""
    workspace_id, post_id = claim.workspace_id, claim.post_id
    async with parts.db.reading() as session:
        read = (await session.execute(_with_content(claim))).one_or_none()
        if read is None:
            return None
        post, revision, event, account = read
        approved = await approved_fingerprint(session, post, revision.author_id)
        standing = standing_of(event, await event_told_of(session, event, post.about))
        found = await session.execute(
            select(Container)
            .where(
                Container.workspace_id == workspace_id,
                Container.post_id == post_id,
                Container.revision == post.revision,
                Container.current,
            )
            .order_by(Container.place, Container.created_at)
        )
        made = {container.place: container for container in found.scalars()}
    container = made.pop(0, None)
    return Run(parts, post, revision, account, container, tuple(made.values()), approved, standing)


async def take_account(session: AsyncSession, post: Post, steady: datetime) -> bool:
    """One publish at a time per account: True when this post may go. `steady` is real time, as for all leases."""
    taken = await session.execute(
        update(Account)
        .where(
            Account.workspace_id == post.workspace_id,
            Account.id == post.account_id,
            or_(
                Account.publishing_post_id.is_(None),
                Account.publishing_post_id == post.id,
                is_over(Account.publishing_until, steady),
            ),
        )
        .values(publishing_post_id=post.id, publishing_until=steady + ACCOUNT_LEASE)
        .execution_options(synchronize_session=False)
    )
    return bool(touched(taken))


async def release_account(session: AsyncSession, post: Post) -> None:
    """The next post of the account may go."""
    await session.execute(
        update(Account)
        .where(Account.workspace_id == post.workspace_id, Account.publishing_post_id == post.id)
        .values(publishing_post_id=None, publishing_until=None)
        .execution_options(synchronize_session=False)
    )
