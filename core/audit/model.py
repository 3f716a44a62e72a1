"""A row of the audit log. The database refuses to change or delete one (migrations, `audit_is_append_only`)."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, of_workspace, row_id
from core.database import Base


class Deed(enum.Enum):
    """What was done."""

    # decisions
    SAID_YES = "said_yes"
    LET_GO = "let_go"
    ASKED_FOR_CHANGES = "asked_for_changes"
    TOOK_BACK = "took_back"
    HELD = "held"
    RESUMED = "resumed"
    DROPPED = "dropped"
    MOVED = "moved"
    SENT_NOW = "sent_now"
    TRIED_AGAIN = "tried_again"
    SAW_IT_LIVE = "saw_it_live"
    SAW_IT_ABSENT = "saw_it_absent"
    CHANGED_EVENT = "changed_event"
    PAUSED = "paused"
    WENT_ON = "went_on"
    STOPPED_EVERYTHING = "stopped_everything"
    # rights
    JOINED = "joined"
    INVITED = "invited"
    CHANGED_ROLE = "changed_role"
    REMOVED = "removed"
    LEFT_SLACK = "left_slack"
    BACK_IN_SLACK = "back_in_slack"
    BECAME_ONE = "became_one"
    """Two members turned out to be one person; `about_id` is the one who is no more."""
    WENT_AWAY = "went_away"
    CAME_BACK = "came_back"
    # settings
    CHANGED_SETTINGS = "changed_settings"
    CHANGED_RULE = "changed_rule"
    CHANGED_BRAND = "changed_brand"
    CHANGED_HASHTAGS = "changed_hashtags"
    CHANGED_PLAN = "changed_plan"
    CHANGED_GAPS = "changed_gaps"
    OPENED_SHOP = "opened_shop"
    MADE_LINK = "made_link"
    ENDED_LINK = "ended_link"
    OPENED_API = "opened_api"
    """A token for programs was made."""
    CLOSED_API = "closed_api"
    OPENED_WEBHOOK = "opened_webhook"
    CHANGED_WEBHOOK = "changed_webhook"
    ENDED_WEBHOOK = "ended_webhook"
    SHARED_DESIGN = "shared_design"
    UNSHARED_DESIGN = "unshared_design"
    # accounts
    CONNECTED = "connected"
    CHOSE_DEFAULT = "chose_default"
    DISCONNECTED = "disconnected"
    LOST_ACCESS = "lost_access"
    # exports
    EXPORTED = "exported"
    ASKED_TO_ERASE = "asked_to_erase"
    KEPT_AFTER_ALL = "kept_after_all"
    """An erasure was taken back in time."""


class AuditEntry(Base):
    """Who is kept by id alone and without a foreign key: the row outlives them, and says no name once they are gone."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_workspace_id_at", "workspace_id", "at"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    at: Mapped[datetime] = mapped_column(Instant)
    member_id: Mapped[UUID | None] = mapped_column(Uuid)
    """None: nobody of the team, such as a platform that told us or whoever runs Rite."""
    what: Mapped[Deed] = mapped_column(choice(Deed))
    about_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The post, campaign, member, account or design it was done to."""
    details: Mapped[dict[str, str]] = mapped_column(Json)
    """What was before and is after, in plain words; never a secret."""


class AuditErasure(Base):
    """While a workspace has one, its rows of the audit log may be erased: the one way to them (core/audit/erase.py)."""

    __tablename__ = "audit_erasures"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
