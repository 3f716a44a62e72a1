"""A wish to have what we hold of a team or a person, or to have it erased."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, row_id
from core.database import Base


class Wish(enum.Enum):
    """What somebody wants."""

    EXPORT = "export"
    ERASE = "erase"


class Whose(enum.Enum):
    """Of whom it is about."""

    TEAM = "team"
    PERSON = "person"


class PrivacyRequest(Base):
    """Outlives what it is about, so it refers to nothing: of an erasure only ids, sums and moments stay."""

    __tablename__ = "privacy_requests"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    wish: Mapped[Wish] = mapped_column(choice(Wish))
    whose: Mapped[Whose] = mapped_column(choice(Whose))
    subject_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    """The workspace or the member."""
    asked_by_id: Mapped[UUID | None] = mapped_column(Uuid)
    """None: the operator, and whoever asked once it is done."""
    conversation_id: Mapped[UUID | None] = mapped_column(Uuid)
    """Where an export is told."""
    code: Mapped[str] = mapped_column(String(32), unique=True)
    """Whoever has it can look up what became of the wish when nobody else knows them any more."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant, index=True)
    """Until then an erasure can be undone; when an export's file is taken away."""
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    rows_gone_at: Mapped[datetime | None] = mapped_column(Instant)
    """The rows are erased, the files are being erased."""
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    held: Mapped[list[str]] = mapped_column(Json, default=list)
    """Posts that are held because the team is to be erased: they go on when that is undone."""
    files: Mapped[list[str]] = mapped_column(Json, default=list)
    """Files that are still to be erased, or the one an export is in."""
    found: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """How much was erased, and what the search after it found."""
