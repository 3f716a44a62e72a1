"""Better hours as a proposal people take or leave: nothing moves by itself."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from core.columns import Instant, Json, choice, of_workspace, row_id
from core.database import Base
from core.errors import NotFound
from core.notices.model import NoticeKind
from core.notices.notify import notify, tell_everywhere

GONE = "That proposal is not here any more. Ask for the best times once more."


class ProposalState(enum.Enum):
    """What can still be done with it."""

    OPEN = "open"
    MADE = "made"
    """Everything that could be moved was."""
    LEFT = "left"
    """Somebody wants the hours as they are."""
    OUTDATED = "outdated"
    """A newer one took its place."""


class MoveProposal(Base):
    """Posts and the hours at which they would do better."""

    __tablename__ = "move_proposals"

    id: Mapped[UUID] = row_id()
    workspace_id: Mapped[UUID] = of_workspace()
    conversation_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("conversations.id", ondelete="CASCADE"))
    """Where somebody asked for it; None: it came by itself and is shown wherever campaigns are."""
    thread_id: Mapped[str | None] = mapped_column(String(64))
    week: Mapped[date | None] = mapped_column(Date)
    """The Monday of the week it came by itself in."""
    moves: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    """post, from, to, why and gain of each, and whether it was made, in the order of their numbers."""
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState), default=ProposalState.OPEN)
    settled_by_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("members.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(Instant)


async def get_proposal(
    session: AsyncSession, workspace_id: UUID, proposal_id: UUID, *, lock: bool = False
) -> MoveProposal:
    """A proposal of this workspace; raises NotFound."""
    query = select(MoveProposal).where(MoveProposal.workspace_id == workspace_id, MoveProposal.id == proposal_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    proposal = (await session.execute(query)).scalar_one_or_none()
    if proposal is None:
        raise NotFound(GONE)
    return proposal


async def show_proposal(session: AsyncSession, proposal: MoveProposal) -> None:
    """Draw or redraw its card."""
    if proposal.conversation_id is not None:
        notify(session, proposal.workspace_id, proposal.conversation_id, NoticeKind.MOVES, subject_id=proposal.id)
    else:
        await tell_everywhere(session, proposal.workspace_id, None, NoticeKind.MOVES, proposal.id)
