"""A periodic summary for a conversation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Digest(Base):
    """What was told about one local day in one conversation; the constraint keeps a day from being told twice."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("conversation_id", "day"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    day: Mapped[date] = mapped_column(Date)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    chart_key: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
