"""Words in answer to "Is this right?": yes, no, or what is different."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card
from bot.flows import questions
from bot.flows.answered import Said
from bot.flows.form import Form
from bot.flows.reconsidered import correct
from bot.flows.talk import EVENT, finish, form_of, reading
from bot.flows.talk_rows import open_talk
from bot.flows.understand import READ
from bot.owed import owe
from bot.speaker import Speaker
from core.errors import InvalidAnswer
from core.events.model import Event
from core.events.said import read_change
from core.notices.model import Talk
from core.notices.seen import first_time
from core.ports.parts import Parts

YES = (
    "yes",
    "yep",
    "right",
    "correct",
    "ok",
    "okay",
    "ja",
    "stimmt",
    "passt",
    "genau",
    "sí",
    "si",
    "oui",
    "sim",
    "certo",
)
NO = ("no", "nope", "wrong", "nein", "falsch", "non", "não", "nao")
FRESH = timedelta(hours=3)
"""A yes or a no said later is about something else."""
HOURS = ("doors_local",)
KEYS = {
    "starts_local": "starts",
    "ends_local": "ends",
    "doors_local": "doors",
    "venue": "venue",
    "city": "city",
    "price": "price",
    "ticket_link": "ticket_link",
    "lineup": "lineup",
}
"""A change of an event, as the form calls it."""


async def about_summary(parts: Parts, speaker: Speaker, words: str) -> Answer | None:
    """None when no event waits for its yes here, or the words are about something else."""
    async with parts.db.transaction() as session:
        talk = await open_talk(session, speaker, lock=True)
        if talk is None or talk.form != EVENT or talk.field is not None or READ in talk.answers:
            return None
        form = await form_of(session, talk, speaker)
        card = await _answered(session, form, talk, speaker, parts, words)
        if card is None:
            return None
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        return Show(owe(parts, session, speaker, card))


async def _answered(
    session: AsyncSession, form: Form, talk: Talk, speaker: Speaker, parts: Parts, words: str
) -> Card | None:
    plain = words.strip(" .!").casefold()
    fresh = parts.clock.now() - talk.created_at < FRESH
    if plain in YES and fresh and not form.missing(talk.answers):
        return await finish(session, form, talk, speaker, parts)
    if plain in NO and fresh:
        return questions.fields_card(form, talk)
    news = _different(form, talk, speaker, parts, words)
    return correct(form, talk, speaker, parts, Said(0, "", words, {}), news) if news else None


def _different(form: Form, talk: Talk, speaker: Speaker, parts: Parts, words: str) -> dict[str, str]:
    """What words change, read as a change of the event would be; a bare hour or day is its start's."""
    read = reading(form, talk, speaker, parts)
    try:
        told = form.parse(talk.answers, read)
    except InvalidAnswer:
        return {}
    event = Event(
        name=told["name"],
        starts_local=told["starts"],
        time_zone=told["time_zone"],
        price=told["price"] or "",
        city=told["city"] or "",
    )
    for sentence in (words, f"starts {words}"):
        found = read_change(sentence, event, read.now, read.language)
        if found is not None and found.facts:
            return {KEYS[key]: _raw(key, value) for key, value in found.facts.items() if key in KEYS}
    return {}


def _raw(key: str, value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if key in HOURS:
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d %H:%M}" if key.endswith("_local") else str(value)
