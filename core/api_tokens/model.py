"""A token of a member's, and what was done with it once."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Scope(enum.Enum):
    """What a token is for. It narrows what its member may do, and never widens it."""

    READ = "read"
    WRITE = "write"
    APPROVE = "approve"


class ApiToken(Base):
    """Named by whoever made it. Of the token itself only the hash is kept."""

    __tablename__ = "api_tokens"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    conversation_id: Mapped[UUID] = link("conversations.id")
    """Where it was asked for: what is begun with it is at home there, as if its member had typed it."""
    name: Mapped[str] = mapped_column(String(60))
    scopes: Mapped[list[str]] = mapped_column(Json)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """SHA-256; None until it was shown, which happens once."""
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    """To the minute."""
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)

    def may(self, scope: Scope) -> bool:
        return scope.value in self.scopes


class ApiRequest(Base):
    """A request that may be sent again: whoever sends it twice with the same key gets the first answer twice."""

    __tablename__ = "api_requests"
    __table_args__ = (UniqueConstraint("token_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    token_id: Mapped[UUID] = link("api_tokens.id")
    key: Mapped[str] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of method, address and body."""
    run: Mapped[UUID] = mapped_column(Uuid)
    """Who works on it: an answer is stored by whoever claimed it last, and by nobody else."""
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[int | None] = mapped_column(Integer)
    """None while it is being worked on."""
    answer_sealed: Mapped[str | None] = mapped_column(Text)
    """The body: it may hold a secret that is shown once."""
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)


def answer_place(request_id: UUID, workspace_id: UUID) -> tuple[str, ...]:
    """What the sealed answer is bound to."""
    return ("api_requests", "answer_sealed", str(request_id), str(workspace_id))
