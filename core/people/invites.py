"""Follow the accounts that were asked to share a post, and say once who has not answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.accounts.model import Account
from core.accounts.queries import access_to, get_account
from core.approvals.policy import spoken_list
from core.campaigns.cadence import title_of
from core.people.look_up import say_in_thread
from core.people.model import Collaboration, InviteState
from core.people.remember import people_of
from core.ports.access import Product
from core.ports.directory import Invited
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.draft import surroundings
from core.posts.model import Format, Post, PostStatus
from core.posts.revision import get_post
from core.tenancy import ACROSS_WORKSPACES

FOLLOWED = timedelta(days=7)
PATIENCE = timedelta(hours=24)
"""An invite may wait so long before anybody is told."""
NUDGE_ONE = (
    "{who} has not accepted the invite to share “{title}” for {event} yet. Ask them: until then it shows on your "
    "profile alone."
)
NUDGE_SEVERAL = (
    "{list} have not accepted the invite to share “{title}” for {event} yet. Ask them: until then it shows on your "
    "profile alone."
)


async def ring_for_invites(session: AsyncSession, now: datetime) -> int:
    """Ring for every live post of the last week whose collaborators we may read; returns how many."""
    found = await session.execute(
        select(Post.workspace_id, Post.id, Post.details)
        .join(Account, Account.id == Post.account_id)
        .where(
            Post.status == PostStatus.PUBLISHED,
            Post.format != Format.STORY,
            Post.published_at > now - FOLLOWED,
            Post.media_id.is_not(None),
            Account.product == Product.FACEBOOK,
        )
        .execution_options(**ACROSS_WORKSPACES)
    )
    asked = [(workspace_id, post_id) for workspace_id, post_id, details in found if details.get("collaborators")]
    for workspace_id, post_id in asked:
        tasks.follow_invites.enqueue(session, workspace_id, post_id)
    return len(asked)


async def follow_invites(parts: Parts, workspace_id: UUID, post_id: UUID) -> None:
    """The body of `post.invites`: read how everybody answered; who is silent for a day is named once."""
    async with parts.db.reading() as session:
        post = await get_post(session, workspace_id, post_id)
        if post.account_id is None or post.media_id is None:
            return
        access = access_to(await get_account(session, workspace_id, post.account_id), parts.vault)
        media_id = post.media_id
    invited = await parts.directory.invited(access, media_id)
    if invited is None:
        return
    async with parts.db.transaction() as session:
        post = await get_post(session, workspace_id, post_id, lock=True)
        silent = await _kept(session, post, invited, parts.clock.now())
        if silent:
            await _nudge(session, post, silent)


async def _kept(session: AsyncSession, post: Post, invited: Sequence[Invited], now: datetime) -> list[str]:
    """Write the answers down; returns who is to be asked now."""
    found = await session.execute(
        select(Collaboration).where(Collaboration.workspace_id == post.workspace_id, Collaboration.post_id == post.id)
    )
    rows = {row.username: row for row in found.scalars()}
    before = {username: row.state for username, row in rows.items()}
    for username in set(rows) - {one.username for one in invited}:
        rows[username].state, rows[username].read_at = InviteState.GONE, now
    silent = []
    for one in invited:
        row = rows.get(one.username)
        if row is None:
            row = Collaboration(id=uuid4(), workspace_id=post.workspace_id, post_id=post.id, username=one.username)
            session.add(row)
            rows[one.username] = row
        row.state = InviteState.ACCEPTED if one.accepted else InviteState.PENDING
        row.read_at = now
        waited = post.published_at is not None and now - post.published_at >= PATIENCE
        if row.state is InviteState.PENDING and row.nudged_at is None and waited:
            row.nudged_at = now
            silent.append(one.username)
    await session.flush()
    if {username: row.state for username, row in rows.items()} != before:
        await post_changed(session, post)
    return silent


async def _nudge(session: AsyncSession, post: Post, silent: Sequence[str]) -> None:
    campaign, event, _ = await surroundings(session, post)
    names = {one.handle: one.name for one in await people_of(session, event)}
    told = [f"{names[handle]} (@{handle})" if handle in names else f"@{handle}" for handle in silent]
    about = {"title": title_of(campaign.cadence, post.phase, post.format), "event": event.name}
    one = NUDGE_ONE.format(who=told[0], **about)
    sentence = one if len(told) == 1 else NUDGE_SEVERAL.format(list=spoken_list(told), **about)
    await say_in_thread(session, post.workspace_id, event.id, sentence)
