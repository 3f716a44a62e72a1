"""Words about tickets, typed under an event or to the bot: "120 of 300 sold", "last 50", "ausverkauft"."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show, Whisper
from bot.cards.card import Card
from bot.cards.tickets import entrance_card, noted_card, tickets_card, which_card
from bot.flows.change_in_words import in_words
from bot.flows.form import Field, Form, Values, nothing_known
from bot.flows.talk_rows import close_others, get_talk, opened
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token, id_in
from core.campaigns.queries import campaigns
from core.errors import InvalidAnswer, NotNow
from core.events.model import Event
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.revision import get_post
from core.tickets.find import STILL, selling
from core.tickets.record import record_by
from core.tickets.shop import open_entrance, shop_of
from core.tickets.state import Told
from core.tickets.words import tickets_in

MOST_OFFERED = 8
HOW = mark("I can't read that. Write it like: 120 of 300 sold, last 50, early bird is gone, sold out.")


async def told_of(parts: Parts, speaker: Speaker, campaign_id: UUID, words: str) -> Told | None:
    """What a reply under an event tells; None when it is about something else."""
    async with parts.db.reading() as session:
        events = await selling(session, speaker.member.workspace_id, parts.clock.now())
    name = next((event.name for found, event in events if found == campaign_id), "")
    return tickets_in(words, name)


async def under_post(parts: Parts, speaker: Speaker, post_id: UUID, told: Told) -> Card | None:
    """A reply under a post's card speaks of its event; None for a reply seen before."""
    async with parts.db.reading() as session:
        post = await get_post(session, speaker.member.workspace_id, post_id)
    return await note(parts, speaker, post.campaign_id, told)


async def heard(parts: Parts, speaker: Speaker, words: str) -> Answer | None:
    """Words to the bot: the event they name, the only one, or the question which. None: about something else."""
    if not any(map(str.isdigit, words)) and len(words.split()) > 12:
        return None
    if card := await in_words(parts, speaker, words):
        return Show(card)  # "sold out" changes the event, and what that touches is shown first
    async with parts.db.reading() as session:
        events = await selling(session, speaker.member.workspace_id, parts.clock.now())
    named = [(campaign_id, told) for campaign_id, event in events if (told := _about(words, event))]
    if len(named) == 1:
        return _shown(await note(parts, speaker, *named[0]))
    told = named[0][1] if named else tickets_in(words)
    if told is None or not events:
        return None
    if len(events) == 1:
        return _shown(await note(parts, speaker, events[0][0], told))
    return await _ask_which(parts, speaker, events, words)


def _about(words: str, event: Event) -> Told | None:
    return tickets_in(words, event.name) if event.name.casefold() in words.casefold() else None


def _shown(card: Card | None) -> Answer:
    return Show(card) if card else Nothing()


async def note(parts: Parts, speaker: Speaker, campaign_id: UUID, told: Told) -> Card | None:
    """Keep it and say what becomes of it; None for a message seen before."""
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return None
        done = await record_by(session, speaker.member, campaign_id, told, speaker.update, now)
        return owe(parts, session, speaker, noted_card(done))


async def _ask_which(parts: Parts, speaker: Speaker, events: Sequence[tuple[UUID, Event]], words: str) -> Answer:
    offered = events[:MOST_OFFERED]
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await close_others(session, speaker)
        answers = {"told": words, "_campaigns": [str(campaign_id) for campaign_id, _ in offered]}
        talk = opened(session, speaker, FORM, answers, parts.clock.now())
        card = which_card(talk.id, [event.name for _, event in offered])
        return Show(owe(parts, session, speaker, card))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """ "tickets.about": the event was chosen; "tickets.shop": let a ticket shop in."""
    if token.verb == "tickets.shop":
        return await _let_in(parts, speaker)
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        talk = await get_talk(session, speaker, token.subject)
        told = tickets_in(talk.answers["told"])
        if told is None:
            raise NotNow(tr(HOW))
        campaign_id = UUID(talk.answers["_campaigns"][token.number])
        done = await record_by(session, speaker.member, campaign_id, told, speaker.update, now)
        talk.open = False
        return Show(owe(parts, session, speaker, noted_card(done)), instead=True)


async def show(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """The command: how everything sells, or what was typed behind it."""
    if words:
        said = await heard(parts, speaker, words)
        if said is None:
            raise InvalidAnswer(tr(HOW))
        return said
    async with parts.db.reading() as session:
        found = await campaigns(session, speaker.member.workspace_id, since=parts.clock.now() - STILL)
        shop = await shop_of(session, speaker.member.workspace_id)
    return Whisper(tickets_card(found, connected=shop is not None))


async def _let_in(parts: Parts, speaker: Speaker) -> Answer:
    """Only the one who pressed sees what is secret, and it is stored nowhere in clear."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        made = await open_entrance(session, speaker.member, parts.vault, parts.clock.now())
    return Whisper(entrance_card(made.address(parts.public_url), made.secret, made.token))


async def _finish(session: AsyncSession, speaker: Speaker, about: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    told = tickets_in(values["told"])
    if told is None:
        raise InvalidAnswer(tr(HOW), field="told")
    return noted_card(await record_by(session, speaker.member, id_in(about), told, speaker.update, now))


FORM = Form(
    key="tickets",
    title=mark("Tickets"),
    submit=mark("Note it"),
    fields=(
        Field(
            "told",
            mark("How do they sell?"),
            mark("How do the tickets sell?"),
            required=True,
            hint=mark("120 of 300 sold, last 50, early bird is gone, or sold out."),
            longest=200,
        ),
    ),
    finish=_finish,
    prefill=nothing_known,
)
