"""A team's own sets of hashtags, as rows."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, of_workspace, row_id
from core.database import Base
from core.hashtags.tag_set import Scope, TagSet

LONGEST_NAME = 30


class HashtagSet(Base):
    """One named set of a workspace."""

    __tablename__ = "hashtag_sets"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    key: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """The name as it is compared: no two sets of a team differ in upper and lower case only."""
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    tags: Mapped[list[str]] = mapped_column(Json)
    """With their "#", the most telling first."""
    scope: Mapped[Scope] = mapped_column(choice(Scope), default=Scope.ALWAYS)
    value: Mapped[str] = mapped_column(String(80), default="")
    """The genre, city or phase it is bound to; empty for every post."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def as_value(self) -> TagSet:
        return TagSet(self.name, tuple(self.tags), self.scope, self.value)
