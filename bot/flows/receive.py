"""Files that somebody sends: into the open form that takes them, or kept until it is said what they are for.

The files of an album come as updates of their own and end in one answer: the first one says it, the others redraw
what it said. A talk without a question and without a subject is an offer: "which event are these for?".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Ask
from bot.cards.card import Action, Card, Text
from bot.flows import add_post, questions
from bot.flows.catalogue import FORMS
from bot.flows.form import Field, Form, Kind, keys_of
from bot.flows.talk import form_of, next_card, reading, take_answer
from bot.flows.talk_rows import close_others, get_talk, open_talk, opened
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import Token
from bot.words import files_in_words
from core.campaigns.queries import campaigns
from core.errors import NotNow
from core.notices.model import Talk
from core.notices.seen import first_time
from core.ports.parts import Parts

RECENT = timedelta(days=14)
MOST_OFFERED = 8
NO_EVENT = mark("I have no event these could be for. Type the event first, then send them again.")


@dataclass(frozen=True)
class Arrival:
    """A file that was taken in: its place in the chat (a number that grows), its album, the words under it."""

    key: str
    place: int
    album: str = ""
    words: str = ""


@dataclass(frozen=True)
class Said:
    """What to say about a file: anew, or by redrawing a message. No card: another file of the album says it."""

    talk_id: UUID
    card: Card | None
    instead: str | None = None


async def wanted(parts: Parts, speaker: Speaker) -> Kind | None:
    """What kind of file the open form takes; None when nothing is open that takes any."""
    async with parts.db.reading() as session:
        talk = await open_talk(session, speaker)
    kinds = {field.kind for field in FORMS[talk.form].fields} if talk else set()
    return next((kind for kind in (Kind.MEDIA, Kind.PICTURE, Kind.LOGO) if kind in kinds), None)


async def receive_picture(parts: Parts, speaker: Speaker, key: str) -> Card | None:
    """A picture is welcome at every step of a form that takes one; None when no such form is open."""
    async with parts.db.transaction() as session:
        talk = await open_talk(session, speaker, lock=True)
        fields = FORMS[talk.form].fields if talk else ()
        wished = [field.key for field in fields if field.kind in (Kind.PICTURE, Kind.LOGO)]
        if talk is None or not wished or not await first_time(session, speaker.update, parts.clock.now()):
            return None
        asked = [*talk.answers.get("_asked", []), wished[0]]
        talk.answers = {**talk.answers, wished[0]: key, "_asked": asked}
        form = await form_of(session, talk, speaker)
        if talk.field is None or talk.field == wished[0]:
            return owe(parts, session, speaker, next_card(form, talk, speaker, parts))
        return owe(parts, session, speaker, questions.question_card(form, talk, reading(form, talk, speaker, parts)))


async def receive(parts: Parts, speaker: Speaker, arrival: Arrival) -> Said | None:
    """Keep one file where it belongs; None for an update seen before. Raises NotNow when there is no event."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        talk = await open_talk(session, speaker, lock=True)
        if talk is None or _field(talk) is None:
            talk = await offer(session, speaker, parts.clock.now())
        field = _field(talk)
        assert field is not None  # noqa: S101 - an offer is about a form that takes files
        known = arrival.album and arrival.album == talk.answers.get("_album")
        if not known:
            talk.message_id = None
        _keep(talk, field, arrival)
        if field.most == 1 and talk.field == field.key:
            answer = await take_answer(session, FORMS[talk.form], talk, speaker, parts, arrival.key)
            return Said(talk.id, owe(parts, session, speaker, answer) if answer else None)
        if known and talk.message_id is None:
            return Said(talk.id, None)
        return Said(talk.id, owe(parts, session, speaker, _card(talk, field, speaker, parts)), talk.message_id)


async def told(parts: Parts, speaker: Speaker, talk_id: UUID, message_id: str) -> Card | None:
    """Remember which message spoke of an album; the card to redraw it with when more came meanwhile."""
    async with parts.db.transaction() as session:
        talk = await open_talk(session, speaker, lock=True)
        field = _field(talk) if talk and talk.id == talk_id else None
        if talk is None or field is None or not talk.answers.get("_album"):
            return None
        talk.message_id = message_id
        return None if talk.answers.get("_told") == _number(talk, field) else _card(talk, field, speaker, parts)


