"""A team Rite is installed in, and what was given for it.

The tables of installations, bots and states have the columns of slack_sdk's SQLAlchemy stores, which read and write
them. Their times are naive UTC, as the stores keep them.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, DateTime, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, link, of_workspace, row_id
from core.database import Base


class SlackTeam(Base):
    """How a team's token is found: by the team itself, or by the organization that let us into all of its teams."""

    __tablename__ = "slack_teams"

    team: Mapped[str] = mapped_column(String(40), primary_key=True)
    enterprise: Mapped[str | None] = mapped_column(String(40))
    org_wide: Mapped[bool] = mapped_column(Boolean, default=False)
    """The token is the organization's: it names no team."""
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when Rite is not installed there any more."""


class SlackRotation(Base):
    """Whose turn it is to exchange a token that ends: a refresh token works once."""

    __tablename__ = "slack_rotations"

    installation: Mapped[str] = mapped_column(String(90), primary_key=True)
    busy_until: Mapped[datetime | None] = mapped_column(Instant)


class SlackInstallation(Base):
    """One person's consent."""

    __tablename__ = "slack_installations"
    __table_args__ = (
        Index("ix_slack_installations_lookup", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[str] = mapped_column(String(32))
    app_id: Mapped[str] = mapped_column(String(32))
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    enterprise_name: Mapped[str | None] = mapped_column(String(200))
    enterprise_url: Mapped[str | None] = mapped_column(String(200))
    team_id: Mapped[str | None] = mapped_column(String(32))
    team_name: Mapped[str | None] = mapped_column(String(200))
    bot_token: Mapped[str | None] = mapped_column(Text)
    """Sealed, as every token here."""
    bot_id: Mapped[str | None] = mapped_column(String(32))
    bot_user_id: Mapped[str | None] = mapped_column(String(32))
    bot_scopes: Mapped[str | None] = mapped_column(String(1000))
    bot_refresh_token: Mapped[str | None] = mapped_column(Text)
    bot_token_expires_at: Mapped[datetime | None] = mapped_column(DateTime)
    user_id: Mapped[str] = mapped_column(String(32))
    user_token: Mapped[str | None] = mapped_column(Text)
    user_scopes: Mapped[str | None] = mapped_column(String(1000))
    user_refresh_token: Mapped[str | None] = mapped_column(Text)
    user_token_expires_at: Mapped[datetime | None] = mapped_column(DateTime)
    incoming_webhook_url: Mapped[str | None] = mapped_column(Text)
    incoming_webhook_channel: Mapped[str | None] = mapped_column(String(200))
    incoming_webhook_channel_id: Mapped[str | None] = mapped_column(String(200))
    incoming_webhook_configuration_url: Mapped[str | None] = mapped_column(String(200))
    is_enterprise_install: Mapped[bool] = mapped_column(Boolean, default=False)
    token_type: Mapped[str | None] = mapped_column(String(32))
    installed_at: Mapped[datetime] = mapped_column(DateTime)


class SlackBot(Base):
    """The bot's token of a team, or of an organization."""

    __tablename__ = "slack_bots"
    __table_args__ = (Index("ix_slack_bots_lookup", "client_id", "enterprise_id", "team_id", "installed_at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    client_id: Mapped[str] = mapped_column(String(32))
    app_id: Mapped[str] = mapped_column(String(32))
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    enterprise_name: Mapped[str | None] = mapped_column(String(200))
    team_id: Mapped[str | None] = mapped_column(String(32))
    team_name: Mapped[str | None] = mapped_column(String(200))
    bot_token: Mapped[str | None] = mapped_column(Text)
    bot_id: Mapped[str | None] = mapped_column(String(32))
    bot_user_id: Mapped[str | None] = mapped_column(String(32))
    bot_scopes: Mapped[str | None] = mapped_column(String(1000))
    bot_refresh_token: Mapped[str | None] = mapped_column(Text)
    bot_token_expires_at: Mapped[datetime | None] = mapped_column(DateTime)
    is_enterprise_install: Mapped[bool] = mapped_column(Boolean, default=False)
    installed_at: Mapped[datetime] = mapped_column(DateTime)


class SlackState(Base):
    """An installation that was begun in a browser and not finished yet."""

    __tablename__ = "slack_oauth_states"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    state: Mapped[str] = mapped_column(String(200), index=True)
    expire_at: Mapped[datetime] = mapped_column(DateTime)


class Onboarding(Base):
    """A team's first steps, shown to whoever installed Rite until they are done."""

    __tablename__ = "onboardings"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID] = link("conversations.id")
    alone: Mapped[bool] = mapped_column(Boolean, default=False)
    """Nobody else shall have to say yes."""
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


def sealed_place(kind: str, enterprise: str | None, team: str | None) -> tuple[str, ...]:
    """Where a sealed token belongs: one of another team, or of another kind, does not open."""
    return "slack_installations", kind, enterprise or "", team or ""


SEALED = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
"""The columns that hold secrets, each sealed for its own place."""
