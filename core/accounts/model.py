"""A connected Instagram account and the state of connecting one."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, link, of_workspace, row_id
from core.database import Base
from core.ports.access import Product

NAMELESS = "deleted"
"""The name left of an account whose person wanted to be forgotten (core/callbacks/erase.py)."""


class AccountStatus(enum.Enum):
    CONNECTED = "connected"
    EXPIRED = "expired"
    DISCONNECTED = "disconnected"


class Account(Base):
    """One professional Instagram account a workspace may publish to. Its token is sealed and bound to this row."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("workspace_id", "instagram_id"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    instagram_id: Mapped[str] = mapped_column(String(40))
    """The professional account's id (`user_id` of /me)."""
    app_scoped_id: Mapped[str] = mapped_column(String(40), default="")
    product: Mapped[Product] = mapped_column(choice(Product), default=Product.INSTAGRAM)
    """Which login it was connected through; decides the host and what may be asked of it."""
    username: Mapped[str] = mapped_column(String(60))
    is_default: Mapped[bool] = mapped_column(Boolean, default=False)
    """New campaigns publish here (core/accounts/choose.py); one account of a workspace, as long as it has any."""
    kind: Mapped[str] = mapped_column(String(30), default="")
    status: Mapped[AccountStatus] = mapped_column(choice(AccountStatus))
    token_sealed: Mapped[str | None] = mapped_column(Text)
    token_expires_at: Mapped[datetime | None] = mapped_column(Instant)
    token_refreshed_at: Mapped[datetime | None] = mapped_column(Instant)
    scopes: Mapped[list[str]] = mapped_column(Json, default=list)
    webhook_fields: Mapped[list[str]] = mapped_column(Json, default=list)
    """What Instagram tells us of by itself (core/callbacks/subscribe.py)."""
    paused_until: Mapped[datetime | None] = mapped_column(Instant)
    paused_reason: Mapped[str | None] = mapped_column(Text)
    publishing_post_id: Mapped[UUID | None]
    """The one post that may call media_publish right now."""
    publishing_until: Mapped[datetime | None] = mapped_column(Instant)
    posts_a_day: Mapped[int | None] = mapped_column(Integer)
    """How many posts within 24 hours Instagram allows it, as it told last; None before the first post."""
    connected_at: Mapped[datetime] = mapped_column(Instant)
    connected_by_id: Mapped[UUID | None]
    """Who connected it last and so is told first when access ends."""
    connected_in_id: Mapped[UUID | None]
    """The conversation in which they did."""
    warned: Mapped[int] = mapped_column(Integer, default=0)
    """How far warning about the end of access has come (core/accounts/warn.py)."""

    @property
    def is_forgotten(self) -> bool:
        """Only a row for what refers to it: nobody knows any more whose account it was."""
        return self.username == NAMELESS and not self.app_scoped_id

    @property
    def token_place(self) -> tuple[str, ...]:
        """What the sealed token is bound to: moved to another row, it does not open."""
        return token_place(self.id, self.workspace_id)


def token_place(account_id: UUID, workspace_id: UUID) -> tuple[str, ...]:
    return ("accounts", "token_sealed", str(account_id), str(workspace_id))


class ConnectState(Base):
    """One attempt to connect an account: bound to the member and conversation, single use, expiring."""

    __tablename__ = "connect_states"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    member_id: Mapped[UUID] = link("members.id")
    conversation_id: Mapped[UUID] = link("conversations.id")
    product: Mapped[Product] = mapped_column(choice(Product), default=Product.INSTAGRAM)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
