"""What was told of tickets, what was made of it, and how a ticket shop proves who it is."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, choice, link, of_workspace, row_id
from core.database import Base
from core.tickets.state import Told


class Source(enum.Enum):
    """Who told it."""

    CHAT = "chat"
    WEBHOOK = "webhook"
    API = "api"


class TicketReport(Base):
    """One message about an event's tickets: rows are only ever added."""

    __tablename__ = "ticket_reports"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    event_id: Mapped[UUID] = link("events.id")
    sold: Mapped[int | None] = mapped_column(Integer)
    capacity: Mapped[int | None] = mapped_column(Integer)
    left: Mapped[int | None] = mapped_column(Integer)
    tier: Mapped[str] = mapped_column(String(40), default="")
    over: Mapped[str] = mapped_column(String(40), default="")
    sold_out: Mapped[bool | None] = mapped_column(Boolean)
    source: Mapped[Source] = mapped_column(choice(Source))
    member_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    """Nobody where a ticket shop told it."""
    key: Mapped[str] = mapped_column(String(120))
    """Names the delivery: the same one again changes nothing."""
    as_of: Mapped[datetime] = mapped_column(Instant)
    """When it was so; deliveries overtake each other."""
    created_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def told(self) -> Told:
        return Told(self.sold, self.capacity, self.left, self.tier, self.over, self.sold_out)


class TicketMilestone(Base):
    """News that were told, or are told no more: each is worth one post at most."""

    __tablename__ = "ticket_milestones"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    event_id: Mapped[UUID] = link("events.id")
    key: Mapped[str] = mapped_column(String(80))
    post_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("posts.id", ondelete="SET NULL"))
    """The post that was proposed; None for news that came too late for one."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class TicketShop(Base):
    """How ticket shops of a workspace prove that they speak for it. Making new ones ends the old ones."""

    __tablename__ = "ticket_shops"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[UUID] = row_id()
    """Part of the address, and no secret."""
    workspace_id: Mapped[UUID] = of_workspace()
    secret_sealed: Mapped[str] = mapped_column(Text)
    """What deliveries are signed with; sealed to its row (secret_place)."""
    token_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the token for calls that are not signed."""
    made_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(Instant)


def secret_place(shop_id: UUID, workspace_id: UUID) -> tuple[str, ...]:
    """What its secret is sealed to."""
    return "ticket_shops", "secret_sealed", str(shop_id), str(workspace_id)
