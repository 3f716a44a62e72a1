"""People edit what they wrote: what a message told becomes what it says now, as long as nothing was made of it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card, plain
from bot.flows.answered import START_HALF_TOLD, Said, all_said, note_said, understood
from bot.flows.event_words import from_sentence
from bot.flows.form import Form, Reading
from bot.flows.talk import EVENT, form_of, next_card, take_answer
from bot.flows.talk_rows import open_talk
from bot.flows.told import with_told
from bot.flows.understand import read_again
from bot.language import mark, tr
from bot.owed import owe
from bot.retold import retold
from bot.speaker import Speaker
from core.errors import InvalidAnswer
from core.notices.model import Talk
from core.notices.seen import first_time
from core.ports.parts import Parts

RECENT = 10
"""So many talks are looked through for the one a message belongs to."""
TOO_LATE = mark(
    "I took that before you changed it, and it is settled. Send me what you want as a new message, or change it on "
    "its card."
)
NEWER = mark("You told me something else about this since, so I leave it as it is.")
LEFT = mark("I left “{answer}” as it was. {why}")


async def reconsider(parts: Parts, speaker: Speaker, words: str, said_at: datetime) -> Answer | None:
    """None when the message told no talk anything. said_at: days and hours in it are meant from then on."""
    async with parts.db.transaction() as session:
        found = await _talk_of(session, speaker)
        if found is None:
            return None
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        talk, said = found
        if said.words == words:
            return Nothing()
        if not talk.open:
            return Show(plain(tr(TOO_LATE)))
        form = await form_of(session, talk, speaker)
        card = await _said_anew(session, form, talk, speaker, parts, said, words, said_at)
        return Show(owe(parts, session, speaker, card)) if card else Nothing()


async def _talk_of(session: AsyncSession, speaker: Speaker) -> tuple[Talk, Said] | None:
    """The talk a message told something, and what that was; the open one is locked."""
    mine = select(Talk).where(
        Talk.workspace_id == speaker.member.workspace_id,
        Talk.conversation_id == speaker.conversation.id,
        Talk.member_id == speaker.member.id,
    )
    now = await open_talk(session, speaker, lock=True)
    before = await session.execute(mine.order_by(Talk.created_at.desc()).limit(RECENT))
    for talk in (*([now] if now else []), *before.scalars()):
        for said in all_said(talk):
            if said.place == speaker.place:
                return talk, said
    return None


async def _said_anew(
    session: AsyncSession,
    form: Form,
    talk: Talk,
    speaker: Speaker,
    parts: Parts,
    said: Said,
    words: str,
    said_at: datetime,
) -> Card | None:
    if talk.field is not None and talk.field == said.key:
        return await take_answer(session, form, talk, speaker, parts, words)
    if not said.key and (reading := read_again(session, parts, talk, speaker, words)):
        return reading
    read = Reading(said_at, form.zone(talk.answers, speaker), speaker.language)
    try:
        told = _told(form, said, words, speaker, read)
    except InvalidAnswer as error:
        return plain(tr(LEFT, answer=said.told.get(said.key, ""), why=retold(error.message)))
    changed = {key: told for key, told in told.items() if told != said.told.get(key, "")}
    news = {key: told for key, told in changed.items() if talk.answers.get(key, "") in ("", said.told.get(key, ""))}
    if not news:
        return plain(tr(NEWER)) if changed else None
    return correct(form, talk, speaker, parts, Said(said.place, said.key, words, {**said.told, **news}), news)


def correct(form: Form, talk: Talk, speaker: Speaker, parts: Parts, said: Said, news: Mapping[str, str]) -> Card:
    """Put answers in the place of older ones, and go on below what changed."""
    passed = START_HALF_TOLD if "starts" in news else ()
    talk.answers = {**{key: old for key, old in talk.answers.items() if key not in passed}, **news}
    note_said(talk, said)
    read = Reading(parts.clock.now(), form.zone(talk.answers, speaker), speaker.language)
    return with_told(next_card(form, talk, speaker, parts), form, news, read)


def _told(form: Form, said: Said, words: str, speaker: Speaker, read: Reading) -> Mapping[str, str]:
    """What the message tells now. Raises InvalidAnswer with the reason for an answer that is none."""
    if said.key:
        return understood(form, form.field(said.key), words, speaker, read)
    return from_sentence(words, speaker, read.now) if form.key == EVENT else {}
