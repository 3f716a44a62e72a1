"""What a change of many posts would do, post by post, before it does anything. Pure."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from core.approvals.policy import Policy, approvers, check_may_approve
from core.bulk.model import BulkKind
from core.bulk.shift import Shift
from core.errors import NotAllowed
from core.posts.model import Format, PostStatus
from core.posts.transitions import IN_WORDS
from core.timing.gaps import Gaps, Placed, too_close
from core.workspaces.model import Member

S = PostStatus
SENT = (S.PUBLISHING, S.PUBLISHED, S.UNCONFIRMED)
QUEUED = (S.APPROVED, S.SCHEDULED)
ON_THE_WAY = (S.DRAFT, S.IN_REVIEW, S.CHANGES_REQUESTED, *QUEUED)
"""Will go out, or may, if nobody does anything against it."""


@dataclass(frozen=True)
class Candidate:
    """A post as far as a change of many looks at it."""

    id: UUID
    title: str
    event: str
    zone: str
    status: PostStatus
    format: Format
    due_at: datetime
    not_after: datetime
    revision: int
    account_id: UUID | None
    placed: Placed
    """For how far it keeps from others."""
    author_id: UUID | None
    ready: bool
    """Its picture is painted: a yes would have something to be about."""
    policy: Policy = Policy.ONE
    said_yes: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Line:
    """One post: `to` is its new slot where it moves; `stays` says why it is left alone; `note` what to know of it."""

    post: Candidate
    to: datetime | None = None
    stays: str = ""
    note: str = ""
    reopens: bool = False
    """The yes it has does not count any more."""


@dataclass(frozen=True)
class Preview:
    kind: BulkKind
    shift: Shift
    lines: tuple[Line, ...]

    @property
    def changing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.stays)

    @property
    def staying(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.stays)

    @property
    def fingerprint(self) -> str:
        """The same as long as the same would happen to the same posts."""
        about = [(self.kind.value, self.shift)]
        said = [
            (line.post.id, line.post.status.value, line.post.revision, line.to, bool(line.stays), line.reopens)
            for line in self.lines
        ]
        return hashlib.sha256(repr((about, said)).encode()).hexdigest()


@dataclass(frozen=True)
class Asked:
    """Who wants what, and when; `beside` are the other posts of the same accounts, which keep `gaps` by account."""

    kind: BulkKind
    member: Member
    people: Sequence[Member]
    now: datetime
    shift: Shift = field(default_factory=Shift)
    beside: Sequence[Candidate] = ()
    gaps: Mapping[UUID | None, Gaps] = field(default_factory=dict)


def preview(asked: Asked, posts: Sequence[Candidate]) -> Preview:
    """In the order of their slots."""
    ordered = sorted(posts, key=lambda post: (post.due_at, post.id))
    lines = tuple(_LOOKS[asked.kind](asked, post) for post in ordered)
    if asked.kind is BulkKind.SHIFT:
        lines = tuple(_noting_neighbours(line, lines, asked) for line in lines)
    return Preview(asked.kind, asked.shift, lines)


def _hold(_: Asked, post: Candidate) -> Line:
    return Line(post) if post.status in ON_THE_WAY else Line(post, stays=IN_WORDS[post.status])


def _skip(_: Asked, post: Candidate) -> Line:
    if post.status in (*ON_THE_WAY, S.HELD):
        return Line(post)
    return Line(post, stays=IN_WORDS[post.status])


def _resume(asked: Asked, post: Candidate) -> Line:
    if post.status is not S.HELD:
        return Line(post, stays=IN_WORDS[post.status])
    if asked.now > post.not_after:
        return Line(post, stays="its time has passed")
    late = asked.now > post.due_at
    return Line(post, note="its hour has passed, so it waits for a yes" if late else "")


def _approve(asked: Asked, post: Candidate) -> Line:
    if post.status is not S.IN_REVIEW:
        return Line(post, stays=IN_WORDS[post.status])
    if asked.now > post.not_after:
        return Line(post, stays="too late for it to go out")
    if not post.ready:
        return Line(post, stays="its picture is still being painted")
    try:
        check_may_approve(asked.member, asked.people, post.author_id, post.policy)
    except NotAllowed as error:
        return Line(post, stays=error.message.rstrip("."))
    if asked.member.id in post.said_yes:
        return Line(post, stays="you said yes already, and it waits for somebody else's")
    left = post.policy.people - len(post.said_yes) - 1
    return Line(post, note="waits for somebody else's yes after that" if left > 0 else "")


def _shift(asked: Asked, post: Candidate) -> Line:
    if post.status not in (*ON_THE_WAY, S.HELD):
        return Line(post, stays=IN_WORDS[post.status])
    to = asked.shift.of(post.due_at, post.zone)
    if to < asked.now:
        return Line(post, to, stays="that moment has passed")
    if to > post.not_after:
        return Line(post, to, stays="too late for what it says")
    able = approvers(asked.people, post.author_id, post.policy)
    alone = post.policy.people < 2 and any(one.id == asked.member.id for one in able)
    return Line(post, to, reopens=post.status in QUEUED and not alone)


_LOOKS: Mapping[BulkKind, Callable[[Asked, Candidate], Line]] = {
    BulkKind.HOLD: _hold,
    BulkKind.SKIP: _skip,
    BulkKind.RESUME: _resume,
    BulkKind.APPROVE: _approve,
    BulkKind.SHIFT: _shift,
}


def _noting_neighbours(line: Line, lines: Sequence[Line], asked: Asked) -> Line:
    """A post that would stand too close to one that does not move with it, by the gaps its account keeps."""
    if line.stays or line.to is None or line.post.account_id is None:
        return line
    moved = replace(line.post.placed, due_at=line.to)
    gaps = asked.gaps.get(line.post.account_id) or asked.gaps.get(None) or Gaps()
    staying = [other.post for other in lines if other.stays]
    for other in (*staying, *asked.beside):
        alike = other.account_id == line.post.account_id
        there = other.status in (*ON_THE_WAY, S.PUBLISHED, S.PUBLISHING)
        if alike and there and too_close(moved, other.placed, gaps):
            return Line(line.post, line.to, note=f"close to {other.title}, {other.event}", reopens=line.reopens)
    return line
