"""The whole history of a post: versions, yeses, requests, comments and deeds, in the order they happened."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import decisions
from core.approvals.model import Approval, Decision
from core.campaigns.cadence import title_of
from core.posts.draft import surroundings
from core.posts.history import revisions_of
from core.posts.model import Post, Revision
from core.posts.revision import get_post
from core.trail.model import TrailEntry, What
from core.workspaces.model import Member

Names = Mapping[UUID | None, str]


class Happened(enum.Enum):
    """What other rows than the trail's tell."""

    MADE = "made"
    WRITTEN = "written"
    """As MADE, where nobody is known to have asked for it."""
    WENT_BACK = "went_back"
    APPROVED = "approved"
    LET_GO = "let_go"
    ASKED_FOR_CHANGES = "asked_for_changes"
    TAKEN_BACK = "taken_back"
    TAKEN_OWN_BACK = "taken_own_back"
    VOID = "void"
    """A yes counts no longer since the post was changed; `other` gave it."""
    LIVE = "live"


@dataclass(frozen=True)
class Step:
    """One line of it. at_local: wall time at the venue. other: whom it was about."""

    what: What | Happened
    at_local: datetime
    revision: int
    name: str = ""
    words: str = ""
    other: str = ""
    moved_to: datetime | None = None
    """The hour it was moved to, wall time at the venue."""


@dataclass(frozen=True)
class TrailView:
    id: UUID
    revision: int
    title: str
    event: str
    steps: tuple[Step, ...]


async def trail_view(session: AsyncSession, member: Member, post_id: UUID) -> TrailView:
    """Everything people did about a post, the oldest first; the same for everybody. Raises NotFound."""
    post = await get_post(session, member.workspace_id, post_id)
    campaign, event, _ = await surroundings(session, post)
    names = await _names(session, member.workspace_id)
    zone = ZoneInfo(event.time_zone)
    told = [
        *_made(await revisions_of(session, post), names),
        *_decided(await decisions(session, post), names),
        *_done(await trail(session, post), names, zone),
        *_went_live(post),
    ]
    steps = (replace(one, at_local=_local(at, zone)) for at, one in _sorted(told))
    title = title_of(campaign.cadence, post.phase, post.format, post.about)
    return TrailView(post.id, post.revision, title, event.name, tuple(steps))


async def trail(session: AsyncSession, post: Post, *which: What) -> Sequence[TrailEntry]:
    """Rows of the trail, the oldest first; of these kinds only, where some are named."""
    found = await session.execute(
        select(TrailEntry)
        .where(
            TrailEntry.workspace_id == post.workspace_id,
            TrailEntry.post_id == post.id,
            TrailEntry.what.in_(which or tuple(What)),
        )
        .order_by(TrailEntry.at, TrailEntry.id)
    )
    return found.scalars().all()


@dataclass(frozen=True)
class CommentView:
    """What somebody said about a post."""

    name: str
    words: str
    at_local: datetime
    revision: int


async def comments_on(session: AsyncSession, post: Post, zone: ZoneInfo) -> tuple[CommentView, ...]:
    """The oldest first."""
    rows = await trail(session, post, What.COMMENTED)
    names = await _names(session, post.workspace_id) if rows else {}
    return tuple(
        CommentView(names.get(row.member_id, ""), row.words, _local(row.at, zone), row.revision) for row in rows
    )


_Told = tuple[datetime, Step]


def _sorted(told: Sequence[_Told]) -> list[_Told]:
    """What was done in one moment stays in the order of the sources: a version is made before anybody judges it."""
    return sorted(told, key=lambda one: one[0])


def _step(what: What | Happened, at: datetime, revision: int, name: str, words: str = "", other: str = "") -> _Told:
    return at, Step(what, at, revision, name, words, other)


def _made(revisions: Sequence[Revision], names: Names) -> Iterator[_Told]:
    for one in revisions:
        by = names.get(one.made_by_id or one.author_id, "")
        what = Happened.WENT_BACK if one.restores else Happened.MADE if by else Happened.WRITTEN
        yield _step(what, one.created_at, one.number, by, str(one.restores or ""))


def _decided(decided: Sequence[Approval], names: Names) -> Iterator[_Told]:
    kinds = {
        Decision.YES: Happened.APPROVED,
        Decision.UNASKED: Happened.LET_GO,
        Decision.CHANGES: Happened.ASKED_FOR_CHANGES,
    }
    for one in decided:
        name = names.get(one.member_id, "")
        words = one.words if one.decision is Decision.CHANGES else ""
        yield _step(kinds[one.decision], one.decided_at, one.revision, name, words)
        if one.withdrawn_at and one.taken_back_by_id == one.member_id:
            yield _step(Happened.TAKEN_OWN_BACK, one.withdrawn_at, one.revision, name)
        elif one.withdrawn_at and one.taken_back_by_id:
            yield _step(
                Happened.TAKEN_BACK, one.withdrawn_at, one.revision, names.get(one.taken_back_by_id, ""), "", name
            )
        elif one.withdrawn_at:
            yield _step(Happened.VOID, one.withdrawn_at, one.revision, "", "", name)


def _done(rows: Sequence[TrailEntry], names: Names, zone: ZoneInfo) -> Iterator[_Told]:
    for row in rows:
        name, other = names.get(row.member_id, ""), names.get(row.about_id, "")
        at, step = _step(row.what, row.at, row.revision, name, row.words, other)
        moved = _local(datetime.fromisoformat(row.words), zone) if row.what is What.MOVED else None
        yield at, replace(step, moved_to=moved)


def _went_live(post: Post) -> Iterator[_Told]:
    if post.published_at:
        yield _step(Happened.LIVE, post.published_at, post.revision, "")


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


async def _names(session: AsyncSession, workspace_id: UUID) -> Names:
    """Also of people who are not active any more."""
    found = await session.execute(select(Member.id, Member.name).where(Member.workspace_id == workspace_id))
    return {row.id: row.name for row in found}
