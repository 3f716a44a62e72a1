"""Which posts of a workspace would do better at another hour: a handful of queries, the rest is arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.model import Account, AccountStatus
from core.campaigns.plan import NOTICE_NEEDED
from core.posts.model import Post
from core.timing.busy import Neighbour, gaps_by_account, margin, neighbours
from core.timing.clashes import MOVABLE
from core.timing.gaps import Gaps
from core.timing.learn import Learned, learn
from core.timing.suggest import Better, better_hour

AHEAD = timedelta(days=21)
"""Further away nobody waits for an hour, and more is learned until then."""
MOST = 5
"""Moves in one proposal: more is no reading for a phone."""

MOST_LOOKS = 100
"""Posts of one account looked at: five a day for three weeks."""


@dataclass(frozen=True)
class Move:
    """A post, where it stands, and where it would do better."""

    post: Neighbour
    better: Better


async def find_moves(
    session: AsyncSession, workspace_id: UUID, now: datetime, *, only_learned: bool = False
) -> list[Move]:
    """The next posts that gain enough, soonest first. only_learned: none of what only the prior says."""
    accounts = await connected(session, workspace_id)
    gaps = await gaps_by_account(session, workspace_id)
    learned = await learn(session, workspace_id, accounts, now)
    wide = max(margin(gaps[account_id]) for account_id in accounts) if accounts else timedelta()
    around = await neighbours(session, workspace_id, accounts, now - wide, now + AHEAD + wide)
    found = []
    for account_id in accounts:
        of_account = [one for one in around if one.account_id == account_id]
        found += moves_of(of_account, learned, gaps[account_id], now, only_learned=only_learned)
    return sorted(found, key=lambda move: (move.post.due_at, move.post.id))[:MOST]


def moves_of(
    around: Sequence[Neighbour], learned: Learned, gaps: Gaps, now: datetime, *, only_learned: bool = False
) -> list[Move]:
    """Of one account, in order of time; each takes those before it as made: pure."""
    standing, reach = {one.id: one for one in around}, margin(gaps)
    found: list[Move] = []
    for post in [one for one in around if _is_worth_a_look(one, now)][:MOST_LOOKS]:
        if len(found) == MOST:
            break
        known = learned.of(post.account_id, post.zone, post.genre)
        if only_learned and not known.enough:
            continue
        near = [one for one in standing.values() if abs(one.due_at - post.due_at) <= reach]
        better = better_hour(known, post.placed, post.room(near, now), [one.placed for one in near], gaps)
        if better is not None:
            found.append(Move(post, better))
            standing[post.id] = replace(post, due_at=better.due_at)
    return found


async def better_for(session: AsyncSession, post: Post, now: datetime) -> Better | None:
    """A better hour for one post, for whoever is about to move it anyway."""
    if post.account_id is None:
        return None
    by_account = await gaps_by_account(session, post.workspace_id)
    gaps = by_account.get(post.account_id) or by_account[None]
    reach = 2 * margin(gaps)
    around = await neighbours(session, post.workspace_id, [post.account_id], post.due_at - reach, post.due_at + reach)
    mine = next((one for one in around if one.id == post.id), None)
    if mine is None or not _is_worth_a_look(mine, now):
        return None
    learned = await learn(session, post.workspace_id, [post.account_id], now)
    known = learned.of(post.account_id, mine.zone, mine.genre)
    return better_hour(known, mine.placed, mine.room(around, now), [one.placed for one in around], gaps)


def _is_worth_a_look(post: Neighbour, now: datetime) -> bool:
    return post.status in MOVABLE and not post.beside and now + NOTICE_NEEDED < post.due_at <= now + AHEAD


async def connected(session: AsyncSession, workspace_id: UUID) -> list[UUID]:
    """The accounts in use, the first connected first."""
    found = await session.execute(
        select(Account.id)
        .where(Account.workspace_id == workspace_id, Account.status == AccountStatus.CONNECTED)
        .order_by(Account.connected_at, Account.id)
    )
    return list(found.scalars())
