"""A team's own plan, as a row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, OrderedJson, of_workspace, row_id
from core.database import Base

LONGEST_NAME = 40


class OwnPlan(Base):
    """A cadence that a team saved under a name."""

    __tablename__ = "plans"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    key: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """The name as it is compared: no two plans of a team differ in upper and lower case only."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    base: Mapped[str] = mapped_column(String(40))
    """The shipped cadence it began as."""
    table: Mapped[dict[str, Any]] = mapped_column(OrderedJson)
    """As in a cadence's file (core/campaigns/cadence/read.py)."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
