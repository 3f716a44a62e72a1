"""The way of one approved post to Instagram: container, wait, intent, one publish call, record.

Each foreign call that changes something sits alone between two commits. What was not answered is never
repeated blindly: it is reconciled (reconcile.py).
"""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.expire import mark_expired
from core.accounts.pause import pause_of
from core.accounts.queries import access_to
from core.accounts.rights import Right, missing_rights
from core.containers.model import Container
from core.errors import (
    ContainerGone,
    Cure,
    OutcomeUnknown,
    QuotaSpent,
    RateLimited,
    ReconnectNeeded,
    Refused,
    WaitAndRetry,
)
from core.lease import LeaseLost
from core.ports.access import Access
from core.ports.parts import Parts
from core.posts.adopt import adopt
from core.posts.changed import post_changed
from core.posts.claim import Claim
from core.posts.last_word import event_lets_it_go
from core.posts.model import Format, Post, PostStatus
from core.posts.outage import retry_or_outlast
from core.posts.pace import CATCHING_UP, turn_comes_at
from core.posts.planned import CURES, refusal_of
from core.posts.prepare import STILL_PROCESSING_AFTER, poll_later, ready_container, usable
from core.posts.queue import EARLY
from core.posts.quota import QUOTA_SPENT, ask_quota, insist_on_room, quota_frees_up
from core.posts.reconcile import FIRST_CHECK, SENDS, ask_a_person, patience_over, reconcile
from core.posts.revision import drop_container, fingerprint
from core.posts.run import LostPost, Run, load, release_account, take_account
from core.posts.transitions import move
from core.posts.wall_time import is_off, put_right
from core.posts.witness import time_is_in_doubt

READ_AGAIN_AFTER = timedelta(seconds=15)
SOON = timedelta(seconds=10)
"""A wait this short means "not ready yet": the same container again, without counting a try."""
TURN_COMES_AFTER = timedelta(seconds=3)
CALLS_AGAIN_AFTER = timedelta(minutes=15)


async def publish_post(parts: Parts, claim: Claim) -> None:
    """Take one claimed post as far as it can go now; the row says when to go on."""
    run = await load(parts, claim)
    if run is None:
        return
    try:
        await _advance(run)
    except LostPost:
        return


async def _advance(run: Run) -> None:
    status = run.post.status
    if status not in (PostStatus.SCHEDULED, PostStatus.PUBLISHING):
        return
    try:
        if status is PostStatus.PUBLISHING and run.post.media_id:
            await adopt(run, run.post.media_id)  # it was answered; the run that heard it came to an end
        elif status is PostStatus.PUBLISHING:
            await reconcile(run, replace(_access(run), finishing=True))
        elif await _may_go(run):
            await _towards_live(run, _access(run))
    except ReconnectNeeded as error:
        await _access_ended(run, error)
    except (WaitAndRetry, Refused) as error:
        if status is PostStatus.PUBLISHING:
            await _look_again(run, error)
        elif isinstance(error, RateLimited):
            await run.rest(run.now + (error.after or CALLS_AGAIN_AFTER), error.message)
        elif isinstance(error, QuotaSpent):
            await run.rest(await quota_frees_up(run.parts, run.post, run.now), QUOTA_SPENT)
        elif isinstance(error, WaitAndRetry):
            await retry_or_outlast(run, _access(run), error)
        elif isinstance(error, ContainerGone):
            await _new_container_later(run, error)
        else:
            await _refused(run, error)


def _access(run: Run) -> Access:
    if run.account is None:
        raise ReconnectNeeded("No Instagram account is connected.")
    return replace(access_to(run.account, run.parts.vault), looked=True)  # _may_go did


async def _look_again(run: Run, error: WaitAndRetry | Refused) -> None:
    """A read that failed while reconciling says nothing about what was sent."""
    if patience_over(run):
        await ask_a_person(run, f"I can't see whether it went out. {error.message}")
        return
    asked = error.after if isinstance(error, WaitAndRetry) else None
    await run.wait(run.now + (asked or READ_AGAIN_AFTER), status=PostStatus.PUBLISHING)


