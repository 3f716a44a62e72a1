"""What a post was before a change of many, and what the change made of it: as JSON in the change's row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import standing
from core.approvals.model import Decision
from core.posts.model import Post, PostStatus


@dataclass(frozen=True)
class Yes:
    """A yes that stood: who gave it, when, and to what."""

    member_id: UUID
    fingerprint: str
    decided_at: datetime
    decision: Decision = Decision.YES
    words: str = ""


@dataclass(frozen=True)
class State:
    status: PostStatus
    due_at: datetime
    not_after: datetime
    reminded: int
    revision: int
    yeses: tuple[Yes, ...] = ()
    paused: bool = False
    """Held with its whole campaign."""


@dataclass(frozen=True)
class Memory:
    post_id: UUID
    before: State
    after: State

    def stored(self) -> dict[str, Any]:
        return {"post": str(self.post_id), "before": _stored(self.before), "after": _stored(self.after)}


async def state_of(session: AsyncSession, post: Post) -> State:
    given = await standing(session, post)
    yeses = tuple(
        Yes(one.member_id, one.fingerprint, one.decided_at, one.decision, one.words) for one in given if one.fingerprint
    )
    return State(post.status, post.due_at, post.not_after, post.reminded, post.revision, yeses, post.paused)


def remembered(rows: Sequence[dict[str, Any]]) -> list[Memory]:
    return [Memory(UUID(row["post"]), _state(row["before"]), _state(row["after"])) for row in rows]


def _stored(state: State) -> dict[str, Any]:
    return {
        "status": state.status.value,
        "due_at": state.due_at.isoformat(),
        "not_after": state.not_after.isoformat(),
        "reminded": state.reminded,
        "revision": state.revision,
        "paused": state.paused,
        "yeses": [_stored_yes(yes) for yes in state.yeses],
    }


def _stored_yes(yes: Yes) -> list[str]:
    return [str(yes.member_id), yes.fingerprint, yes.decided_at.isoformat(), yes.decision.value, yes.words]


def _state(row: dict[str, Any]) -> State:
    return State(
        PostStatus(row["status"]),
        datetime.fromisoformat(row["due_at"]),
        datetime.fromisoformat(row["not_after"]),
        row["reminded"],
        row["revision"],
        tuple(
            Yes(UUID(who), print_, datetime.fromisoformat(at), Decision(decision), words)
            for who, print_, at, decision, words in row["yeses"]
        ),
        row["paused"],
    )
