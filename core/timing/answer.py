"""Take a proposal, or leave it: what nobody approved moves; what is approved moves by the press of who may approve."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.errors import NotFound, NotNow
from core.posts.model import Post, PostStatus
from core.posts.revision import get_post
from core.posts.schedule import reschedule, yes_counts
from core.timing.clashes import MOVABLE
from core.timing.proposal import MoveProposal, ProposalState, get_proposal, show_proposal
from core.workspaces.model import Member

WITHIN_ITS_WINDOW = timedelta()
_SETTLED = {
    ProposalState.MADE: "These were moved already.",
    ProposalState.LEFT: "Somebody left these as they are. Ask for the best times once more.",
    ProposalState.OUTDATED: "There is a newer proposal. Ask for the best times once more.",
}


@dataclass(frozen=True)
class Outcome:
    """How many posts moved, how many are approved and wait for who may approve, how many had changed meanwhile."""

    moved: int = 0
    approved: int = 0
    changed: int = 0


async def take_proposal(session: AsyncSession, member: Member, proposal_id: UUID, now: datetime) -> Outcome:
    """Make every move that is still what it was; the proposal stays open while approved posts wait for a press."""
    check_may_edit(member)
    proposal = await _open(session, member, proposal_id)
    moves, moved, approved, changed = [], 0, 0, 0
    for move in proposal.moves:
        made = move["made"]
        if not made:
            post = await _still_there(session, member, move, now)
            if post is None:
                changed += 1
            elif post.status is PostStatus.SCHEDULED and not await yes_counts(session, member, post):
                approved += 1
            else:
                to = datetime.fromisoformat(move["to"])
                await reschedule(session, member, post.id, to, now, room=WITHIN_ITS_WINDOW)
                moved, made = moved + 1, True
        moves.append({**move, "made": made})
    proposal.moves = moves
    if not approved:
        proposal.state = ProposalState.MADE if any(move["made"] for move in moves) else ProposalState.OUTDATED
    proposal.settled_by_id = member.id if moved else proposal.settled_by_id
    await session.flush()
    await show_proposal(session, proposal)
    return Outcome(moved, approved, changed)


async def leave_proposal(session: AsyncSession, member: Member, proposal_id: UUID) -> None:
    """The hours stay as they are, and the same is not proposed again by itself."""
    check_may_edit(member)
    proposal = await _open(session, member, proposal_id)
    proposal.state, proposal.settled_by_id = ProposalState.LEFT, member.id
    await show_proposal(session, proposal)


async def _open(session: AsyncSession, member: Member, proposal_id: UUID) -> MoveProposal:
    proposal = await get_proposal(session, member.workspace_id, proposal_id, lock=True)
    if proposal.state is not ProposalState.OPEN:
        raise NotNow(_SETTLED[proposal.state])
    return proposal


async def _still_there(session: AsyncSession, member: Member, move: dict[str, Any], now: datetime) -> Post | None:
    """The post of a move, locked; None when it, its hour or the new hour is no longer what was proposed."""
    try:
        post = await get_post(session, member.workspace_id, UUID(move["post"]), lock=True)
    except NotFound:
        return None
    to = datetime.fromisoformat(move["to"])
    same = post.due_at == datetime.fromisoformat(move["from"]) and now < to <= post.not_after
    return post if same and post.status in MOVABLE else None
