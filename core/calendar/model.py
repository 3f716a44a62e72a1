"""A link under which a calendar program reads the plan."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, of_workspace, row_id
from core.database import Base


class CalendarFeed(Base):
    """One person's link, or the whole team's. The link is signed and not kept; a new version ends the old one."""

    __tablename__ = "calendar_feeds"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="CASCADE"), index=True)
    """Whose link it is: it ends with the person's membership. None: the team's, which owners give out."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)
