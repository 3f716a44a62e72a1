"""A short link per campaign and phase, and its clicks by the hour. Nothing of the people who clicked is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, link, of_workspace, row_id
from core.database import Base


class ShortLink(Base):
    """Leads to the ticket link its event has by now, so that one written into a bio outlives a change of the shop."""

    __tablename__ = "short_links"
    __table_args__ = (UniqueConstraint("campaign_id", "phase"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    campaign_id: Mapped[UUID] = link("campaigns.id")
    phase: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[UUID] = link("events.id")
    """The event it sells: its campaign's, or the one its posts tell of."""
    slug: Mapped[str] = mapped_column(String(16), unique=True)
    tag: Mapped[str] = mapped_column(String(80))
    """utm_campaign, as it was first: a renamed event stays one row in other people's statistics."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class LinkClicks(Base):
    """How often a link was followed within one hour."""

    __tablename__ = "link_clicks"
    __table_args__ = (UniqueConstraint("link_id", "hour"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    link_id: Mapped[UUID] = link("short_links.id")
    hour: Mapped[datetime] = mapped_column(Instant, index=True)
    """When it began."""
    clicks: Mapped[int] = mapped_column(Integer)
