"""Templates people made: a workspace's own, what its posts use, what people think of designs, and where they went."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, OrderedJson, link, of_workspace, row_id
from core.database import Base


class SavedTemplate(Base):
    """A template of a workspace's own: private until somebody shares it on purpose."""

    __tablename__ = "saved_templates"
    __table_args__ = (Index("ix_saved_templates_shared", "shared", "created_at"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(60))
    base: Mapped[str] = mapped_column(String(60), default="")
    """Name of the design it was made from; empty for one that was sent as a file."""
    content: Mapped[dict[str, Any]] = mapped_column(OrderedJson)
    """The whole template as `core.templates.parse` reads it, so that no change of its base changes it. A colour may be
    made of those before it: their order counts."""
    sample: Mapped[dict[str, Any]] = mapped_column(OrderedJson, default=dict)
    """The made-up event it is shown with; empty for the usual one."""
    version: Mapped[int] = mapped_column(Integer, default=1)
    shared: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)


class KeptTemplate(Base):
    """A saved template as a post of this workspace uses it: it stays when the original is changed, or taken back."""

    __tablename__ = "kept_templates"
    __table_args__ = (UniqueConstraint("workspace_id", "saved_id", "version"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    saved_id: Mapped[UUID] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)
    content: Mapped[dict[str, Any]] = mapped_column(OrderedJson)
    kept_at: Mapped[datetime] = mapped_column(Instant)


class TemplateRating(Base):
    """What one member thinks of a design: 1 to 5; the newest word counts."""

    __tablename__ = "template_ratings"
    __table_args__ = (UniqueConstraint("member_id", "design"), Index("ix_template_ratings_design", "design"))

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    design: Mapped[str] = mapped_column(String(60))
    """A catalog template's id, or the hex id of a saved one: ratings outlive its versions."""
    stars: Mapped[int] = mapped_column(SmallInteger)
    rated_at: Mapped[datetime] = mapped_column(Instant)


class TemplateUse(Base):
    """The design a post had when somebody said yes to it: one row for each post, however often that happens."""

    __tablename__ = "template_uses"
    __table_args__ = (UniqueConstraint("post_id"), Index("ix_template_uses_design", "design"))

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="CASCADE"))
    design: Mapped[str] = mapped_column(String(60))
    used_at: Mapped[datetime] = mapped_column(Instant)
