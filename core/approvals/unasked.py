"""Where an owner set that no yes is needed, what is ready goes to the schedule by itself, if nothing is wrong."""

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import check_connected
from core.approvals.decide import let_go
from core.approvals.given import record, standing
from core.approvals.model import Decision
from core.approvals.policy import Policy
from core.approvals.rules import rule_of
from core.errors import PersonCanFix
from core.events.allows import insist_event_allows
from core.posts.model import Post, PostStatus
from core.posts.planned import insist_publishable
from core.posts.revision import current_revision
from core.workspaces.members import get_member


async def let_go_unasked(session: AsyncSession, post: Post) -> bool:
    """Whether it went. What Instagram would refuse, and what is late already, waits for a person as ever."""
    now = session.info["clock"].now()
    rule = await rule_of(session, post)
    if rule is None or rule.policy is not Policy.NONE or rule.set_by_id is None:
        return False
    revision = await current_revision(session, post)
    if post.status is not PostStatus.IN_REVIEW or revision.fingerprint is None or now > post.due_at:
        return False
    try:
        await check_connected(session, post.workspace_id, post.account_id)
        await insist_event_allows(session, post)
        await insist_publishable(session, post, revision.caption)
    except PersonCanFix:
        return False
    owner = await get_member(session, post.workspace_id, rule.set_by_id)
    await record(session, post, owner, Decision.UNASKED, revision.fingerprint, now)
    await let_go(session, post, revision, await standing(session, post), now)
    return True
