"""Which rule counts for a post: its campaign's before its phase's before the team's; where none is set, one yes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.model import ApprovalRule
from core.approvals.policy import Policy
from core.posts.model import Post

DEFAULT = Policy.ONE
"""How it was before teams could choose, and still is for those who did not."""


def nearest(rules: Sequence[ApprovalRule], campaign_id: UUID, phase: str) -> ApprovalRule | None:
    """Of all rules of a team the one for such a post; None: the default."""
    found = [rule for rule in rules if rule.campaign_id == campaign_id or _of_team(rule, phase)]
    return max(found, key=lambda rule: (rule.campaign_id is not None, rule.phase != ""), default=None)


def _of_team(rule: ApprovalRule, phase: str) -> bool:
    return rule.campaign_id is None and rule.phase in ("", phase)


def policy_now(post: Post) -> ScalarSelect[Policy]:
    """The policy of a post inside another query, so that looking at both is one read; NULL where no rule is set."""
    query = select(ApprovalRule.policy).where(
        ApprovalRule.workspace_id == post.workspace_id,
        or_(
            ApprovalRule.campaign_id == post.campaign_id,
            and_(ApprovalRule.campaign_id.is_(None), ApprovalRule.phase.in_(("", post.phase))),
        ),
    )
    nearest_first = (ApprovalRule.campaign_id.is_(None), ApprovalRule.phase == "")
    return query.order_by(*nearest_first).limit(1).scalar_subquery()


async def rules_of(session: AsyncSession, workspace_id: UUID) -> Sequence[ApprovalRule]:
    """Every rule of a team; a handful."""
    found = await session.execute(select(ApprovalRule).where(ApprovalRule.workspace_id == workspace_id))
    return found.scalars().all()


async def rule_of(session: AsyncSession, post: Post) -> ApprovalRule | None:
    return nearest(await rules_of(session, post.workspace_id), post.campaign_id, post.phase)


async def policy_of(session: AsyncSession, post: Post) -> Policy:
    """How many yeses a post needs now."""
    rule = await rule_of(session, post)
    return rule.policy if rule else DEFAULT
