"""An import of many events: what the file says, how far creating them has come, and drafts that wait for their time."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, OrderedJson, choice, link, of_workspace, row_id
from core.database import Base


class ImportStage(enum.Enum):
    READING = "reading"
    UNREADABLE = "unreadable"
    READY = "ready"
    """The report is shown and waits for a press."""
    CREATING = "creating"
    DONE = "done"
    LEFT = "left"


class EventImport(Base):
    """A file somebody sent. `place` moves on with the events in the same transaction: each row is taken once."""

    __tablename__ = "event_imports"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    member_id: Mapped[UUID] = link("members.id")
    name: Mapped[str] = mapped_column(String(80))
    """Of the file, as its sender calls it."""
    sent_key: Mapped[str] = mapped_column(String(200))
    stage: Mapped[ImportStage] = mapped_column(choice(ImportStage), default=ImportStage.READING)
    why: Mapped[str] = mapped_column(Text, default="")
    """Why it could not be read."""
    ready: Mapped[list[dict[str, Any]]] = mapped_column(OrderedJson, default=list)
    """{"row": number, "facts": ...} in the order of their starts (core/imports/rows.py)."""
    refused: Mapped[list[dict[str, Any]]] = mapped_column(OrderedJson, default=list)
    """{"row": number, "why": ..., "cells": [...]}"""
    doubles: Mapped[list[dict[str, Any]]] = mapped_column(OrderedJson, default=list)
    """Rows that are here already, or twice in the file: {"row": number, "name": ...}"""
    header: Mapped[list[str]] = mapped_column(OrderedJson, default=list)
    place: Mapped[int] = mapped_column(Integer, default=0)
    """How many of `ready` were taken."""
    made: Mapped[int] = mapped_column(Integer, default=0)
    thread_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)


class LaterDraft(Base):
    """A campaign whose posts are written and drawn only when its time comes near."""

    __tablename__ = "later_drafts"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    campaign_id: Mapped[UUID] = link("campaigns.id", unique=True)
    draft_at: Mapped[datetime] = mapped_column(Instant, index=True)
