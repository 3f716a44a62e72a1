"""What an account's token was used for. The token itself is never here."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, row_id
from core.database import Base
from core.tenancy import ACROSS_WORKSPACES

KEPT = timedelta(days=30)


class TokenUse(Base):
    """One call to Instagram. Workspace and account are empty while somebody is still signing in."""

    __tablename__ = "token_uses"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("workspaces.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    process: Mapped[str] = mapped_column(String(24))
    """What kind of process it was (core/process.py)."""
    host: Mapped[str] = mapped_column(String(120))
    """Machine and process id."""
    call: Mapped[str] = mapped_column(String(24))
    result: Mapped[str] = mapped_column(String(40))
    """ "ok", Instagram's code as "190/463", "network", or "unreadable"."""


async def forget_old_uses(session: AsyncSession, now: datetime) -> None:
    """Nobody looks further back than a month."""
    await session.execute(delete(TokenUse).where(TokenUse.at < now - KEPT).execution_options(**ACROSS_WORKSPACES))
