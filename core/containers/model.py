"""The Instagram media container a post goes through."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, link, of_workspace, row_id
from core.database import Base


class Container(Base):
    """What POST /media answered with. `current` is dropped when the post's content changes or the container dies."""

    __tablename__ = "containers"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    revision: Mapped[int] = mapped_column(Integer)
    place: Mapped[int] = mapped_column(Integer, default=0)
    """0 for what is published, 1 and up for a carousel's slides."""
    instagram_id: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), default="IN_PROGRESS")
    current: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
