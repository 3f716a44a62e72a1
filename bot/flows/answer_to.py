"""Words in reply to a question: to its own person's open one an answer, to an earlier one another answer."""

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card, plain
from bot.flows import questions
from bot.flows.answered import Said, understood
from bot.flows.form import Reading
from bot.flows.reconsidered import LEFT, correct
from bot.flows.talk import form_of
from bot.flows.talk_rows import their_talk
from bot.language import tr
from bot.owed import owe
from bot.retold import retold
from bot.speaker import Speaker
from bot.tokens import Token
from core.errors import InvalidAnswer
from core.notices.seen import first_time
from core.ports.parts import Parts


async def answer_to(parts: Parts, speaker: Speaker, asked: Token, words: str) -> Answer | None:
    """asked: the question's own token. None unless it is an earlier one. Raises NotNow for somebody else's."""
    async with parts.db.transaction() as session:
        row = await their_talk(session, speaker, asked.subject)
        if not row.open:
            return None
        form = await form_of(session, row, speaker)
        field = next((field for field in form.fields if questions.mark(field) == asked.number), None)
        if field is None or field.key == row.field or not row.answers.get(field.key):
            return None
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        read = Reading(parts.clock.now(), form.zone(row.answers, speaker), speaker.language)
        try:
            told = {field.key: understood(form, field, words, speaker, read)[field.key]}
        except InvalidAnswer as error:
            card: Card = plain(tr(LEFT, answer=row.answers[field.key], why=retold(error.message)))
        else:
            card = correct(form, row, speaker, parts, Said(speaker.place, field.key, words, told), told)
        return Show(owe(parts, session, speaker, card))
