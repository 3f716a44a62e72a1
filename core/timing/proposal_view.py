"""What a proposal looks like to a person, as one value."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account
from core.campaigns.cadence import title_of
from core.campaigns.model import Campaign
from core.events.model import Event
from core.posts.model import Post, PostStatus
from core.timing.knowledge import Why
from core.timing.proposal import ProposalState, get_proposal
from core.workspaces.model import Member


@dataclass(frozen=True)
class MoveView:
    """One move; local times are wall time at the venue. approved: it moves only by who may approve."""

    title: str
    event: str
    account: str
    zone: str
    from_local: datetime
    to_local: datetime
    gain: float
    why: Why
    made: bool = False
    approved: bool = False


@dataclass(frozen=True)
class ProposalView:
    """moves: those whose posts are still there."""

    id: UUID
    state: ProposalState
    moves: tuple[MoveView, ...]
    settled_by: str = ""
    thread_id: str | None = None


async def proposal_view(session: AsyncSession, workspace_id: UUID, proposal_id: UUID) -> ProposalView:
    """Read a proposal with the names around it, in three queries; raises NotFound."""
    proposal = await get_proposal(session, workspace_id, proposal_id)
    found = await session.execute(
        select(Post, Campaign.cadence, Event.name, Event.time_zone, Account.username)
        .join(Campaign, Campaign.id == Post.campaign_id)
        .join(Event, Event.id == Campaign.event_id)
        .outerjoin(Account, Account.id == Post.account_id)
        .where(Post.workspace_id == workspace_id, Post.id.in_([UUID(move["post"]) for move in proposal.moves]))
    )
    rows = {str(row[0].id): row for row in found.all()}
    name = await session.execute(
        select(Member.name).where(Member.workspace_id == workspace_id, Member.id == proposal.settled_by_id)
    )
    return ProposalView(
        id=proposal.id,
        state=proposal.state,
        moves=tuple(_move(move, rows[move["post"]]) for move in proposal.moves if move["post"] in rows),
        settled_by=name.scalar_one_or_none() or "",
        thread_id=proposal.thread_id,
    )


def _move(move: dict[str, Any], row: Row[Post, str, str, str, str]) -> MoveView:
    post, cadence, event, zone, username = row

    def local(iso: str) -> datetime:
        return datetime.fromisoformat(iso).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    return MoveView(
        title=title_of(cadence, post.phase, post.format, post.about),
        event=event,
        account=f"@{username}" if username else "",
        zone=zone,
        from_local=local(move["from"]),
        to_local=local(move["to"]),
        gain=move["gain"],
        why=Why(**move["why"]),
        made=move["made"],
        approved=post.status is PostStatus.SCHEDULED,
    )
