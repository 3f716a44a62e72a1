"""Turning the pages of the calendar, and what can be done from one: narrowing it, changing many posts, subscribing."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from bot.answers import Answer, Show, Whisper
from bot.cards.calendar import calendar_card, calendar_text, look_in, sheet_of, title_of
from bot.dashboard import button_inside
from bot.flows import bulk, feed
from bot.language import tr
from bot.speaker import Speaker
from bot.tokens import Token, meant_by
from core.calendar.look import Group, Look, Span
from core.calendar.queries import Calendar, calendar_ahead, calendar_of, choices
from core.events.moments import to_local
from core.ports.parts import Parts

_SPANS = {
    Span.WEEK: ("week", "woche", "semana", "semaine", "settimana"),
    Span.MONTH: ("month", "monat", "mes", "mois", "mese"),
}
_STEPS = {
    1: (
        "next",
        "nächste",
        "nächster",
        "nächsten",
        "próxima",
        "próximo",
        "prochain",
        "prochaine",
        "prossimo",
        "prossima",
    ),
    -1: ("last", "previous", "letzte", "letzter", "letzten", "pasada", "pasado", "dernier", "dernière", "scorso"),
}
_GROUPS = {
    Group.WAITING: ("waiting", "review"),
    Group.QUEUED: ("approved", "scheduled"),
    Group.LIVE: ("live", "published"),
    Group.CARE: ("held", "failed", "trouble"),
}


async def show(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """`calendar`, perhaps with words: "week", "next month", "@account", the name of an event."""
    today = to_local(parts.clock.now(), speaker.zone).date()
    look = await _meant(parts, speaker, words, today)
    async with parts.db.reading() as session:
        now = parts.clock.now()
        calendar = await calendar_ahead(session, speaker.member.workspace_id, look, speaker.zone, now)
    return await _shown(parts, speaker, calendar)


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if token.verb == "calendar.open":
        return await show(parts, speaker, "")
    deed = meant_by(token.verb.split(".")[1], _DEEDS)
    return await deed(parts, speaker, look_in(token))


async def _meant(parts: Parts, speaker: Speaker, words: str, today: date) -> Look:
    """What is not understood is looked for among the names of accounts and events."""
    span, group, steps, rest = Span.MONTH, Group.ALL, 0, []
    for word in words.split():
        plain = word.casefold().strip(",.")
        found_span = next((one for one, names in _SPANS.items() if plain in names), None)
        found_step = next((one for one, names in _STEPS.items() if plain in names), None)
        found_group = next((one for one, names in _GROUPS.items() if plain in names), None)
        if found_span is not None:
            span = found_span
        elif found_step is not None:
            steps = found_step
        elif found_group is not None:
            group = found_group
        else:
            rest.append(plain)
    look = Look(span, today, group=group).moved(steps)
    named = " ".join(rest)
    if not named:
        return look
    async with parts.db.reading() as session:
        accounts, campaigns = await choices(session, speaker.member.workspace_id, parts.clock.now())
    for account in accounts:
        if named.lstrip("@") == account.name.casefold().lstrip("@"):
            return Look(look.span, look.day, account_id=account.id, group=group)
    for campaign in campaigns:
        if named in campaign.name.casefold():
            return Look(look.span, look.day, campaign_id=campaign.id, group=group)
    return look


async def _read(parts: Parts, speaker: Speaker, look: Look) -> Calendar:
    async with parts.db.reading() as session:
        return await calendar_of(session, speaker.member.workspace_id, look, speaker.zone, parts.clock.now())


async def _page(parts: Parts, speaker: Speaker, look: Look, *, menu: bool = False, instead: bool = False) -> Answer:
    return await _shown(parts, speaker, await _read(parts, speaker, look), menu=menu, instead=instead)


async def _shown(
    parts: Parts, speaker: Speaker, calendar: Calendar, *, menu: bool = False, instead: bool = False
) -> Answer:
    picture = await parts.calendars.calendar(sheet_of(calendar))
    key = await parts.media.put(picture, kind="png")
    card = calendar_card(calendar, key, menu=menu)
    as_page = button_inside(parts, speaker, tr("Open as a page"), "/calendar")
    return Show(replace(card, actions=(*card.actions, *as_page)), instead=instead)


async def _turned(parts: Parts, speaker: Speaker, look: Look) -> Answer:
    return await _page(parts, speaker, look, instead=True)


async def _narrowing(parts: Parts, speaker: Speaker, look: Look) -> Answer:
    return await _page(parts, speaker, look, menu=True, instead=True)


async def _as_text(parts: Parts, speaker: Speaker, look: Look) -> Answer:
    return Whisper(calendar_text(await _read(parts, speaker, look)))


async def _change_several(parts: Parts, speaker: Speaker, look: Look) -> Answer:
    """All posts on the page; a story beside a post follows its post."""
    calendar = await _read(parts, speaker, look)
    shown = {post.id for post in calendar.posts}
    posts = [post.id for post in calendar.posts if post.beside not in shown]
    title = f"{calendar.about}, {title_of(look)}" if calendar.about else title_of(look)
    return await bulk.from_calendar(parts, speaker, posts, title)


async def _subscribe(parts: Parts, speaker: Speaker, _: Look) -> Answer:
    return await feed.offer(parts, speaker)


_DEEDS: dict[str, Callable[[Parts, Speaker, Look], Awaitable[Answer]]] = {
    "page": _turned,
    "filter": _narrowing,
    "text": _as_text,
    "bulk": _change_several,
    "feed": _subscribe,
}
