"""One deed about a post: who, what, when, on which revision. Yeses and requests are rows of core/approvals."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base


class What(enum.Enum):
    """What somebody did; `words` and `about_id` belong to some of them."""

    COMMENTED = "commented"
    """`words` are theirs."""
    ASKED = "asked"
    """Asked somebody (`about_id`) for their yes; once for each revision."""
    HELD = "held"
    RESUMED = "resumed"
    DROPPED = "dropped"
    MOVED = "moved"
    """To the hour in `words` (ISO)."""
    SENT_NOW = "sent_now"
    TRIED_AGAIN = "tried_again"
    SAW_IT_LIVE = "saw_it_live"
    SAW_IT_ABSENT = "saw_it_absent"


_ASKED = text("what = 'asked'")


class TrailEntry(Base):
    """Kept whatever becomes of the post; when a person is erased, the deed stays without them."""

    __tablename__ = "trail"
    __table_args__ = (
        Index(
            "uq_trail_asked",
            "post_id",
            "revision",
            "about_id",
            unique=True,
            postgresql_where=_ASKED,
            sqlite_where=_ASKED,
        ),
    )

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    revision: Mapped[int] = mapped_column(Integer)
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    what: Mapped[What] = mapped_column(choice(What))
    words: Mapped[str] = mapped_column(Text, default="")
    about_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Instant)
