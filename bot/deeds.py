"""What presses do at once, each in one transaction: a table of verbs."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import approving, times
from bot.attachments import FORMATS
from bot.deed import Deed
from bot.flows import people, recap
from bot.flows.undo import back_pressed, undo_pressed
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import Token
from core.approvals.decide import take_back
from core.callbacks.subscribe import subscribe_again
from core.digests.compile import digest_now
from core.events.which_hour import event_starts_at, post_goes_out_at
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.posts.also_story import also_as_story
from core.posts.first_comment import comment_again
from core.posts.looks import Look, change_look
from core.posts.model import PostStatus
from core.posts.revision import get_post
from core.posts.schedule import hold, resume, skip, try_again
from core.posts.settle import it_is_live, not_there
from core.posts.unprepared import begin_again, prepare_again

FILMS = (Look.REEL, Look.FILM)


async def _look(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    look = Look(token.verb.removeprefix("post."))
    await change_look(session, speaker.member, token.subject, token.number, look, now)
    return tr("I make the film. It takes a moment.") if look in FILMS else tr("I make it. It waits for a yes again.")


async def _as_story(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    wanted = token.verb == "post.story"
    await also_as_story(session, speaker.member, token.subject, token.number, now, wanted=wanted)
    return tr("One yes now sends it as a story, too.") if wanted else tr("It goes out without a story.")


async def _formats(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    workspace, place = speaker.member.workspace_id, speaker.conversation.id
    notify(session, workspace, place, NoticeKind.FILES, subject_id=token.subject, what=FORMATS)
    return tr("Here they come.")


async def _take_back(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    waited = (await get_post(session, speaker.member.workspace_id, token.subject)).status is PostStatus.IN_REVIEW
    await take_back(session, speaker.member, token.subject)
    return tr("Your yes is taken back.") if waited else tr("Taken back. It waits for a yes again.")


async def _skip(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await skip(session, speaker.member, token.subject)
    return tr("Dropped. The other posts stay.")


async def _hold(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await hold(session, speaker.member, token.subject)
    return tr("Stopped. It stays here until somebody resumes it.")


async def _resume(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    goes = (await resume(session, speaker.member, token.subject, now)).next_at
    return tr("Resumed. It goes out at its hour.") if goes else tr("Resumed. It waits for a yes.")


async def _try_again(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    await try_again(session, speaker.member, token.subject, now)
    return tr("I try again now.")


async def _comment_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await comment_again(session, speaker.member, token.subject)
    return tr("I send the comment once more.")


async def _prepare_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await prepare_again(session, speaker.member, token.subject)
    return tr("I try again now.")


async def _begin_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await begin_again(session, speaker.member, token.subject)
    return tr("I try again now.")


async def _digest_again(session: AsyncSession, speaker: Speaker, _: Token, now: datetime) -> str:
    told = await digest_now(session, speaker.conversation, now)
    return tr("Here comes the digest.") if told else tr("There is nothing to sum up any more.")


async def _subscribe_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await subscribe_again(session, speaker.member, token.subject)
    return tr("I ask Instagram once more.")


async def _is_live(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    await it_is_live(session, speaker.member, token.subject, now)
    return tr("Good. I have noted that it is live.")


async def _not_there(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await not_there(session, speaker.member, token.subject)
    return tr("Noted: it is not there. Press Try again to send it once more.")


async def _which_hour(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    of_event = token.verb == "clock.event"
    choose = event_starts_at if of_event else post_goes_out_at
    await choose(session, speaker.member, token.subject, token.number, now)
    return tr("Noted: the second time.") if token.number else tr("Noted: the first time.")


DEEDS: dict[str, Deed] = {
    "clock.event": _which_hour,
    "clock.post": _which_hour,
    **approving.DEEDS,
    "post.moveto": times.move_pressed,
    "post.takeback": _take_back,
    "post.undo": undo_pressed,
    "post.back": back_pressed,
    "post.skip": _skip,
    "post.hold": _hold,
    "post.resume": _resume,
    "post.again": _try_again,
    "post.comment": _comment_again,
    "post.prepare": _prepare_again,
    "campaign.begin": _begin_again,
    "digest.again": _digest_again,
    "account.subscribe": _subscribe_again,
    "post.live": _is_live,
    "post.absent": _not_there,
    "post.story": _as_story,
    "post.nostory": _as_story,
    "post.formats": _formats,
    "people.put": people.put_on,
    "recap.consent": recap.consent,
    **{f"post.{look.value}": _look for look in Look},
}
