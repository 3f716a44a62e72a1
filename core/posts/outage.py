"""Instagram answers nobody: what is due waits for it, however long that takes, and people hear of it once."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Refused, WaitAndRetry
from core.notices.model import NoticeKind
from core.notices.notify import audience, notify
from core.notices.seen import first_time
from core.operations.alert import raise_alert_for_all
from core.ports.access import Access
from core.posts.model import Post, PostStatus
from core.posts.run import Run
from core.retry import WAITS

AWAY = "Instagram answers nobody at the moment. It goes out by itself once it does."
TOLD = (
    "Instagram answers nobody at the moment. What is due waits, and goes out by itself once it does, one post after the"
    " other. Nobody has to do anything."
)
LOOKS_AGAIN_AFTER = timedelta(minutes=5)


async def retry_or_outlast(run: Run, access: Access, error: WaitAndRetry) -> None:
    """Tries are counted while others get answers; a post whose tries are over still waits when nobody does."""
    if run.post.attempt < len(WAITS) or not await _is_away(run, access):
        await _begin_anew(run)
        await run.retry(error.message, after=error.after, cure=error.cure)
        return
    await run.rest(run.now + LOOKS_AGAIN_AFTER, AWAY)
    async with run.parts.db.transaction() as session:
        await _tell_once(session, run)


async def _begin_anew(run: Run) -> None:
    """What was tried while nobody got an answer does not count."""
    if run.post.last_error == AWAY:
        async with run.fenced(PostStatus.SCHEDULED) as (_, post):
            post.attempt = run.post.attempt = 0


async def _is_away(run: Run, access: Access) -> bool:
    """Ask for something that has nothing to do with this post. Any answer, even a no, means that Instagram is there."""
    try:
        await run.parts.publisher.newest(access, story=False, limit=1)
    except WaitAndRetry:
        return True
    except Refused:
        return False
    return False


async def _tell_once(session: AsyncSession, run: Run) -> None:
    """Of a team's posts the first that waits is told of; those who run Rite hear of it as well."""
    workspace_id, now = run.post.workspace_id, run.now
    others = select(Post.id).where(
        Post.workspace_id == workspace_id,
        Post.status == PostStatus.SCHEDULED,
        Post.last_error == AWAY,
        Post.id != run.post.id,
    )
    waiting = (await session.execute(others.limit(1))).first() is not None
    if waiting or not await first_time(session, f"instagram away {workspace_id.hex} {now:%Y%m%d%H}", now):
        return
    for place in await audience(session, workspace_id, None):
        notify(session, workspace_id, place, NoticeKind.SAY, text=TOLD)
    await raise_alert_for_all(session, "instagram", "away", "Instagram answers none of our calls. Posts wait.", now)
