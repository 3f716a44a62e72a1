"""How a post may end other than live, each with what brings it about."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from chaos.suites.scene import Stage
from sqlalchemy import update

from core.posts.model import Revision

Bring = Callable[[Stage], Awaitable[UUID]]


async def refused(stage: Stage) -> UUID:
    await stage.machine.sandbox.fault("instagram", "media", "media_refused")
    return await stage.post("refused", goes_live=False)


async def given_up(stage: Stage) -> UUID:
    """Four tries, and each of them met a failure that should have passed."""
    await stage.machine.sandbox.fault("instagram", "media", "outage", times=4)
    return await stage.post("tried four times", goes_live=False)


async def too_late(stage: Stage) -> UUID:
    post_id = await stage.post("found when its time was over", goes_live=False)
    await stage.move_to((await stage.machine.post(post_id)).not_after + timedelta(minutes=1))
    return post_id


async def tampered(stage: Stage) -> UUID:
    """Somebody changed the words behind the approval."""
    post_id = await stage.post("changed behind its approval", goes_live=False)
    await stage.machine.sandbox.do("instagram/settings", ripening_seconds=0)
    await tamper(stage, post_id)
    return post_id


async def tamper(stage: Stage, post_id: UUID) -> None:
    async with stage.services.db.transaction() as session:
        await session.execute(
            update(Revision)
            .where(Revision.workspace_id == stage.machine.team.workspace_id, Revision.post_id == post_id)
            .values(caption="Buy my crypto.")
        )


async def unanswered(stage: Stage) -> UUID:
    await stage.machine.sandbox.fault("instagram", "media_publish", "timeout_before", times=2, seconds=0.01)
    return await stage.post("never answered", goes_live=False)


async def unlinked(stage: Stage) -> UUID:
    """Live, and nobody can tell which medium it is: people hear so all the same."""
    await stage.machine.sandbox.do("instagram/settings", listing_lag_seconds=600)
    await stage.machine.sandbox.fault("instagram", "media_publish", "apply_then_drop")
    return await stage.post("live without a link")


async def live(stage: Stage) -> UUID:
    return await stage.post("live")


ENDINGS: dict[str, Bring] = {
    "refused": refused,
    "given up": given_up,
    "too late": too_late,
    "tampered": tampered,
    "unanswered": unanswered,
    "unlinked": unlinked,
    "live": live,
}
