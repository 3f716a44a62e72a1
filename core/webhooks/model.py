"""An endpoint that hears of posts, and each delivery to it."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base


class News(enum.Enum):
    """What can be heard of."""

    PUBLISHED = "post.published"
    FAILED = "post.failed"
    NEEDS_APPROVAL = "post.needs_approval"


class WebhookEndpoint(Base):
    """An address of the team's, and what it wants to hear."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    url: Mapped[str] = mapped_column(String(500))
    news: Mapped[list[str]] = mapped_column(Json)
    secret_sealed: Mapped[str] = mapped_column(Text)
    """What deliveries are signed with; sealed to its row (secret_place)."""
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    """Since when it has taken nothing."""
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


class WebhookDelivery(Base):
    """One piece of news for one endpoint. Its row is the schedule: when it is tried again stands here."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (UniqueConstraint("endpoint_id", "key"),)

    id: Mapped[UUID] = row_id()
    """The receiver's `webhook-id`: the same whenever it is tried again."""
    workspace_id: Mapped[UUID] = of_workspace()
    endpoint_id: Mapped[UUID] = link("webhook_endpoints.id")
    news: Mapped[News] = mapped_column(choice(News))
    key: Mapped[str] = mapped_column(String(120))
    """What happened, once: a card that is redrawn is no news."""
    body: Mapped[str] = mapped_column(Text)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """None once it was taken or given up."""
    status: Mapped[int | None] = mapped_column(Integer)
    """What the receiver answered last."""
    answer: Mapped[str] = mapped_column(String(300), default="")
    """Why it was not taken."""
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)


def secret_place(endpoint_id: UUID, workspace_id: UUID) -> tuple[str, ...]:
    """What its secret is sealed to."""
    return "webhook_endpoints", "secret_sealed", str(endpoint_id), str(workspace_id)
