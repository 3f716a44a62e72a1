"""Holding a whole campaign, against a plain UPDATE of the same rows in the same round."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, select, update

from bench.publish.claims import Yard
from bench.rounds import Arm, Measured, in_turns
from bench.sheet import Line, ratio_line
from core.campaigns.hold import hold_campaign
from core.notices.model import Conversation, MessageRef, NoticeKind
from core.posts.model import Post, PostStatus
from core.tenancy import ACROSS_WORKSPACES

PLAIN, OURS, TOLD = "plain UPDATE", "held", "held and told"
FAR = timedelta(days=30)
LONGEST_SECONDS = 1.0


async def hold_times(yard: Yard, *, posts: int, rounds: int) -> Measured:
    """Seconds until it is committed. "Told": every post's card is shown in a conversation and has to be redrawn."""
    async with yard.db.reading() as session:
        found = await session.execute(
            select(Post).where(Post.id == yard.original).execution_options(**ACROSS_WORKSPACES)
        )
        original = found.scalar_one()
    workspace_id, campaign_id = original.workspace_id, original.campaign_id

    async def plain() -> int:
        async with yard.db.transaction() as session:
            done = await session.execute(
                update(Post)
                .where(
                    Post.workspace_id == workspace_id,
                    Post.campaign_id == campaign_id,
                    Post.status == PostStatus.SCHEDULED,
                )
                .values(status=PostStatus.HELD, next_at=None)
                .returning(Post.id)
                .execution_options(synchronize_session=False)
            )
            return len(done.scalars().all())

    async def ours() -> int:
        async with yard.db.transaction() as session:
            return len(await hold_campaign(session, workspace_id, campaign_id))

    def arm(holding: Callable[[], Awaitable[int]], *, shown: bool) -> Arm:
        async def takes() -> float:
            await _refill(yard, posts, shown=shown)
            began = time.perf_counter()
            held = await holding()
            passed = time.perf_counter() - began
            if held != posts:
                raise AssertionError(f"{held} of {posts} queued posts were held on {yard.name}.")
            return passed

        return takes

    await plain(), await ours()  # connect, and compile the statements
    arms = {PLAIN: arm(plain, shown=False), OURS: arm(ours, shown=False), TOLD: arm(ours, shown=True)}
    return await in_turns(arms, rounds)


async def _refill(yard: Yard, posts: int, *, shown: bool) -> None:
    """Fresh queued posts, with a card each where they are shown."""
    async with yard.db.transaction() as session:
        options = {**ACROSS_WORKSPACES, "synchronize_session": False}
        await session.execute(delete(MessageRef).execution_options(**options))
        await session.execute(delete(Post).where(Post.id != yard.original).execution_options(**options))
    yard.store.fill(yard.original, posts, datetime.now(UTC) + FAR)
    async with yard.db.transaction() as session:
        queued = await session.execute(
            select(Post.id).where(Post.id != yard.original).execution_options(**ACROSS_WORKSPACES)
        )
        place = (await session.execute(select(Conversation).execution_options(**ACROSS_WORKSPACES))).scalar_one()
        place.reachable = shown
        session.add_all(
            MessageRef(
                id=uuid4(),
                workspace_id=place.workspace_id,
                conversation_id=place.id,
                kind=NoticeKind.POST,
                subject_id=post_id,
                message_id=str(number),
            )
            for number, post_id in enumerate(queued.scalars() if shown else ())
        )
    yard.store.tidy()


def hold_lines(yard: Yard, measured: Measured, posts: int) -> list[Line]:
    """As ratios; the seconds beside them are what people wait."""
    return [
        ratio_line(
            f"{what} {posts} queued posts against a plain UPDATE of them, {yard.name}",
            measured.ratio(arm, PLAIN),
            None,
            f"{measured.middle(arm) * 1000:,.1f} against {measured.middle(PLAIN) * 1000:,.1f} ms, committed; "
            f"worst {max(measured.by_arm[arm]) * 1000:,.1f} ms, within {LONGEST_SECONDS:g} s: "
            f"{'kept' if max(measured.by_arm[arm]) <= LONGEST_SECONDS else 'missed'}",
        )
        for arm, what in ((OURS, "holding"), (TOLD, "holding, and having redrawn the cards of,"))
    ]
