"""Buttons: a verb and its subject on one side, a core use case on the other. One table."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import accounts, approvals, approving, brand, hashtags, plans, series, times
from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.attachments import FORMATS
from bot.cards.card import Card
from bot.cards.why import difference_card, why_card
from bot.connect import connect_card
from bot.deed import Deed
from bot.flows import (
    add_post,
    artist_photos,
    bulk,
    calendar,
    change_event,
    change_post,
    choose_account,
    create_event,
    designs,
    extras,
    feed,
    goals,
    import_events,
    options,
    people,
    recap,
    receive,
    reply,
    settings,
    talk,
    tickets,
)
from bot.flows.undo import back_pressed, undo_pressed
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.approvals.decide import take_back
from core.callbacks.subscribe import subscribe_again
from core.digests.compile import digest_now
from core.errors import NotNow
from core.events.which_hour import event_starts_at, post_goes_out_at
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.also_story import also_as_story
from core.posts.first_comment import comment_again
from core.posts.looks import Look, change_look
from core.posts.model import Post
from core.posts.queries import post_view
from core.posts.schedule import hold, resume, skip, try_again
from core.posts.settle import it_is_live, not_there
from core.posts.unprepared import begin_again, prepare_again
from core.posts.why import why_view

FILMS = (Look.REEL, Look.FILM)


async def act(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """Carry a press out. Raises RiteError; the house tells the person why."""
    if token.verb.startswith("talk."):
        card = await talk.press(parts, speaker, token)
        return Show(card, instead=True) if card else Nothing()
    if token.verb == "reply.about":
        card = await reply.choose(parts, speaker, token)
        return Show(card, instead=True) if card else Nothing()
    if token.verb == "add.about":
        return await receive.chosen(parts, speaker, token)
    if (house := token.verb.partition(".")[0]) in _HOUSES:
        return await _HOUSES[house](parts, speaker, token)
    if token.verb.startswith("event.") and token.verb not in _BEGUN:
        return await change_event.press(parts, speaker, token)
    if token.verb in _SHEETS:
        return await _SHEETS[token.verb](parts, speaker, token)
    if token.verb == "campaign.add":
        return Ask(add_post.FORM, str(token.subject), everything=True)
    if token.verb == "post.details":
        about = change_post.subject(token.subject, token.number)
        return Ask(await extras.form_for(parts, speaker, about), about, raw={})
    if token.verb in _FORMS:
        return Ask(_FORMS[token.verb], change_post.subject(token.subject, token.number))
    if token.verb in _BEGUN:
        return Ask(_BEGUN[token.verb])
    if token.verb in _CARDS:
        card = await _CARDS[token.verb](parts, speaker, token)
        return Whisper(card) if card else Nothing()
    deed = meant_by(token.verb, _DEEDS)
    return await _do(parts, speaker, token, deed)


async def _connect(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    return await connect_card(parts, speaker, token.subject)


async def _why(parts: Parts, speaker: Speaker, token: Token) -> Card:
    async with parts.db.reading() as session:
        return why_card(await why_view(session, speaker.member, token.subject))


async def _what_changed(parts: Parts, speaker: Speaker, token: Token) -> Card:
    async with parts.db.reading() as session:
        view = await post_view(session, speaker.member.workspace_id, token.subject, parts.clock.now())
    return difference_card(view)


async def _do(parts: Parts, speaker: Speaker, token: Token, deed: Deed) -> Answer:
    """One deed in one transaction; the same press delivered again does nothing."""
    try:
        async with parts.db.transaction() as session:
            if not await first_time(session, speaker.update, parts.clock.now()):
                return Nothing()
            said = await deed(session, speaker, token, parts.clock.now())
            return Toast(said) if isinstance(said, str) else Whisper(said)
    except NotNow:
        await _show_again(parts, speaker, token)
        raise


async def _show_again(parts: Parts, speaker: Speaker, token: Token) -> None:
    """Somebody pressed what is no longer so: bring the card they looked at up to date."""
    if token.verb.startswith("post."):
        async with parts.db.transaction() as session:
            workspace, place = speaker.member.workspace_id, speaker.conversation.id
            notify(session, workspace, place, NoticeKind.POST, subject_id=token.subject)


_CARDS: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Card | None]]] = {
    "account.connect": _connect,
    "post.why": _why,
    "post.diff": _what_changed,
    "account.list": accounts.list_them,
    "account.default": accounts.make_it_the_default,
    "account.leave": accounts.ask_before_leaving,
    "account.disconnect": accounts.leave,
}
"""Presses answered with a card for the one who pressed; None: this very press was answered before."""

_SHEETS: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "post.restyle": designs.restyle_post,
    "campaign.restyle": designs.restyle_campaign,
    "campaign.bulk": bulk.of_campaign,
}
"""Presses that bring a sheet of designs."""

_HOUSES: dict[str, Callable[[Parts, Speaker, Token], Awaitable[Answer]]] = {
    "calendar": calendar.press,
    "bulk": bulk.press,
    "feed": feed.press,
    "import": import_events.press,
    "design": designs.press,
    "option": options.press,
    "brand": brand.press,
    "hashtags": hashtags.press,
    "plan": plans.press,
    "approvals": approvals.press,
    "tickets": tickets.press,
    "series": series.press,
    "times": times.press,
}
"""Presses of cards that have a flow of their own, by how their verbs begin."""

_BEGUN = {"event.new": create_event.FORM, "settings.open": settings.FORM}
"""Forms about nothing in particular."""

_FORMS = {
    "post.changes": change_post.REQUEST_CHANGES,
    "post.edit": change_post.EDIT_CAPTION,
    "post.reschedule": change_post.RESCHEDULE,
    "post.artists": artist_photos.FORM,
    "campaign.account": choose_account.FORM,
    "campaign.goals": goals.FORM,
    "campaign.people": people.FORM,
    "recap.photos": recap.PHOTOS,
    "recap.pick": recap.PICK,
}


async def _look(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    look = Look(token.verb.removeprefix("post."))
    await change_look(session, speaker.member, token.subject, token.number, look, now)
    return "I make it. It waits for a yes again." if look not in FILMS else "I make the film. It takes a moment."


async def _as_story(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    wanted = token.verb == "post.story"
    await also_as_story(session, speaker.member, token.subject, token.number, now, wanted=wanted)
    return "One yes now sends it as a story, too." if wanted else "It goes out without a story."


async def _formats(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    workspace, place = speaker.member.workspace_id, speaker.conversation.id
    notify(session, workspace, place, NoticeKind.FILES, subject_id=token.subject, what=FORMATS)
    return "Here they come."


async def _take_back(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await take_back(session, speaker.member, token.subject)
    return "Taken back. It waits for a yes again."


async def _skip(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await skip(session, speaker.member, token.subject)
    return "Dropped. The other posts stay."


async def _hold(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await hold(session, speaker.member, token.subject)
    return "Stopped. It stays here until somebody resumes it."


async def _resume(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    return _now_it_is(await resume(session, speaker.member, token.subject, now))


async def _try_again(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    await try_again(session, speaker.member, token.subject, now)
    return "I try again now."


async def _comment_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await comment_again(session, speaker.member, token.subject)
    return "I send the comment once more."


async def _prepare_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await prepare_again(session, speaker.member, token.subject)
    return "I try again now."


async def _begin_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await begin_again(session, speaker.member, token.subject)
    return "I try again now."


async def _digest_again(session: AsyncSession, speaker: Speaker, _: Token, now: datetime) -> str:
    told = await digest_now(session, speaker.conversation, now)
    return "Here comes the digest." if told else "There is nothing to sum up any more."


async def _subscribe_again(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await subscribe_again(session, speaker.member, token.subject)
    return "I ask Instagram once more."


async def _is_live(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    await it_is_live(session, speaker.member, token.subject, now)
    return "Good. I have noted that it is live."


async def _not_there(session: AsyncSession, speaker: Speaker, token: Token, _: datetime) -> str:
    await not_there(session, speaker.member, token.subject)
    return "Noted: it is not there. Press Try again to send it once more."


def _now_it_is(post: Post) -> str:
    return "Resumed. It goes out at its hour." if post.next_at else "Resumed. It waits for a yes."


async def _which_hour(session: AsyncSession, speaker: Speaker, token: Token, now: datetime) -> str:
    of_event = token.verb == "clock.event"
    choose = event_starts_at if of_event else post_goes_out_at
    await choose(session, speaker.member, token.subject, token.number, now)
    return "Noted: the second time." if token.number else "Noted: the first time."


_DEEDS: dict[str, Deed] = {
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