async def offer(session: AsyncSession, speaker: Speaker, now: datetime, only: UUID | None = None) -> Talk:
    """Begin to ask which event files are for; `only` when that is clear. Raises NotNow when there is no event."""
    found = await campaigns(session, speaker.member.workspace_id, since=now - RECENT)
    near = sorted(found, key=lambda campaign: (campaign.starts_at < now, abs(campaign.starts_at - now)))
    chosen = [campaign for campaign in near if only in (None, campaign.id)][:MOST_OFFERED]
    if not chosen:
        raise NotNow(tr(NO_EVENT))
    await close_others(session, speaker)
    answers = {"_campaigns": [[str(campaign.id), campaign.name] for campaign in chosen]}
    return opened(session, speaker, add_post.FORM, answers, now)


def offer_card(talk: Talk) -> Card:
    """A button for each event the files may be for."""
    names: Sequence[tuple[str, str]] = talk.answers["_campaigns"]
    have = files_in_words(keys_of(str(talk.answers.get("files", ""))))
    if len(names) > 1:
        ask = tr("I have {files}. Which event shall I make a post of them for?", files=have)
        labels = [name for _, name in names]
    else:
        ask = tr("I have {files}. Shall I make a post?", files=have)
        labels = [tr("Add to {event}", event=name) for _, name in names]
    about = [Action(label[:60], Token("add.about", talk.id, at)) for at, label in enumerate(labels)]
    return Card(
        ask, lines=(Text(ask),), actions=(*about, Action(tr("Cancel"), Token("talk.cancel", talk.id))), columns=1
    )


async def chosen(parts: Parts, speaker: Speaker, token: Token) -> Ask:
    """The event was pressed: the form, with the files in it already."""
    async with parts.db.reading() as session:
        talk = await get_talk(session, speaker, token.subject)
    names: Sequence[tuple[str, str]] = talk.answers["_campaigns"]
    raw = add_post.preselected(keys_of(str(talk.answers.get("files", ""))))
    words = {"caption": talk.answers["caption"]} if talk.answers.get("caption") else {}
    return Ask(add_post.FORM, names[token.number][0], {**raw, **words}, everything=True)


def _field(talk: Talk) -> Field | None:
    """Where files go: the open question when it is for files, else the first one of the form that is."""
    fields = [field for field in FORMS[talk.form].fields if field.kind is Kind.MEDIA]
    return next((field for field in fields if field.key == talk.field), fields[0] if fields else None)


def _keep(talk: Talk, field: Field, arrival: Arrival) -> None:
    """In the order they were sent in, whatever order they come in; those beyond what fits are left out."""
    keys = () if field.most == 1 else keys_of(str(talk.answers.get(field.key, "")))
    places = {**talk.answers.get("_places", {}), arrival.key: arrival.place}
    kept = sorted((*keys, arrival.key), key=lambda key: int(places.get(key, 0)))[: field.most]
    words = {}
    if arrival.words and not talk.answers.get("caption") and _has_caption(FORMS[talk.form]):
        words = {"caption": arrival.words}
    talk.answers = {**talk.answers, **words, field.key: ",".join(kept), "_places": places, "_album": arrival.album}


def _has_caption(form: Form) -> bool:
    return any(field.key == "caption" for field in form.fields)


def _number(talk: Talk, field: Field) -> int:
    return len(keys_of(str(talk.answers.get(field.key, ""))))


def _card(talk: Talk, field: Field, speaker: Speaker, parts: Parts) -> Card:
    """How many there are now, and the question that is open."""
    talk.answers = {**talk.answers, "_told": _number(talk, field)}
    form = FORMS[talk.form]
    if talk.field is None and not talk.subject:
        return offer_card(talk)
    if talk.field is None:
        return next_card(form, talk, speaker, parts)
    card = questions.question_card(form, talk, reading(form, talk, speaker, parts))
    if talk.field == field.key:
        return card
    have = tr("I have {files} now.", files=files_in_words(keys_of(str(talk.answers[field.key]))))
    return Card(
        f"{have} {card.summary}", card.title, (Text(have), *card.lines), card.picture, card.actions, card.columns
    )
