"""Calls of models with what they cost, and what owners were told about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, of_workspace, row_id
from core.database import Base


class ModelCallRow(Base):
    """One question to a model, with the price that was set when it was asked."""

    __tablename__ = "model_calls"
    __table_args__ = (Index("ix_model_calls_workspace_id_at", "workspace_id", "at"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    revision: Mapped[int | None] = mapped_column(Integer)
    """The version of the post it was asked for; a draft that was overtaken by a person counts for theirs."""
    purpose: Mapped[str] = mapped_column(String(24))
    model: Mapped[str] = mapped_column(String(120))
    """Who says to have answered."""
    input_tokens: Mapped[int | None] = mapped_column(Integer)
    """The cached ones included. None: nobody counted."""
    output_tokens: Mapped[int | None] = mapped_column(Integer)
    cached_tokens: Mapped[int] = mapped_column(Integer, default=0)
    price: Mapped[int | None] = mapped_column(BigInteger)
    """In millionths of a US dollar. None: unknown."""
    at: Mapped[datetime] = mapped_column(Instant)


class SpendingToldRow(Base):
    """Something owners were told about the model, so that they hear it once and not with every post."""

    __tablename__ = "spending_told"
    __table_args__ = (UniqueConstraint("workspace_id", "about", "mark"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    about: Mapped[str] = mapped_column(String(24))
    """What it was (core/spending/tell.py)."""
    mark: Mapped[str] = mapped_column(String(160))
    """Of which month and budget, or of which model."""
    at: Mapped[datetime] = mapped_column(Instant)
