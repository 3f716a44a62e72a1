"""Propose a post that says what changed, when something that is no longer so went out: a draft that waits for a yes."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from core import tasks
from core.campaigns.cadence import CANCELLED, CORRECTION, DATE_TO_COME, POSTPONED, SOLD_OUT
from core.campaigns.effects import OVER, Fate, Ripple
from core.campaigns.plan import NOTICE_NEEDED
from core.events.model import EventStatus, Turn
from core.posts.changed import post_changed
from core.posts.model import Format, Post, PostStatus

PHASES = {
    Turn.AMENDED: CORRECTION,
    Turn.TIER: CORRECTION,
    Turn.POSTPONED: POSTPONED,
    Turn.SOLD_OUT: SOLD_OUT,
    Turn.CANCELLED: CANCELLED,
    Turn.REVIVED: CORRECTION,
}
WORTH_TELLING = timedelta(days=2)
"""So long after its slot people may still say yes to it."""


def phase_to_propose(ripple: Ripple, turn: Turn) -> str:
    """ "" when nothing needs to be told, or a post that tells it waits already. Sold out is always worth a post."""
    phase = PHASES.get(turn, "")
    if phase == POSTPONED and ripple.after.status is EventStatus.POSTPONED:
        phase = DATE_TO_COME
    told = [effect.post for effect in ripple.effects if effect.post.phase == phase]
    if any(post.status not in OVER for post in told):
        return ""
    return phase if turn is Turn.SOLD_OUT or ripple.all_with_fate(Fate.OUT) else ""


async def propose(session: AsyncSession, ripple: Ripple, turn: Turn, now: datetime) -> Post | None:
    """Add it to the campaign and ring for its words."""
    phase = phase_to_propose(ripple, turn)
    if not phase:
        return None
    out = ripple.all_with_fate(Fate.OUT)
    only_stories = bool(out) and all(effect.post.format is Format.STORY for effect in out)
    due_at = now + NOTICE_NEEDED
    post = Post(
        id=uuid4(),
        workspace_id=ripple.campaign.workspace_id,
        campaign_id=ripple.campaign.id,
        account_id=ripple.campaign.account_id,
        phase=phase,
        format=Format.STORY if only_stories else Format.FEED,
        status=PostStatus.DRAFT,
        revision=0,
        due_at=due_at,
        not_after=due_at + WORTH_TELLING,
        media=[],
        details={},
        baseline=[],
    )
    session.add(post)
    await session.flush()
    tasks.draft_post.enqueue(session, post.workspace_id, post.id)
    await post_changed(session, post)
    return post
