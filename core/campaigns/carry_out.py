"""Carry a ripple out, post by post: what was approved waits for a fresh yes wherever the change touches it."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.approvals.decide import reopen
from core.approvals.given import withdraw_approvals
from core.campaigns.effects import Effect, Fate, Ripple
from core.campaigns.hold import redraw_posts
from core.campaigns.model import CampaignStatus
from core.campaigns.next_told import NO_NEXT
from core.posts.carry_on import carry_on
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.posts.queue import enter_schedule
from core.posts.revision import freeze, same_again
from core.posts.story_beside import put_story_away
from core.posts.touched import updated
from core.posts.transitions import MOVES, move
from core.posts.what_to_say import what_to_say
from core.workspaces.model import Member

REWRITE = "Rewrite it: the facts of the event changed."
"""What a writer is asked for where new facts do not fit into the old words."""
NO_DATE_YET = "The event is postponed, and its new date is not known yet."


@dataclass(frozen=True)
class _Work:
    session: AsyncSession
    member: Member | None
    ripple: Ripple
    held: Collection[UUID]
    """What was queued until this change stopped it."""
    now: datetime

    def rests(self, post: Post) -> bool:
        """Somebody had stopped it before: it stays so, until it is taken up again."""
        stopped = post.status is PostStatus.HELD and post.id not in self.held
        return stopped and post.last_error not in (NO_DATE_YET, NO_NEXT) and not post.paused

    @property
    def made_by(self) -> UUID | None:
        return self.member.id if self.member else None


async def carry_out(
    session: AsyncSession, member: Member | None, ripple: Ripple, held: Collection[UUID], now: datetime
) -> None:
    """Everything in the caller's transaction; drafts and pictures are made after it."""
    work = _Work(session, member, ripple, held, now)
    gone = {effect.post.id for effect in ripple.effects if effect.fate is not Fate.KEPT}
    for effect in ripple.effects:
        if effect.post.story_of_id in gone and effect.fate is not Fate.OUT:
            await _put_away(work, effect)
        else:
            await _DOING[effect.fate](work, effect)
    await session.flush()
    quiet = ripple.ids(Fate.STOPPED, Fate.HELD)
    if ripple.campaign.status is not CampaignStatus.DRAFT:  # one of an import is not shown before its time comes
        await redraw_posts(session, ripple.campaign.workspace_id, ripple.campaign.id, quiet)


async def _keep(work: _Work, effect: Effect) -> None:
    """The yes it has is about what is still so: it goes out as if nothing had been."""
    post = effect.post
    post.about = effect.about or post.about
    if effect.slot is not None:
        post.not_after = effect.slot.not_after
        post.slot = effect.slot.wall.stored() if effect.slot.wall else post.slot
    if post.id in work.held:
        enter_schedule(post, work.now)


async def _stop(work: _Work, effect: Effect) -> None:
    await withdraw_approvals(work.session, effect.post)
    await put_story_away(work.session, effect.post)
    move(effect.post, PostStatus.CANCELLED)


async def _put_away(work: _Work, effect: Effect) -> None:
    """A story beside a post has no yes of its own; the next one to the post makes it anew."""
    await withdraw_approvals(work.session, effect.post)
    if PostStatus.CANCELLED in MOVES[effect.post.status]:
        move(effect.post, PostStatus.CANCELLED)
        await post_changed(work.session, effect.post)


async def _hold(work: _Work, effect: Effect) -> None:
    post = effect.post
    await withdraw_approvals(work.session, post)
    await put_story_away(work.session, post)
    if PostStatus.HELD in MOVES[post.status]:
        move(post, PostStatus.HELD)
    post.last_error, post.remedy = effect.why or NO_DATE_YET, None


async def _rewrite(work: _Work, effect: Effect) -> None:
    """New facts in the old words where that makes them true; else it is written anew."""
    assert effect.revision is not None and effect.around is not None  # noqa: S101 - only such are touched
    post, old = effect.post, effect.revision
    before, after = (around.brief for around in effect.around)
    anew = post.request or effect.about
    caption = None if anew else updated(old.caption, before, after)
    rests = await _begin(work, effect)
    if caption is None:
        post.request = f"{post.request}\n{REWRITE}".strip()
        post.requested_by_id = work.made_by or post.requested_by_id
    else:
        await _freeze(work, effect, caption)
    await _end(work, effect, rests=rests)


async def _repaint(work: _Work, effect: Effect) -> None:
    assert effect.revision is not None  # noqa: S101 - only what is painted is painted anew
    rests = await _begin(work, effect)
    await _freeze(work, effect, effect.revision.caption)
    await _end(work, effect, rests=rests)


async def _move(work: _Work, effect: Effect) -> None:
    rests = await _begin(work, effect)
    if effect.revision is not None:
        await same_again(work.session, effect.post, effect.revision.author_id, work.now, made_by=work.made_by)
    await _end(work, effect, rests=rests)


async def _begin(work: _Work, effect: Effect) -> bool:
    """The yes no longer counts, and its place in time is the new one; returns whether it stays stopped."""
    post = effect.post
    post.about = effect.about or post.about
    rests = work.rests(post)
    if rests:
        await withdraw_approvals(work.session, post)
        await put_story_away(work.session, post)
    elif post.status is not PostStatus.DRAFT:
        await reopen(work.session, post)
    if effect.slot is not None:
        post.due_at, post.not_after = effect.slot.due_at, effect.slot.not_after
        post.slot = effect.slot.wall.stored() if effect.slot.wall else post.slot
        post.reminded = 0
    post.last_error = post.remedy = None
    post.paused = False  # with a fresh yes, it is held with its paused campaign again
    return rests


async def _freeze(work: _Work, effect: Effect, caption: str) -> None:
    assert effect.revision is not None  # noqa: S101 - asked by the callers
    old = effect.revision
    painted = old if effect.post.media else None
    await freeze(
        work.session,
        effect.post,
        caption=caption,
        headline="" if effect.slot else old.headline,
        alt_text=old.alt_text if painted else "",
        writer=old.writer,
        notes=[],
        author_id=old.author_id,
        now=work.now,
        painted=painted,
        made_by=work.made_by,
    )


async def _end(work: _Work, effect: Effect, *, rests: bool) -> None:
    post = effect.post
    await work.session.flush()
    if not rests and post.status is not PostStatus.DRAFT:
        await carry_on(work.session, post)
    elif not rests and post.revision:
        await _take_up_draft(work, post)
    await post_changed(work.session, post, say="" if rests else await what_to_say(work.session, post))


async def _take_up_draft(work: _Work, post: Post) -> None:
    """Its words or picture were being made: whoever makes them finds the new facts, or is rung for them."""
    move(post, PostStatus.IN_REVIEW)
    await carry_on(work.session, post)


async def _leave(_: _Work, effect: Effect) -> None:
    """It went out, and a post of its own says what is different; should Instagram give it back unsent, it stays."""
    effect.post.outdated = effect.post.status is not PostStatus.PUBLISHED


_DOING: dict[Fate, Callable[[_Work, Effect], Awaitable[None]]] = {
    Fate.KEPT: _keep,
    Fate.REWRITTEN: _rewrite,
    Fate.REPAINTED: _repaint,
    Fate.MOVED: _move,
    Fate.HELD: _hold,
    Fate.STOPPED: _stop,
    Fate.OUT: _leave,
}
