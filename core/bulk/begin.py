"""Begin a change of many posts, and look at what it would do. Nothing happens to any post here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.policy import check_may_edit
from core.bulk.candidates import MOST_AT_ONCE, beside, candidates
from core.bulk.model import BulkChange, BulkKind
from core.bulk.preview import Asked, Preview, preview
from core.bulk.shift import Shift
from core.errors import InvalidAnswer, NotFound, NotNow
from core.timing.busy import gaps_by_account
from core.workspaces.members import members
from core.workspaces.model import Member

KEPT = timedelta(days=7)
GONE = "That change is too old. Begin it once more."
NOTHING = "There is no post here that this could be done to."


async def begin(
    session: AsyncSession,
    member: Member,
    conversation_id: UUID,
    post_ids: Sequence[UUID],
    now: datetime,
    *,
    title: str,
    campaign_id: UUID | None = None,
) -> BulkChange:
    """Raises NotNow when there is no post, and NotAllowed for guests."""
    check_may_edit(member)
    if not post_ids:
        raise NotNow(NOTHING)
    await session.execute(
        delete(BulkChange)
        .where(BulkChange.workspace_id == member.workspace_id, BulkChange.created_at < now - KEPT)
        .execution_options(synchronize_session=False)
    )
    change = BulkChange(
        id=uuid4(),
        workspace_id=member.workspace_id,
        conversation_id=conversation_id,
        member_id=member.id,
        campaign_id=campaign_id,
        title=title[:120],
        post_ids=[str(post_id) for post_id in post_ids[:MOST_AT_ONCE]],
        created_at=now,
    )
    session.add(change)
    await session.flush()
    return change


async def get_change(session: AsyncSession, workspace_id: UUID, change_id: UUID, *, lock: bool = False) -> BulkChange:
    """Raises NotFound for one that is too old."""
    query = select(BulkChange).where(BulkChange.workspace_id == workspace_id, BulkChange.id == change_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    change = (await session.execute(query)).scalar_one_or_none()
    if change is None:
        raise NotFound(GONE)
    return change


def check_shift(shift: Shift) -> None:
    """Raises InvalidAnswer for one that moves nothing, or out of sight."""
    if shift.nothing:
        raise InvalidAnswer("By how much? Write it like “2 days”, “-1 day” or “3 hours”.", field="by")
    if shift.too_far:
        raise InvalidAnswer("That is more than a year. Is the number right?", field="by")


async def look(
    session: AsyncSession, member: Member, change: BulkChange, kind: BulkKind, now: datetime, shift: Shift | None = None
) -> Preview:
    """What it would do now; remembered as what was shown. Raises NotNow when it was done or left already."""
    check_open(change)
    change.kind = kind
    if shift is not None:
        check_shift(shift)
        change.days, change.minutes = shift.days, shift.minutes
    found = await previewed(session, member, change, now)
    change.shown = found.fingerprint
    return found


async def previewed(session: AsyncSession, member: Member, change: BulkChange, now: datetime) -> Preview:
    assert change.kind is not None  # noqa: S101 - a change without a kind has nothing to show
    posts = await candidates(session, change.workspace_id, [UUID(post_id) for post_id in change.post_ids])
    shifts = change.kind is BulkKind.SHIFT
    others = await beside(session, change.workspace_id, posts) if shifts and posts else []
    people = await members(session, change.workspace_id)
    gaps = await gaps_by_account(session, change.workspace_id) if others else {}
    asked = Asked(change.kind, member, people, now, Shift(change.days, change.minutes), others, gaps)
    return preview(asked, posts)


def check_open(change: BulkChange) -> None:
    if change.done_at is not None:
        raise NotNow("That was done already.")
    if change.left_at is not None:
        raise NotNow("You left that as it was. Begin it once more.")
