"""The publish call was not answered clearly: find out whether the post is live, and never guess."""

from datetime import datetime, timedelta

from sqlalchemy import select

from core.errors import Cure, OutcomeUnknown, ReconnectNeeded, Refused, WaitAndRetry
from core.lease import LeaseLost
from core.ports.access import Access
from core.ports.publisher import ContainerState, Medium
from core.posts.adopt import adopt
from core.posts.contents import slides_of
from core.posts.match import matching
from core.posts.media import SURFACES
from core.posts.model import Format, Post, PostStatus
from core.posts.run import Run, take_account

FIRST_CHECK = timedelta(seconds=5)
CHECKS = (
    FIRST_CHECK,
    timedelta(seconds=15),
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
)
SENDS = 2
"""The same container is sent at most once more, and only after the whole grace."""
UNREADABLE = ContainerState("UNREADABLE", "")
PATIENCE = 12
"""After so many graces (an hour with the real Instagram) a person is asked, whatever still seems to go on."""


async def reconcile(run: Run, access: Access) -> None:
    """One look: at the container, then at what is live; adopt a unique match, wait, or ask a person."""
    state = await _container_state(run, access)
    found = await _look_for_it(run, access)
    # While the clocks are apart nobody knows how much of the grace is over, so nothing is sent again.
    in_doubt = run.parts.witness.apart(run.parts.clock.reported()) is not None
    in_time = run.now <= run.post.not_after
    if len(found) == 1:
        await adopt(run, found[0].id, found[0])
    elif not waited(run, run.parts.publish_grace) or (in_doubt and not patience_over(run)):
        await _check_later(run)
    elif state.status == "PUBLISHED":
        # Instagram says it is live and does not tell which one it is; the link stays unknown.
        await adopt(run, None)
    elif state.status == "FINISHED" and not found and run.post.sends < SENDS and not in_doubt and in_time:
        await _send_same_again(run, access)
    elif state.status == "IN_PROGRESS" and not patience_over(run):
        await _check_later(run)
    else:
        await ask_a_person(run, "Instagram did not say whether it went out, and I could not find out.")


def waited(run: Run, long: timedelta) -> bool:
    """Whether this much has passed since the publish call was sent."""
    return run.post.sent_at is not None and run.now - run.post.sent_at >= long


def patience_over(run: Run) -> bool:
    """Whether it is time to stop looking."""
    return waited(run, PATIENCE * run.parts.publish_grace)


async def ask_a_person(run: Run, cause: str) -> None:
    """The post is live or not: whoever can look at Instagram decides."""
    await run.ended(
        PostStatus.UNCONFIRMED,
        cause=cause,
        remedy="Look at the account in the Instagram app, then press It is live or Not there.",
        cure=Cure.LOOK,
        say="post_unconfirmed",
    )


async def _container_state(run: Run, access: Access) -> ContainerState:
    if run.container is None:
        return UNREADABLE
    try:
        return await run.parts.publisher.container(access, run.container.instagram_id)
    except Refused:
        return UNREADABLE


async def _look_for_it(run: Run, access: Access) -> list[Medium]:
    live = await run.parts.publisher.newest(access, story=run.post.format is Format.STORY)
    async with run.parts.db.reading() as session:
        taken = await session.execute(
            select(Post.media_id).where(
                Post.workspace_id == run.post.workspace_id,
                Post.account_id == run.post.account_id,
                Post.media_id.in_([medium.id for medium in live]),
            )
        )
        others = {media_id for media_id in taken.scalars() if media_id}
    return matching(
        live,
        caption=run.revision.caption,
        surface=SURFACES[run.post.format],
        slides=len(slides_of(run.post, run.revision)),
        sent_at=_earliest(run),
        baseline=run.post.baseline,
        taken=others,
    )


def _earliest(run: Run) -> datetime:
    """Before this nothing of ours can have gone live: sent twice, it may be the first call that worked."""
    return run.container.created_at if run.container else run.post.sent_at or run.now


async def _check_later(run: Run) -> None:
    async with run.fenced(PostStatus.PUBLISHING) as (session, post):
        # The post keeps the account to itself while the answer is open.
        await take_account(session, post, run.parts.clock.steady())
        post.next_at = run.now + CHECKS[min(post.checks, len(CHECKS) - 1)]
        post.checks += 1
        post.lease_until = None


async def _send_same_again(run: Run, access: Access) -> None:
    """The container is still waiting and nothing is live after the grace: the same container, once more."""
    container = run.container
    assert container is not None  # noqa: S101 - its state was just read
    async with run.fenced(PostStatus.PUBLISHING) as (session, post):
        if not await take_account(session, post, run.parts.clock.steady()):
            post.next_at = run.now + FIRST_CHECK
            post.lease_until = None
            return
        post.sends += 1
        post.sent_at = run.now
        post.next_at = run.now + FIRST_CHECK
        run.log(session, "intent", container=container.instagram_id, again=True)
    try:
        media_id = await run.parts.publisher.publish(access, container.instagram_id)
    except LeaseLost:
        async with run.fenced(PostStatus.PUBLISHING) as (_, post):
            post.sends -= 1  # nothing left
            post.lease_until = None
        raise
    except (OutcomeUnknown, WaitAndRetry, Refused, ReconnectNeeded) as error:
        async with run.fenced(PostStatus.PUBLISHING) as (session, post):
            post.lease_until = None
            post.last_error = error.message
            run.log(session, "publish", outcome="unknown", cause=error.message)
        return
    await adopt(run, media_id)
