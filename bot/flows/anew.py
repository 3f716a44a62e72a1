"""Words while a question is open: nearly always its answer, now and then the next event, told in one sentence."""

from bot.flows.catalogue import FORMS
from bot.flows.event_words import from_words
from bot.flows.form import Field, Kind
from bot.flows.talk import awaits
from bot.flows.talk_rows import open_talk
from bot.speaker import Speaker
from core.events.moments.folding import fold
from core.ports.parts import Parts

_TAKES_SENTENCES = (Kind.PARAGRAPH,)
"""A description or a caption may say all that an event says."""


async def is_answer(parts: Parts, speaker: Speaker, words: str) -> bool:
    """Whether a question is open here, and these words answer it."""
    async with parts.db.reading() as session:
        talk = await open_talk(session, speaker)
    if talk is None or not awaits(talk, speaker):
        return False
    field = next((field for field in FORMS[talk.form].fields if field.key == talk.field), None)
    return not (_may_wait(field) and _is_event(parts, speaker, words, str(talk.answers.get("name", ""))))


async def is_another_event(parts: Parts, speaker: Speaker, words: str) -> bool:
    """Whether words beneath a picture are an event of their own, and not about what is open here."""
    async with parts.db.reading() as session:
        talk = await open_talk(session, speaker)
    return bool(words) and (talk is None or _is_event(parts, speaker, words, str(talk.answers.get("name", ""))))


def _may_wait(field: Field | None) -> bool:
    """A question nobody has to answer, and not with a whole sentence either."""
    return field is not None and not field.required and field.kind not in _TAKES_SENTENCES


def _is_event(parts: Parts, speaker: Speaker, words: str, asked_about: str) -> bool:
    """Only what names an event, its start and its place, and another one than is asked about, leaves no doubt."""
    facts = from_words(words, speaker, parts.clock.now())
    told = facts.name and facts.venue and (facts.start_local or facts.choices)
    return bool(told) and fold(facts.name) != fold(asked_about)
