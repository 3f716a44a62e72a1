"""Whose yes is missing: what waits for one person, and not for somebody else."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import approvers
from core.bulk.candidates import candidates
from core.posts.model import Post, PostStatus
from core.workspaces.members import members
from core.workspaces.model import Member


async def waiting_for(session: AsyncSession, member: Member) -> frozenset[UUID]:
    """Posts that this person's yes brings further: their yes counts, and they have not given it."""
    found = await session.execute(
        select(Post.id).where(Post.workspace_id == member.workspace_id, Post.status == PostStatus.IN_REVIEW)
    )
    posts = await candidates(session, member.workspace_id, found.scalars().all())
    people = await members(session, member.workspace_id)
    return frozenset(
        post.id
        for post in posts
        if post.ready
        and member.id not in post.said_yes
        and any(person.id == member.id for person in approvers(people, post.author_id, post.policy))
    )
