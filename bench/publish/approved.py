"""Approved, scheduled posts with their words, picture and yes, many at once."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from PIL import Image

from bench.publish.teams import Team
from core.approvals.model import Approval, Decision
from core.database import Database
from core.ports.media import MediaStore
from core.posts.model import Format, Post, PostStatus, Revision
from core.posts.queue import enter_schedule
from core.posts.revision import fingerprint

TOGETHER = 500
"""Posts in one transaction."""


@dataclass(frozen=True)
class Picture:
    """A stored flyer."""

    key: str
    hash: str


@dataclass(frozen=True)
class Wish:
    """One post to be; `late` means that it was approved so late that nothing can be made ahead."""

    team: Team
    due_at: datetime
    late: bool = False


async def store_picture(media: MediaStore) -> Picture:
    """A small JPEG that Instagram takes."""
    out = io.BytesIO()
    Image.new("RGB", (1080, 1350), (20, 40, 80)).save(out, "JPEG", quality=40)
    return Picture(await media.put(out.getvalue()), hashlib.sha256(out.getvalue()).hexdigest())


async def schedule(db: Database, wishes: Sequence[Wish], picture: Picture, now: datetime) -> dict[UUID, Wish]:
    """Put them into the schedule as a yes would; answers which post came of which wish."""
    made: dict[UUID, Wish] = {}
    for start in range(0, len(wishes), TOGETHER):
        posts = [(_queued(wish, now), wish) for wish in wishes[start : start + TOGETHER]]
        async with db.transaction() as session:
            session.add_all(post for post, _ in posts)
            await session.flush()
            for post, wish in posts:
                revision = revision_of(post, picture, now)
                revision.fingerprint = fingerprint(post, revision)
                session.add_all([revision, _yes(post, wish, revision.fingerprint, now)])
        made |= {post.id: wish for post, wish in posts}
    return made


def _queued(wish: Wish, now: datetime) -> Post:
    post = post_of(wish, PostStatus.APPROVED)
    enter_schedule(post, now)
    if wish.late:
        post.next_at = wish.due_at
    return post


def post_of(wish: Wish, status: PostStatus) -> Post:
    """The row of a feed post, its first version to come with it."""
    team = wish.team
    return Post(
        id=uuid4(),
        workspace_id=team.workspace_id,
        campaign_id=team.campaign_id,
        account_id=team.account_id,
        phase="announcement",
        format=Format.FEED,
        status=status,
        revision=1,
        request="",
        due_at=wish.due_at,
        not_after=wish.due_at + timedelta(hours=12),
        media=[],
        details={},
        fence=0,
        baseline=[],
    )


def caption_of(post_id: UUID) -> str:
    """By its words a medium is known again."""
    return f"Friday we dance. {post_id}"


def revision_of(post: Post, picture: Picture, now: datetime) -> Revision:
    return Revision(
        id=uuid4(),
        workspace_id=post.workspace_id,
        post_id=post.id,
        number=1,
        caption=caption_of(post.id),
        headline="Friday",
        alt_text="A flyer.",
        writer="offline",
        notes=[],
        media=[],
        details={},
        picture_key=picture.key,
        picture_hash=picture.hash,
        created_at=now,
    )


def _yes(post: Post, wish: Wish, seen: str, now: datetime) -> Approval:
    return Approval(
        id=uuid4(),
        workspace_id=post.workspace_id,
        post_id=post.id,
        revision=1,
        member_id=wish.team.member_id,
        decision=Decision.YES,
        fingerprint=seen,
        decided_at=now,
    )
