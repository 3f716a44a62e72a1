"""Conversation, notice, message reference, talk: where we speak, what is worth telling, what was told."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base
from core.workspaces.model import Platform


class DigestEvery(enum.Enum):
    """How often a conversation hears how things are."""

    DAILY = "daily"
    WEEKLY = "weekly"
    """On Mondays."""
    OFF = "off"


class Conversation(Base):
    """A place in a chat platform where the workspace and Rite talk."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("platform", "team", "address", "topic"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    platform: Mapped[Platform] = mapped_column(choice(Platform))
    team: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(64))
    """Slack's channel id or Telegram's chat id."""
    topic: Mapped[str] = mapped_column(String(20), default="")
    """Telegram: the topic of a forum, which is a place of its own; "" everywhere else."""
    title: Mapped[str] = mapped_column(String(120), default="")
    """What people call a room, as far as the platform told."""
    direct: Mapped[bool] = mapped_column(Boolean, default=False)
    """A conversation with one person, not a team's room."""
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """The person of a direct conversation."""
    follows: Mapped[bool] = mapped_column(Boolean, default=True)
    """Shows every campaign of the workspace, not only those begun here."""
    reachable: Mapped[bool] = mapped_column(Boolean, default=True)
    language: Mapped[str | None] = mapped_column(String(8))
    """What a room reads, where that is not the team's language."""
    silent: Mapped[bool] = mapped_column(Boolean, default=False)
    """Only what calls somebody by name makes a sound here."""
    quiet_from: Mapped[int | None] = mapped_column(Integer)
    """From this hour, in the team's zone, nothing makes a sound here..."""
    quiet_until: Mapped[int | None] = mapped_column(Integer)
    """...until this one."""
    last_digest_on: Mapped[date | None] = mapped_column(Date)
    digest_every: Mapped[DigestEvery] = mapped_column(choice(DigestEvery), default=DigestEvery.DAILY)
    digest_hour: Mapped[int | None] = mapped_column(Integer)
    """0..23, in its own zone (core/digests/when.py); None: the team's."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class NoticeKind(enum.Enum):
    """What happened; bot decides how it looks."""

    CAMPAIGN = "campaign"
    POST = "post"
    DIGEST = "digest"
    CONNECTED = "connected"
    ACCOUNT = "account"
    """Access to an account ends or has ended, or somebody disconnected it."""
    COMMENTS = "comments"
    BRAND = "brand"
    """The brand kit was changed; `details` may say how."""
    FILES = "files"
    """Files of a post to be sent: `details["what"]` says which."""
    SAY = "say"
    ALERT = "alert"
    """For those who run Rite; the subject is the alert."""
    DESIGNS = "designs"
    """A sheet of designs somebody looks at; the subject is its row."""
    MODEL = "model"
    """What the model costs, or why it does not answer: `details["what"]` says which (core/spending/tell.py)."""
    IMPORT = "import"
    """A list of many events that somebody sent; the subject is its row."""
    OPTIONS = "options"
    """Captions to choose from; the subject is their row."""
    RECORD = "record"
    """What became of a campaign as a whole; `details["what"]` says what."""
    RECAP = "recap"
    """Photos of an evening, from the question to the recap; the subject is their row (core/recaps)."""
    TICKETS = "tickets"
    """A ticket shop told news; the subject is the campaign, `details["phases"]` are the posts proposed for it."""
    SERIES = "series"
    """Whether the next one shall be set up; the subject is the series, `details["day"]` the date."""
    MOVES = "moves"
    """Better hours for posts, to be taken or left; the subject is the proposal's row."""
    CHANGE = "change"
    """An event changed; `details["change"]` is the row that says how (core/events/model.py)."""
    ONBOARDING = "onboarding"
    """A team's first steps; the subject is their row (core/installs/model.py)."""
    PRIVACY = "privacy"
    """What becomes of a wish about somebody's data; the subject is its row (core/privacy/model.py)."""
    TROUBLE = "trouble"
    """Work somebody waits for was given up; `details` say which (Trouble), about what and why."""


class Trouble(enum.StrEnum):
    """Work that was given up, as far as no post's card can tell of it; the bot has a way out for each."""

    CAMPAIGN = "campaign"
    """Nothing of a campaign was drafted."""
    DIGEST = "digest"
    FILES = "files"
    """Files sent in chat were not taken in."""
    WEBHOOK = "webhook"
    """An address took no news for so long that nothing more is sent there."""
    COMMENTS = "comments"
    """Instagram was not asked to tell of comments."""


class Notice(Base):
    """One thing worth telling in one conversation."""

    __tablename__ = "notices"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)
    """The campaign, post, digest or account it is about."""
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    sending_at: Mapped[datetime | None] = mapped_column(Instant)
    """It left, or was about to leave, then; until the answer is stored, its message may be there already."""
    lost_at: Mapped[datetime | None] = mapped_column(Instant)
    """It could not be told there; what must be heard was then told another way."""
    delivered_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, index=True)


class MessageRef(Base):
    """The living message that shows one subject in one conversation."""

    __tablename__ = "message_refs"
    __table_args__ = (UniqueConstraint("conversation_id", "kind", "subject_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    subject_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    message_id: Mapped[str | None] = mapped_column(String(64))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    drawn: Mapped[str | None] = mapped_column(String(64))
    """Fingerprint of the card as last drawn: the same card is not sent again."""
    drawn_at: Mapped[datetime | None] = mapped_column(Instant)
    """When that was: how far something is, is not told more often than people can read."""
    extra: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the platform needs to redraw it (a file id, whether it is a photo)."""
    busy_until: Mapped[datetime | None] = mapped_column(Instant)
    """Somebody is drawing it until then; others wait their turn."""
    sending_at: Mapped[datetime | None] = mapped_column(Instant)
    """A new message left, or was about to leave, then; until its id is stored, it may be there already."""


class Talk(Base):
    """A form being answered, kept as a row so that a deploy interrupts nobody."""

    __tablename__ = "talks"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    member_id: Mapped[UUID] = link("members.id")
    form: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    field: Mapped[str | None] = mapped_column(String(40))
    """The question that waits for an answer; None when the summary waits for a yes."""
    message_id: Mapped[str | None] = mapped_column(String(64))
    thread_id: Mapped[str | None] = mapped_column(String(64))
    open: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


class SeenUpdate(Base):
    """An update a chat platform has delivered: delivered again, it does nothing."""

    __tablename__ = "seen_updates"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Instant, index=True)
