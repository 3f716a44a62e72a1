"""Only with RITE_NOW: what lies on our desk, told to the sandbox's page: posts and tasks, why they wait, and roles."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import approvers, spoken_list
from core.bulk.candidates import candidates
from core.bulk.preview import Candidate
from core.events.moments import to_local
from core.outbox import TaskRow
from core.posts.model import Post, PostStatus
from core.posts.transitions import IN_WORDS
from core.tenancy import ACROSS_WORKSPACES
from core.workspaces.members import members
from core.workspaces.model import Identity, Member, Workspace

MOST = 60
OVER = (PostStatus.PUBLISHED, PostStatus.CANCELLED, PostStatus.EXPIRED)
Told = dict[str, Any]


async def desk(session: AsyncSession, now: datetime) -> Told:
    """{"posts": what is to come or stuck, "tasks": work in the queues, "counts": posts by state, "roles"}, JSON values.

    A post: {workspace, title, event, state, due_at, waits}; a task: {name, queue, next_at, attempt, waits}; roles by
    Slack team ("" where there is none) and the person's id on their chat platform.
    """
    posts: list[Told] = []
    roles: dict[str, dict[str, str]] = {}
    counts: Counter[str] = Counter()
    for workspace in (await session.execute(select(Workspace).order_by(Workspace.created_at))).scalars():
        people = await members(session, workspace.id)
        posts += await _posts(session, workspace, people)
        roles[workspace.slack_team or ""] = await _roles(session, people)
        found = await session.execute(select(Post.status).where(Post.workspace_id == workspace.id))
        counts.update(IN_WORDS[status] for status in found.scalars())
    return {"posts": posts[:MOST], "tasks": await _tasks(session, now), "counts": dict(counts), "roles": roles}


async def _posts(session: AsyncSession, workspace: Workspace, people: Sequence[Member]) -> list[Told]:
    found = await session.execute(
        select(Post).where(Post.workspace_id == workspace.id, Post.status.not_in(OVER)).order_by(Post.due_at, Post.id)
    )
    rows = {post.id: post for post in found.scalars()}
    return [
        {
            "workspace": workspace.name,
            "title": one.title,
            "event": one.event,
            "state": IN_WORDS[one.status],
            "due_at": one.due_at.isoformat(),
            "waits": _why(rows[one.id], one, people),
        }
        for one in await candidates(session, workspace.id, list(rows))
    ]


def _why(post: Post, one: Candidate, people: Sequence[Member]) -> str:
    """What has to happen before this post moves on, as a sentence."""
    hour = f"{to_local(post.due_at, one.zone):%a %d %b, %H:%M}"
    trouble = f" {post.last_error}" if post.last_error else ""
    match post.status:
        case PostStatus.DRAFT:
            return "Waits for its words and its picture."
        case PostStatus.CHANGES_REQUESTED:
            return "Waits for the change that was asked for."
        case PostStatus.IN_REVIEW:
            missing = [who.name for who in approvers(people, one.author_id, one.policy) if who.id not in one.said_yes]
            return f"Waits for a yes from {spoken_list(missing, 'or')}; then for {hour}."
        case PostStatus.SCHEDULED if post.waits_until:
            return f"Waits until {to_local(post.waits_until, one.zone):%a %d %b, %H:%M}.{trouble}"
        case PostStatus.SCHEDULED | PostStatus.APPROVED:
            account = "" if post.account_id else " No account is connected yet."
            return f"Waits for {hour}.{account}{trouble}"
        case PostStatus.PUBLISHING:
            return f"Waits for Instagram's answer, try {post.attempt}.{trouble}"
        case _:
            return f"Waits for somebody to decide.{trouble} {post.remedy or ''}".strip()


async def _tasks(session: AsyncSession, now: datetime) -> list[Told]:
    found = await session.execute(select(TaskRow).order_by(TaskRow.next_at, TaskRow.id).limit(MOST))
    return [
        {
            "name": row.name,
            "queue": row.queue,
            "next_at": row.next_at.isoformat(),
            "attempt": row.attempt,
            "waits": _why_task(row, now),
        }
        for row in found.scalars()
    ]


def _why_task(row: TaskRow, now: datetime) -> str:
    trouble = f" {row.last_error}" if row.last_error else ""
    if row.dead_at is not None:
        return f"Given up after {row.attempt} tries.{trouble}"
    if row.next_at > now:
        return f"Waits for its time.{trouble}"
    return f"Is being done.{trouble}" if row.lease_owner is not None else f"Waits for a free worker.{trouble}"


async def _roles(session: AsyncSession, people: Sequence[Member]) -> dict[str, str]:
    by_id = {person.id: person.role.value for person in people}
    found = await session.execute(
        select(Identity.external_id, Identity.member_id)
        .where(Identity.member_id.in_(by_id))
        .execution_options(**ACROSS_WORKSPACES)
    )
    return {str(external): by_id[member] for external, member in found.all()}
