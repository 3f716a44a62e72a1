"""An event: the happening being promoted, its facts in venue-local time."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, WallTime, choice, link, of_workspace, row_id
from core.database import Base


class EventStatus(enum.Enum):
    PLANNED = "planned"
    POSTPONED = "postponed"
    """It takes place another day that is not known yet; until it is, `starts_local` is the day it was meant for."""
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
    sold_out: Mapped[bool] = mapped_column(Boolean, default=False)
    announce_at: Mapped[datetime | None] = mapped_column(Instant)
    """Nothing of its campaign leaves before then."""
    version: Mapped[int] = mapped_column(Integer, default=0)
    """Counts its changes: whoever wrote or painted from an older one begins anew."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class Turn(enum.Enum):
    """What happened to an event."""

    AMENDED = "amended"
    POSTPONED = "postponed"
    TIER = "tier"
    """Another price counts from now on."""
    SOLD_OUT = "sold_out"
    ON_SALE = "on_sale"
    """There are tickets again."""
    EMBARGO = "embargo"
    CANCELLED = "cancelled"
    REVIVED = "revived"
    """It takes place after all."""


class EventChange(Base):
    """Who changed which facts of an event, and when: rows are only ever added."""

    __tablename__ = "event_changes"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    event_id: Mapped[UUID] = link("events.id")
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Nobody where a machine told us."""
    turn: Mapped[Turn] = mapped_column(choice(Turn))
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Fact -> what it was, as JSON; only those that changed."""
    after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    reach: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Ids of posts by what became of them (core/campaigns/ripple.py)."""
    at: Mapped[datetime] = mapped_column(Instant)
