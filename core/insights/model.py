"""Numbers Instagram returned for one published post."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, link, of_workspace, row_id
from core.database import Base


class Insight(Base):
    """One reading. A metric Instagram did not give is absent: unknown is not zero."""

    __tablename__ = "insights"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    reading: Mapped[int] = mapped_column(Integer)
    """1 for the first reading after publishing, counting up; equal numbers read again are the same reading."""
    metrics: Mapped[dict[str, int]] = mapped_column(Json)
    taken_at: Mapped[datetime] = mapped_column(Instant)