LACKS_YES = "Not enough people have said yes to it, so I kept it back."


async def _may_go(run: Run) -> bool:
    """The last look before the network: still in time, and exactly what was approved."""
    if not await event_lets_it_go(run) or await _hour_was_put_right(run):
        return False
    if not await _in_time(run) or await time_is_in_doubt(run):
        return False
    if run.account is not None and (pause := pause_of(run.account, run.now)) is not None:
        await run.rest(pause.until, f"@{run.account.username} is paused: {pause.reason}.")
        return False
    wanted = fingerprint(run.post, run.revision)
    if run.approved_fingerprint != wanted or run.revision.fingerprint != wanted:
        lacks = run.approved_fingerprint is None
        await run.ended(
            PostStatus.HELD,
            cause=LACKS_YES if lacks else "What is stored is not what was approved, so I kept it back.",
            remedy="Look at it again and approve it.",
            say="post_held",
        )
        return False
    if refused := refusal_of(run.post, run.revision, run.account, run.parts.limits):
        await run.ended(
            PostStatus.FAILED,
            cause=f"Instagram would not take it. {refused.sentence}",
            remedy="Change it, approve it again, and it goes out.",
            cure=CURES.get(refused.field, Cure.DETAILS),
            say="post_failed",
        )
        return False
    return True


async def _hour_was_put_right(run: Run) -> bool:
    """The clocks at the venue go by other rules than when it was planned: the row has another instant now."""
    if not is_off(run.post):
        return False
    async with run.fenced(PostStatus.SCHEDULED) as (session, post):
        await put_right(session, post, run.now)
        post.lease_until = None
        run.log(session, "hour", due_at=post.due_at.isoformat())
    return True


async def _in_time(run: Run) -> bool:
    if run.now <= run.post.not_after:
        return True
    waited = f" {run.post.last_error}" if run.post.waits_until and run.post.last_error else ""
    await run.ended(PostStatus.EXPIRED, cause=f"Its time has passed.{waited}", cure=Cure.RESCHEDULE, say="post_expired")
    return False


async def _towards_live(run: Run, access: Access) -> None:
    container = await ready_container(run, access)
    if container is None:
        return
    state = await run.parts.publisher.container(access, container.instagram_id)
    if state.status == "PUBLISHED":
        await _live_already(run, container)
    elif not usable(state):
        await poll_later(run, container.created_at)
    elif run.now < run.post.due_at - EARLY:
        await run.wait(run.post.due_at - EARLY, status=PostStatus.SCHEDULED)
    elif await _note_intent(run, access, container.instagram_id):
        await _send(run, access, container.instagram_id)


async def _live_already(run: Run, container: Container) -> None:
    """Instagram said no to our call and published all the same: reconciling finds out which medium it is."""
    async with run.fenced(PostStatus.SCHEDULED) as (session, post):
        move(post, PostStatus.PUBLISHING)
        post.sent_at = container.created_at
        post.sends = SENDS  # never again, whatever a later read says
        post.sent_fingerprint = run.revision.fingerprint
        post.checks = 0
        post.next_at = run.now
        post.lease_until = None
        run.log(session, "live already", container=container.instagram_id)


