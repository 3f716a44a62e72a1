"""Presses that let posts go or hold a campaign: a yes to one, to all, or to the present; pause and resume."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import times
from bot.cards.card import Card
from bot.deed import Deed
from bot.flows import pausing
from bot.language import tr, tr_many
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import count
from core.approvals.decide import approve, approve_all
from core.approvals.tally import tally_of
from core.posts.model import Post, PostStatus
from core.posts.revision import current_revision
from core.posts.schedule import post_now
from core.timing.clashes import crowded


async def _approve(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str | Card:
    post = await approve(session, speaker.member, token.subject, token.number, now)
    said = await _approved(session, post, tr("Approved. It goes out by itself."))
    return await times.said_of(session, post, said, now)


async def _approved(session: AsyncSession, post: Post, said: str) -> str:
    """What a yes did: enough, or one of two."""
    if post.status is PostStatus.HELD:
        return tr("Approved. It goes out once the campaign is resumed.")
    if post.status is not PostStatus.IN_REVIEW:
        return said
    tally = await tally_of(session, post, (await current_revision(session, post)).author_id)
    return tr("Your yes counts. {how_far}.", how_far=retold(tally.in_words))


async def _approve_all(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    posts = await approve_all(session, speaker.member, token.subject, now)
    waiting = sum(post.status is PostStatus.IN_REVIEW for post in posts)
    close = await crowded(session, posts, now)
    said = []
    if waiting == len(posts):
        said.append(tr("Your yes counts for {posts}. They wait for another one.", posts=count(waiting, "post")))
    else:
        said.append(tr("Approved {posts}. They go out by themselves.", posts=count(len(posts) - waiting, "post")))
        if waiting:
            said.append(
                tr_many("{n} post still waits for another yes.", "{n} posts still wait for another yes.", waiting)
            )
    if close:
        said.append(tr("Too close to others: {posts}. The cards say to which.", posts=count(close, "post")))
    return " ".join(said)


async def _post_now(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    post = await post_now(session, speaker.member, token.subject, now)
    return await _approved(session, post, tr("On its way."))


async def _pause(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    return await pausing.pause(session, speaker, token.subject)


async def _go_on(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    return await pausing.resume(session, speaker, token.subject)


DEEDS: dict[str, Deed] = {
    "post.approve": _approve,
    "campaign.approve": _approve_all,
    "post.now": _post_now,
    "campaign.pause": _pause,
    "campaign.resume": _go_on,
}
