"""A post, its frozen revisions, and the columns the publishing machine lives in."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, SmallInteger, String, Text, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base
from core.errors import Cure


class PostStatus(enum.Enum):
    """Where a post is in its life; legal moves are the table in transitions.py."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    HELD = "held"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


class Priority(enum.IntEnum):
    """Who goes first when more is due than can be done; lower is sooner."""

    DAY_OF = 0
    """Soon worth nothing: its time is over within hours of its slot."""
    USUAL = 1


class Format(enum.Enum):
    """What kind of medium a post becomes on Instagram."""

    FEED = "feed"
    CAROUSEL = "carousel"
    REEL = "reel"
    STORY = "story"


class CommentStatus(enum.Enum):
    """The first comment, sent at most once."""

    NONE = "none"
    WANTED = "wanted"
    SENT = "sent"
    """The call left; whether it was done is not known yet."""
    DONE = "done"
    LOST = "lost"
    """Nobody can tell whether it is there, or Instagram refused it; a person was told."""


class Post(Base):
    """One planned publication. Only `move_to` in transitions.py writes `status`."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("account_id", "media_id"),
        Index(
            "ix_posts_claimable",
            "priority",
            "next_at",
            "id",
            postgresql_where=text("next_at IS NOT NULL"),
            sqlite_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_posts_live", "workspace_id", "published_at"),
    )

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    campaign_id: Mapped[UUID] = link("campaigns.id")
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("accounts.id", ondelete="SET NULL"))
    phase: Mapped[str] = mapped_column(String(40))
    format: Mapped[Format] = mapped_column(choice(Format))
    template: Mapped[str] = mapped_column(String(60), default="")
    status: Mapped[PostStatus] = mapped_column(choice(PostStatus), default=PostStatus.DRAFT)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    """Number of the newest revision; 0 before the first draft."""
    request: Mapped[str] = mapped_column(Text, default="")
    """The change asked for in words, until the next revision answers it."""
    requested_by_id: Mapped[UUID | None]
    due_at: Mapped[datetime] = mapped_column(Instant)
    not_after: Mapped[datetime] = mapped_column(Instant)
    slot: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What `due_at` means on the venue's wall (core/posts/wall_slot.py); empty for posts from before it was kept."""
    about: Mapped[str] = mapped_column(String(80), default="")
    """The artist, or the id of the event, it is about; "" for its campaign's event."""
    media: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """Files people uploaded for it (core/posts/media.py); none: the flyer is painted."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What goes out besides (core/posts/details.py), as it was last asked for."""
    film: Mapped[bool] = mapped_column(Boolean, default=False)
    """Its flyer moves (core/posts/pictures/film.py); a reel without uploaded files always does."""
    story_of_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="CASCADE"), unique=True)
    """The post beside which it is shown as a story (core/posts/story_beside.py)."""
    reminded: Mapped[int] = mapped_column(Integer, default=0)
    """How far reminding about a missing yes has come (core/approvals/remind.py)."""
    called_for: Mapped[datetime | None] = mapped_column(Instant)
    """The hour for which it was said that it leaves in a minute (core/posts/last_call.py)."""

    # the publishing machine (core/posts/publish.py)
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    priority: Mapped[int] = mapped_column(SmallInteger, default=Priority.USUAL)
    fence: Mapped[int] = mapped_column(Integer, default=0)
    """Counts claims; every write of a run needs the fence the run was claimed with."""
    lease_owner: Mapped[UUID | None] = mapped_column(Uuid)
    """Which run took the claim with this fence; a ring for a claim that was taken is quiet."""
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    checks: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    sends: Mapped[int] = mapped_column(Integer, default=0)
    sent_fingerprint: Mapped[str | None] = mapped_column(String(64))
    baseline: Mapped[list[str]] = mapped_column(Json, default=list)
    """Ids of the account's newest media just before we asked Instagram to publish."""
    media_id: Mapped[str | None] = mapped_column(String(40))
    permalink: Mapped[str | None] = mapped_column(String(300))
    comment: Mapped[CommentStatus] = mapped_column(choice(CommentStatus), default=CommentStatus.NONE)
    """How far the first comment has come (core/posts/first_comment.py)."""
    comment_sent_at: Mapped[datetime | None] = mapped_column(Instant)
    comment_id: Mapped[str | None] = mapped_column(String(40))
    published_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    unmeasured: Mapped[bool] = mapped_column(Boolean, default=False)
    """Instagram has no numbers for it and never will."""
    numbers_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    """When its numbers were asked for last, whatever came of it (core/insights/rhythm.py)."""
    comments_count: Mapped[int] = mapped_column(Integer, default=0)
    """Comments Instagram told us of by itself, our own left out."""
    last_error: Mapped[str | None] = mapped_column(Text)
    remedy: Mapped[str | None] = mapped_column(Text)
    cure: Mapped[Cure] = mapped_column(choice(Cure), default=Cure.NONE)
    """The button that makes it good."""
    waits_until: Mapped[datetime | None] = mapped_column(Instant)
    """Its account may not be used until then (paused, or its daily posts are spent); last_error says why."""
    paused: Mapped[bool] = mapped_column(Boolean, default=False)
    """It is held with its whole campaign and taken up with it (core/campaigns/pause.py)."""
    outdated: Mapped[bool] = mapped_column(Boolean, default=False)
    """Its event changed while it was being sent: should it come back unsent, it stays here."""
    lacks_access: Mapped[bool] = mapped_column(Boolean, default=False)
    """It failed only because nobody was signed in: signing in takes it up again (core/posts/take_up.py)."""


class Revision(Base):
    """The frozen content of a post: what people saw, said yes to, and what goes out."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    number: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    caption: Mapped[str] = mapped_column(Text)
    headline: Mapped[str] = mapped_column(String(120), default="")
    alt_text: Mapped[str] = mapped_column(Text, default="")
    writer: Mapped[str] = mapped_column(String(60))
    notes: Mapped[list[str]] = mapped_column(Json, default=list)
    media: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """The uploaded files as they go out, made fit for Instagram; none: the picture alone goes out."""
    variants: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """The same flyer in the other layouts (core/posts/variants.py)."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    picture_key: Mapped[str | None] = mapped_column(String(200))
    """What cards show: the flyer, or the first file's picture."""
    picture_hash: Mapped[str | None] = mapped_column(String(64))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """Of everything a yes is about (core/posts/revision.py); None until the picture is painted."""
    frame: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the post was like around the words then (core/posts/frame.py); empty where nobody kept it yet."""
    restores: Mapped[int | None] = mapped_column(Integer)
    """It brings back what this earlier revision was."""
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Who had it made; the author is whose content it is, which decides who may say yes."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class PublishCall(Base):
    """One call to Instagram for a post and what came back: the answer to "why this post"."""

    __tablename__ = "publish_calls"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    post_id: Mapped[UUID] = link("posts.id")
    step: Mapped[str] = mapped_column(String(30))
    outcome: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Instant)
