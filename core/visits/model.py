"""A visit to the pages: a link that was given out, and what became of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, link, of_workspace, row_id
from core.database import Base


class Visit(Base):
    """One member's way in. The link is signed and not kept; of the browser's cookie only the hash is."""

    __tablename__ = "visits"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    conversation_id: Mapped[UUID] = link("conversations.id")
    """Where the link was asked for: what is asked for on the pages and answered in chat is answered there."""
    enter_by: Mapped[datetime] = mapped_column(Instant)
    entered_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    cookie_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
