"""Numbers Instagram returned for a whole account: its days, and the people it reaches."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base

People = dict[str, dict[str, dict[str, int]]]
"""Whose (follower, engaged, reached) -> by what (age, city, country, gender) -> how many in each group."""


class AccountDay(Base):
    """One of Instagram's days (they begin at midnight in California). A number it did not give is absent."""

    __tablename__ = "account_days"
    __table_args__ = (UniqueConstraint("account_id", "day"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    account_id: Mapped[UUID] = link("accounts.id")
    day: Mapped[date] = mapped_column(Date)
    metrics: Mapped[dict[str, int]] = mapped_column(Json)
    taken_at: Mapped[datetime] = mapped_column(Instant)


class Audience(Base):
    """Who an account reaches and when they are online; one row an account, kept until Instagram tells better."""

    __tablename__ = "audiences"
    __table_args__ = (UniqueConstraint("account_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    account_id: Mapped[UUID] = link("accounts.id")
    people: Mapped[People] = mapped_column(Json, default=dict)
    online: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """Followers online, by the hour (ISO, UTC) they were counted in."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    """When we asked last, whatever came of it."""
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    """When Instagram told something of this last."""
