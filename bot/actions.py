"""Buttons: a verb and its subject on one side, a core use case on the other. One table."""

from collections.abc import Awaitable, Callable

from bot import (
    accounts,
    approvals,
    asking,
    brand,
    dashboard,
    hashtags,
    menu,
    onboarding,
    operations,
    plans,
    reports,
    series,
    times,
    unfolding,
)
from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.cards.card import Card
from bot.cards.event_report import report_card
from bot.cards.links import links_card
from bot.cards.trail import trail_card
from bot.cards.why import difference_card, why_card
from bot.connect import connect_card
from bot.deed import Deed
from bot.deeds import DEEDS
from bot.doors import let_press
from bot.flows import (
    add_post,
    api_tokens,
    artist_photos,
    audit,
    away,
    bulk,
    calendar,
    change_event,
    change_post,
    choose_account,
    create_event,
    designs,
    digest_here,
    extras,
    feed,
    goals,
    import_events,
    link,
    members,
    options,
    people,
    privacy,
    recap,
    receive,
    reply,
    room,
    settings,
    talk,
    tickets,
    tongue,
)
from bot.look_at import show_here
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.campaigns.queries import campaign_view
from core.errors import NotAllowed, NotNow
from core.insights.report import event_report
from core.links.make import links_of_campaign
from core.links.queries import links_of
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.queries import post_view
from core.posts.why import why_view
from core.trail.queries import trail_view


async def act(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """Carry a press out for somebody who has the right to. Raises RiteError; the house tells the person why."""
    let_press(speaker.member, token.verb)
    return await past_the_door(parts, speaker, token)


async def past_the_door(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """What a verb leads to. Use cases ask for the right once more: they know what it is about."""
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
    deed = meant_by(token.verb, DEEDS)
    return await _do(parts, speaker, token, deed)


async def _connect(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    return await connect_card(parts, speaker, token.subject)


async def _why(parts: Parts, speaker: Speaker, token: Token) -> Card:
    async with parts.db.reading() as session:
        return why_card(await why_view(session, speaker.member, token.subject))


async def _history(parts: Parts, speaker: Speaker, token: Token) -> Card:
    async with parts.db.reading() as session:
        return trail_card(await trail_view(session, speaker.member, token.subject))


async def _report(parts: Parts, speaker: Speaker, token: Token) -> Card:
    async with parts.db.reading() as session:
        return report_card(await event_report(session, speaker.member.workspace_id, token.subject))


async def _links(parts: Parts, speaker: Speaker, token: Token) -> Card:
    """Phases from before there were links get theirs now."""
    workspace_id, campaign_id = speaker.member.workspace_id, token.subject
    async with parts.db.transaction() as session:
        await links_of_campaign(session, workspace_id, campaign_id, parts.clock.now())
        view = await campaign_view(session, workspace_id, campaign_id)
        return links_card(view.name, await links_of(session, workspace_id, campaign_id), campaign_id)


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
    except NotAllowed as refused:
        return await asking.offer(parts, speaker, token, refused)
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
    "pages.open": dashboard.link_card,
    "campaign.links": _links,
    "campaign.report": _report,
    "post.why": _why,
    "post.show": show_here,
    "post.history": _history,
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
    "menu": menu.press,
    "hashtags": hashtags.press,
    "plan": plans.press,
    "approvals": approvals.press,
    "ask": asking.press,
    "report": reports.press,
    "away": away.press,
    "more": unfolding.press,
    "tickets": tickets.press,
    "series": series.press,
    "times": times.press,
    "welcome": onboarding.press,
    "language": tongue.press,
    "audit": audit.press,
    "member": members.press,
    "room": room.press,
    "link": link.press,
    "privacy": privacy.press,
    "token": api_tokens.press,
    "tasks": operations.press,
}
"""Presses of cards that have a flow of their own, by how their verbs begin."""

_BEGUN = {"event.new": create_event.FORM, "settings.open": settings.FORM, "digest.here": digest_here.FORM}
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