async def _note_intent(run: Run, access: Access, container_id: str) -> bool:
    """Write down that we are about to publish, what, and what was live before; False when we must not send now."""
    story = run.post.format is Format.STORY
    baseline = [medium.id for medium in await run.parts.publisher.newest(access, story=story)]
    quota = await ask_quota(run.parts, access)
    await run.parts.clock.sleep_until(run.post.due_at)
    if not await _in_time(run) or await time_is_in_doubt(run):  # preparing took a while, and Instagram told its time
        return False
    async with run.fenced(PostStatus.SCHEDULED) as (session, post):
        if not await take_account(session, post, run.parts.clock.steady()):
            post.next_at = run.now + TURN_COMES_AFTER
            post.lease_until = None
            return False
        if turn := await turn_comes_at(session, post, run.now):
            raise RateLimited(CATCHING_UP, after=turn - run.now)
        if quota is not None:
            await insist_on_room(session, post, quota, run.now)  # the intent itself takes the unit
        move(post, PostStatus.PUBLISHING)
        post.sent_at = run.now
        post.sends = 1
        post.sent_fingerprint = run.revision.fingerprint
        post.baseline = baseline
        post.checks = 0
        post.next_at = run.now + FIRST_CHECK
        run.log(session, "intent", container=container_id)
        await post_changed(session, post)  # "on its way": no button may promise to stop it any more
    return True


async def _send(run: Run, access: Access, container_id: str) -> None:
    """The one irreversible call."""
    try:
        media_id = await run.parts.publisher.publish(access, container_id)
    except LeaseLost:
        await _not_sent(run, container_id)
        raise
    except OutcomeUnknown as error:
        async with run.fenced(PostStatus.PUBLISHING) as (session, post):
            post.next_at = run.now + FIRST_CHECK
            post.lease_until = None
            post.last_error = error.message
            run.log(session, "publish", outcome="unknown", cause=error.message)
        return
    except (WaitAndRetry, Refused, ReconnectNeeded) as error:
        # Instagram answered clearly that nothing was published.
        async with run.fenced(PostStatus.PUBLISHING) as (session, post):
            await _take_back_intent(session, post)
            run.log(session, "publish", outcome="no", cause=error.message)
        soon = isinstance(error, WaitAndRetry) and error.after is not None and error.after <= SOON
        if soon and run.now - run.post.due_at < STILL_PROCESSING_AFTER:
            await run.wait(run.now + SOON / 2, status=PostStatus.SCHEDULED)
            return
        raise
    await adopt(run, media_id)


async def _not_sent(run: Run, container_id: str) -> None:
    """We slept too long to be sure the post is still ours, so nothing left. If it is ours, it may go at once."""
    async with run.fenced(PostStatus.PUBLISHING) as (session, post):
        await _take_back_intent(session, post)
        post.next_at = run.now
        post.lease_until = None
        run.log(session, "publish", outcome="not sent", container=container_id)


async def _take_back_intent(session: AsyncSession, post: Post) -> None:
    move(post, PostStatus.SCHEDULED)
    post.sent_at = None
    post.sends = 0
    await release_account(session, post)


async def _refused(run: Run, error: Refused) -> None:
    """Nothing changes by itself: people are told why, and by which button it can go out all the same."""
    await run.ended(PostStatus.FAILED, cause=_in_full(error), remedy=error.remedy, cure=error.cure, say="post_failed")


async def _new_container_later(run: Run, error: ContainerGone) -> None:
    async with run.fenced(PostStatus.SCHEDULED) as (session, post):
        await drop_container(session, post)
    if error.hopeless:
        await _refused(run, error)
    else:
        await run.retry(_in_full(error), after=None, remedy=_of_a_person(error), cure=error.cure)


def _in_full(error: Refused) -> str:
    return f"{error.message} {error.cause}".strip()


def _of_a_person(error: ContainerGone) -> str:
    """What is left to do once preparing it anew did not help."""
    return error.remedy if error.cure is not Cure.AGAIN else ""


async def _access_ended(run: Run, error: ReconnectNeeded) -> None:
    """Nothing can be sent for this account until a person signs in again."""
    if run.account is not None and Right.PUBLISH not in missing_rights(run.account.scopes):
        await mark_expired(run.parts, run.account)  # otherwise the token is fine, only this right was never given
    if run.post.status is PostStatus.PUBLISHING:
        await ask_a_person(run, error.message)
        return
    await run.ended(
        PostStatus.FAILED,
        cause=error.message,
        remedy="Reconnect the account. While there is time, the post then goes out by itself.",
        cure=error.cure,
        say="post_failed",
        lacks_access=True,
    )
