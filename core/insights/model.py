"""Numbers Instagram returned for one published post."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Insight(Base):
    """One reading, never overwritten: a post's rows are its series. What Instagram did not give is absent."""

    __tablename__ = "insights"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    reading: Mapped[int] = mapped_column(Integer)
    """1 for the first reading after publishing, counting up; equal numbers read again are the same reading."""
    metrics: Mapped[dict[str, int]] = mapped_column(Json)
    taken_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When Instagram last said exactly the same."""


class NewestNumbers(Base):
    """What a post's newest reading says, in columns that a database adds up: a year is told without its series."""

    __tablename__ = "newest_numbers"

    post_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    workspace_id: Mapped[UUID] = of_workspace()
    reach: Mapped[int | None]
    views: Mapped[int | None]
    interactions: Mapped[int | None]
    likes: Mapped[int | None]
    taken_at: Mapped[datetime] = mapped_column(Instant)
