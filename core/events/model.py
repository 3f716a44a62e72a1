"""An event: the happening being promoted, its facts in venue-local time."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, WallTime, choice, of_workspace, row_id
from core.database import Base


class EventStatus(enum.Enum):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class Event(Base):
    """Facts as the organizer gave them; wall times belong to `time_zone`, `starts_at` is derived for ordering."""

    __tablename__ = "events"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(120))
    starts_local: Mapped[datetime] = mapped_column(WallTime)
    ends_local: Mapped[datetime | None] = mapped_column(WallTime)
    doors_local: Mapped[datetime | None] = mapped_column(WallTime)
    time_zone: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    venue: Mapped[str] = mapped_column(String(120))
    city: Mapped[str] = mapped_column(String(80), default="")
    lineup: Mapped[list[str]] = mapped_column(Json, default=list)
    ticket_link: Mapped[str] = mapped_column(String(500), default="")
    price: Mapped[str] = mapped_column(String(120), default="")
    genre: Mapped[str] = mapped_column(String(40), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    photo_key: Mapped[str | None] = mapped_column(String(200))
    artist_photos: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    """Name of the line-up -> key of a photo in the media store."""
    status: Mapped[EventStatus] = mapped_column(choice(EventStatus), default=EventStatus.PLANNED)
    created_at: Mapped[datetime] = mapped_column(Instant)
