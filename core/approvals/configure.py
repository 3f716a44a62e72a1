"""Set how many yeses posts need. Owners only; a change while posts wait or are approved is dealt with at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.given import as_given, standing_of
from core.approvals.model import ApprovalRule
from core.approvals.policy import Policy, let_through
from core.approvals.rules import DEFAULT, nearest, rules_of
from core.audit.model import Deed
from core.audit.note import audit
from core.authorization.check import check, may
from core.authorization.table import Right
from core.campaigns.model import Campaign
from core.campaigns.redraw import redraw_campaigns
from core.errors import InvalidAnswer, NotFound, NotNow
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus, Revision
from core.posts.story_beside import put_story_away
from core.posts.transitions import move
from core.workspaces.members import members
from core.workspaces.model import Member, Workspace

QUEUED = (PostStatus.APPROVED, PostStatus.SCHEDULED)


@dataclass(frozen=True)
class Scope:
    """Which posts a rule is about: every post, those of one phase, or those of one campaign."""

    phase: str = ""
    campaign_id: UUID | None = None


@dataclass(frozen=True)
class RuleSet:
    """What became of it: posts that were approved and lack a yes now, and those that wait as they did."""

    policy: Policy
    lacking: tuple[UUID, ...] = ()
    waiting: int = 0


def may_set_policy(member: Member) -> bool:
    return may(member, Right.APPROVAL_RULES)


def check_may_set_policy(member: Member) -> None:
    check(member, Right.APPROVAL_RULES)


async def check_policy(session: AsyncSession, member: Member, policy: Policy) -> None:
    """Raise InvalidAnswer for a rule that this team could never fulfil."""
    check_may_set_policy(member)
    able = [person for person in await members(session, member.workspace_id) if person.role.may_approve]
    if policy is Policy.TWO and len(able) < Policy.TWO.people:
        raise InvalidAnswer(
            f"Two people can only say yes where two may, and here it is {able[0].name if able else 'nobody'} alone. "
            "Name an approver first.",
            field="policy",
        )


async def set_policy(
    session: AsyncSession, member: Member, scope: Scope, policy: Policy | None, now: datetime
) -> RuleSet:
    """Set a rule, or with None take it away, so that the next wider one counts. Raises NotNow when that is so already.

    A stricter rule reopens nothing that has enough yeses; what lacks one waits for it and keeps those it has. A milder
    one lets nothing through by itself: that takes a new press.
    """
    check_may_set_policy(member)
    await _one_at_a_time(session, member.workspace_id)
    await _check_campaign(session, member.workspace_id, scope)
    if policy is not None:
        await check_policy(session, member, policy)
    await _write(session, member, scope, policy, now)
    await session.flush()
    rules = await rules_of(session, member.workspace_id)
    lacking, waiting = await look_at_posts(session, member.workspace_id, rules)
    await redraw_campaigns(session, member.workspace_id, now)
    rule = nearest(rules, scope.campaign_id or uuid4(), scope.phase)
    return RuleSet(rule.policy if rule else DEFAULT, tuple(post.id for post in lacking), waiting)


async def _one_at_a_time(session: AsyncSession, workspace_id: UUID) -> None:
    """Two owners at once end up with one rule. Not in the way of rows that only refer to the workspace."""
    await session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update(key_share=True))


async def _check_campaign(session: AsyncSession, workspace_id: UUID, scope: Scope) -> None:
    if scope.campaign_id is None:
        return
    known = await session.execute(
        select(Campaign.id).where(Campaign.workspace_id == workspace_id, Campaign.id == scope.campaign_id)
    )
    if known.scalar_one_or_none() is None:
        raise NotFound("That campaign is not here any more.")


async def _write(session: AsyncSession, member: Member, scope: Scope, policy: Policy | None, now: datetime) -> None:
    rules = await rules_of(session, member.workspace_id)
    own = next((rule for rule in rules if Scope(rule.phase, rule.campaign_id) == scope), None)
    if (own.policy if own else None) is policy:
        raise NotNow("That is how it is already.")
    before, after = (one.value if one else "" for one in (own.policy if own else None, policy))
    rule = f"{before or 'as usual'} -> {after or 'as usual'}"
    audit(session, member, Deed.CHANGED_RULE, about=scope.campaign_id, phase=scope.phase, rule=rule)
    if policy is None and own is not None:
        await session.delete(own)
    elif policy is not None and own is None:
        session.add(
            ApprovalRule(
                id=uuid4(),
                workspace_id=member.workspace_id,
                campaign_id=scope.campaign_id,
                phase=scope.phase,
                policy=policy,
                set_by_id=member.id,
                set_at=now,
            )
        )
    elif policy is not None and own is not None:
        own.policy, own.set_by_id, own.set_at = policy, member.id, now


async def look_at_posts(
    session: AsyncSession, workspace_id: UUID, rules: Sequence[ApprovalRule]
) -> tuple[list[Post], int]:
    """(approved posts that lack a yes now, how many wait). Story and post beside each other go together."""
    found = await session.execute(
        select(Post)
        .where(Post.workspace_id == workspace_id, Post.status.in_((*QUEUED, PostStatus.IN_REVIEW)))
        .order_by(Post.due_at, Post.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    posts = found.scalars().all()
    queued = [post for post in posts if post.status in QUEUED and post.story_of_id is None]
    given = await standing_of(session, workspace_id, [post.id for post in queued])
    authors = await _authors(session, workspace_id, queued)
    lacking = []
    for post in queued:
        rule = nearest(rules, post.campaign_id, post.phase)
        if let_through(rule.policy if rule else DEFAULT, as_given(given[post.id]), authors.get(post.id)) is None:
            move(post, PostStatus.IN_REVIEW)
            await put_story_away(session, post)
            await post_changed(session, post)
            lacking.append(post)
    waiting = [post for post in posts if post.status is PostStatus.IN_REVIEW and post not in lacking]
    for post in waiting:
        await post_changed(session, post)
    return lacking, len(waiting)


async def _authors(session: AsyncSession, workspace_id: UUID, posts: Sequence[Post]) -> dict[UUID, UUID | None]:
    rows = await session.execute(
        select(Revision.post_id, Revision.author_id)
        .join(Post, Post.id == Revision.post_id)
        .where(
            Revision.workspace_id == workspace_id,
            Revision.post_id.in_([post.id for post in posts]),
            Revision.number == Post.revision,
        )
    )
    return {row.post_id: row.author_id for row in rows}
