"""What the crew sent of one evening, what was picked of it, and who says that everybody in it is fine with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Recap(Base):
    """One campaign's photos. Nothing of them goes out before consent was given to exactly the picked ones."""

    __tablename__ = "recaps"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    campaign_id: Mapped[UUID] = link("campaigns.id", unique=True)
    photos: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Key and what was measured (core/recaps/photos.py), in the order they came in."""
    picked: Mapped[list[str]] = mapped_column(Json, default=list)
    """Keys, in the order of the slides."""
    chosen: Mapped[bool] = mapped_column(default=False)
    """Somebody picked them by hand: what comes in later changes nothing."""
    sheet_key: Mapped[str | None] = mapped_column(String(200))
    """The contact sheet, numbered in the order of `photos`."""
    consent_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    consent_at: Mapped[datetime | None] = mapped_column(Instant)
    consent_to: Mapped[list[str]] = mapped_column(Json, default=list)
    """The picked ones somebody saw when they gave it."""
    post_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
