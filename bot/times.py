"""What people do about hours: look at the best ones, take or leave a proposal, move a post out of the way."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Toast, Whisper
from bot.cards.card import Card, plain
from bot.cards.times import clash_in_words, times_card, way_out
from bot.flows.times import FORM
from bot.language import tr, tr_many
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from bot.words import short_moment
from core.authorization.check import may
from core.authorization.table import Right
from core.errors import NotFound, NotNow
from core.events.moments import to_local
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.draft import surroundings
from core.posts.model import Post, PostStatus
from core.posts.schedule import reschedule
from core.timing.answer import WITHIN_ITS_WINDOW, Outcome, leave_proposal, take_proposal
from core.timing.clashes import clash_of
from core.timing.configure import check_may_configure
from core.timing.moves import find_moves
from core.timing.optimal import best_times
from core.timing.optimize import propose
from core.timing.proposal import get_proposal, show_proposal


async def show(parts: Parts, speaker: Speaker) -> Answer:
    """The best hours; what would do better then is proposed in this conversation, to whoever may move posts."""
    workspace, member, now = speaker.workspace, speaker.member, parts.clock.now()
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, now):
            return Nothing()
        accounts = await best_times(session, workspace.id, workspace.time_zone, now)
        moves = await find_moves(session, workspace.id, now) if may(member, Right.EDIT) else []
        if moves:
            place, thread = speaker.conversation.id, speaker.thread
            await propose(session, workspace.id, moves, now, conversation_id=place, thread_id=thread)
    settings = may(member, Right.GAPS)
    return Whisper(times_card(accounts, workspace.time_zone, found=len(moves), settings=settings))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """A button of a proposal or beside it; one that came too late has the proposal redrawn."""
    if token.verb == "times.best":
        return await show(parts, speaker)
    if token.verb == "times.settings":
        check_may_configure(speaker.member)
        return Ask(FORM, everything=True)
    deed = meant_by(token.verb, _DEEDS)
    try:
        async with parts.db.transaction() as session:
            if not await first_time(session, speaker.update, parts.clock.now()):
                return Nothing()
            return Toast(await deed(session, speaker, token, parts.clock.now()))
    except NotNow:
        await _show_again(parts, speaker, token)
        raise


async def _show_again(parts: Parts, speaker: Speaker, token: Token) -> None:
    try:
        async with parts.db.transaction() as session:
            await show_proposal(session, await get_proposal(session, speaker.member.workspace_id, token.subject))
    except NotFound:
        return


async def _take(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    return _outcome(await take_proposal(session, speaker.member, token.subject, now))


def _outcome(outcome: Outcome) -> str:
    said = [tr_many("Moved {n} post.", "Moved {n} posts.", outcome.moved) if outcome.moved else tr("Nothing moved.")]
    if outcome.approved:
        said.append(
            tr_many(
                "{n} is approved: it moves when somebody who may approve presses.",
                "{n} are approved: they move when somebody who may approve presses.",
                outcome.approved,
            )
        )
    if outcome.changed:
        said.append(
            tr_many(
                "{n} post had changed meanwhile and stayed.",
                "{n} posts had changed meanwhile and stayed.",
                outcome.changed,
            )
        )
    return " ".join(said)


async def _leave(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await leave_proposal(session, speaker.member, token.subject)
    return tr("Left as they are.")


_DEEDS: dict[str, Callable[[AsyncSession, Speaker, Token, datetime], Awaitable[str]]] = {
    "times.take": _take,
    "times.leave": _leave,
}


async def move_pressed(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str | Card:
    """Out of the way, to the moment the button names."""
    to = datetime.fromtimestamp(token.number * 60, UTC)
    post = await reschedule(session, speaker.member, token.subject, to, now, room=WITHIN_ITS_WINDOW)
    _, event, _ = await surroundings(session, post)
    at = short_moment(to_local(to, event.time_zone))
    if post.status is PostStatus.SCHEDULED:
        said = tr("Moved to {moment}. It goes out by itself.", moment=at)
    else:
        said = tr("Moved to {moment}. It waits for a yes.", moment=at)
    return await said_of(session, post, said, now)


async def said_of(session: AsyncSession, post: Post, said: str, now: datetime) -> str | Card:
    """What was done, with a warning and a way out where the post stands too close to another."""
    await session.flush()
    clash = await clash_of(session, post, now)
    return plain(f"{said} {clash_in_words(clash)}", *way_out(clash)) if clash else said
