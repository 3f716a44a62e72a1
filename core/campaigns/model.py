"""A campaign: all posts for one event."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, OrderedJson, choice, link, of_workspace, row_id
from core.database import Base


class CampaignStatus(enum.Enum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Campaign(Base):
    """One event's posts, planned from a cadence, published to one account, talked about in one conversation."""

    __tablename__ = "campaigns"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    event_id: Mapped[UUID] = link("events.id", unique=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("accounts.id", ondelete="SET NULL"))
    conversation_id: Mapped[UUID] = link("conversations.id")
    cadence: Mapped[str] = mapped_column(String(40))
    """The shipped cadence it is planned from, or that which its own plan began as."""
    plan: Mapped[dict[str, Any]] = mapped_column(OrderedJson, default=dict)
    """Its own plan as a table (core/campaigns/cadence/read.py); empty: the cadence as it is shipped."""
    knows: Mapped[list[str]] = mapped_column(Json, default=list)
    """Facts of the event its posts were planned with; what becomes known later gets its posts then."""
    tone: Mapped[str] = mapped_column(String(20), default="warm")
    language: Mapped[str] = mapped_column(String(8), default="en")
    also_in: Mapped[list[str]] = mapped_column(Json, default=list)
    """Languages every caption is said in besides, one under the other."""
    audience: Mapped[str] = mapped_column(String(120), default="")
    """Whom its posts are for (core/copy/audience.py); "" for everyone."""
    goal_reach: Mapped[int | None] = mapped_column(Integer)
    goal_taps: Mapped[int | None] = mapped_column(Integer)
    goal_followers: Mapped[int | None] = mapped_column(Integer)
    """What it is to reach (core/campaigns/goals.py); None: no such goal."""
    budget: Mapped[int | None] = mapped_column(BigInteger)
    """What the organizer may spend on it, in minor units of `budget_currency`."""
    budget_currency: Mapped[str] = mapped_column(String(3), default="")
    series_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("series.id", ondelete="SET NULL", use_alter=True))
    """The series it is one of (core/series/)."""
    status: Mapped[CampaignStatus] = mapped_column(choice(CampaignStatus), default=CampaignStatus.DRAFT)
    created_at: Mapped[datetime] = mapped_column(Instant)
