"""A form as a conversation: one question at a time, kept as a row, the same on every platform that cannot draw forms.

Underscored keys in a talk's answers are the engine's own: what was asked, which options the buttons stand for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.cards.card import Card
from bot.flows import questions
from bot.flows.answered import Said, keep, later_said, note_said, take_back
from bot.flows.catalogue import FORMS
from bot.flows.form import Field, Form, InvalidAnswers, Reading
from bot.flows.so_far import files_so_far, spoken
from bot.flows.talk_rows import close_others, get_talk, open_talk, opened
from bot.flows.told import with_told
from bot.language import tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.errors import InvalidAnswer, NotNow
from core.notices.model import Talk
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.model import Platform

EVENT = "event"
EVERYTHING = "everything"
"""Ask each question in turn, except the extra ones; otherwise only what is required and missing."""
MORE = "more"
"""Everything necessary is told, and somebody wants to tell more: ask what has no answer yet."""


async def begin(
    parts: Parts,
    speaker: Speaker,
    form: Form,
    raw: dict[str, str],
    *,
    subject: str = "",
    everything: bool = False,
    ask: bool = True,
) -> Card | None:
    """Open a conversation and return its first card; None when this update was answered before."""
    answers: dict[str, Any] = {**await form.prefill(parts, speaker, subject), **raw}
    answers["_asked"] = []
    answers["_mode"] = EVERYTHING if everything else ""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        left = await open_talk(session, speaker)
        await close_others(session, speaker)
        form = await form.fitted(session, speaker, subject)
        if put_aside := _left_behind(form, answers, left):
            answers["assumed"] = f"{put_aside} {answers.get('assumed', '')}".strip()
        talk = opened(session, speaker, form, answers, parts.clock.now(), subject=subject)
        note_said(talk, Said(speaker.place, "", speaker.words, raw))
        if not ask:
            return owe(parts, session, speaker, questions.summary_card(form, talk, reading(form, talk, speaker, parts)))
        return owe(parts, session, speaker, next_card(form, talk, speaker, parts))


def _left_behind(form: Form, answers: Mapping[str, Any], left: Talk | None) -> str:
    """Whoever begins another event in the middle of one hears that the first was not made."""
    name = str(left.answers.get("name", "")) if left is not None and left.form == form.key == EVENT else ""
    if not name or name == answers.get("name"):
        return ""
    return tr("{name} was put aside and is not created.", name=name)


async def hear(parts: Parts, speaker: Speaker, raw: str) -> Card | None:
    """An answer typed, or the key of a picture sent; None when no question is open."""
    async with parts.db.transaction() as session:
        talk = await open_talk(session, speaker, lock=True)
        if talk is None or not awaits(talk, speaker):
            return None
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        form, card = await form_of(session, talk, speaker), None
        overtaken = take_back(talk, later_said(talk, speaker.place), speaker)
        for turn, words in ((speaker, raw), *overtaken):
            if talk.open and talk.field is not None:
                card = await take_answer(session, form, talk, turn, parts, spoken(form, talk, words))
        return owe(parts, session, speaker, card) if card else None


def awaits(talk: Talk, speaker: Speaker) -> bool:
    """Whether a question is open, or an answer came that was sent before one we took."""
    return talk.field is not None or bool(later_said(talk, speaker.place))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Card | None:
    """A button of a question or a summary."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        talk = await get_talk(session, speaker, token.subject)
        form = await form_of(session, talk, speaker)
        said = await _pressed(session, form, talk, speaker, parts, token)
        return owe(parts, session, speaker, said) if said else None


async def _pressed(
    session: AsyncSession, form: Form, talk: Talk, speaker: Speaker, parts: Parts, token: Token
) -> Card | None:
    match token.verb:
        case "talk.cancel":
            talk.open = False
            return questions.cancelled()
        case "talk.done":
            return await finish(session, form, talk, speaker, parts)
        case "talk.change":
            return questions.fields_card(form, talk)
        case "talk.more":
            talk.answers = {**talk.answers, "_mode": MORE}
            return next_card(form, talk, speaker, parts)
        case "talk.field":
            talk.field = form.fields[token.number].key
            return questions.question_card(form, talk, reading(form, talk, speaker, parts))
        case "talk.skip":
            return await take_answer(session, form, talk, speaker, parts, _meant(form, talk, token, ("",)))
        case "talk.enough":
            _meant(form, talk, token, ("",))
            return await take_answer(session, form, talk, speaker, parts, files_so_far(form, talk))
        case "talk.back":
            return _back(form, talk, speaker, parts)
        case "talk.month":
            return questions.all_days(form, talk, reading(form, talk, speaker, parts), token.number)
        case "talk.hours":
            _meant(form, talk, token, ("",))
            return questions.all_hours(form, talk)
        case "talk.pick":
            options: Sequence[str] = talk.answers.get("_options", [])
            return await take_answer(session, form, talk, speaker, parts, _meant(form, talk, token, options))
    raise NotNow(tr(UNKNOWN))


def _meant(form: Form, talk: Talk, token: Token, options: Sequence[str]) -> str:
    """The answer a button of the open question stands for; raises NotNow for one of an earlier question."""
    field = form.field(talk.field) if talk.field else None
    for raw in options:
        if field is not None and questions.mark(field, raw) == token.number:
            return raw
    raise NotNow(tr("That question was answered already."))


async def step(parts: Parts, speaker: Speaker, command: str) -> Card | None:
    """/skip and /back, for those who type."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return None
        talk = await open_talk(session, speaker)
        if talk is None or (talk.field is None and (command == "skip" or not talk.answers.get("_asked"))):
            return questions.nothing_open()
        form = await form_of(session, talk, speaker)
        if command == "back":
            return owe(parts, session, speaker, _back(form, talk, speaker, parts))
        said = await take_answer(session, form, talk, speaker, parts, files_so_far(form, talk))
        return owe(parts, session, speaker, said) if said else None


async def cancel(parts: Parts, speaker: Speaker) -> Card:
    """/cancel: whatever is open here is dropped."""
    async with parts.db.transaction() as session:
        closed = await close_others(session, speaker)
    return questions.cancelled() if closed else questions.nothing_open()


async def finish(session: AsyncSession, form: Form, talk: Talk, speaker: Speaker, parts: Parts) -> Card | None:
    """Everything is answered and confirmed: parse it all, do it, close the talk; or ask again what is wrong."""
    read = reading(form, talk, speaker, parts)
    try:
        values = form.parse(talk.answers, read)
        async with session.begin_nested():
            said = await form.done_by(session, speaker, talk.subject, values)
    except InvalidAnswers as error:
        return _ask_again(form, talk, read, next(iter(error.by_field)), error)
    except InvalidAnswer as error:
        return _ask_again(form, talk, read, error.field or form.fields[0].key, error)
    talk.open = False
    talk.field = None
    return said or questions.accepted(form, talk)


def reading(form: Form, talk: Talk, speaker: Speaker, parts: Parts) -> Reading:
    return Reading(parts.clock.now(), form.zone(talk.answers, speaker), speaker.language)


async def form_of(session: AsyncSession, talk: Talk, speaker: Speaker) -> Form:
    """The form of a talk as it is now; a question that has gone from it meanwhile is no longer open."""
    form = await FORMS[talk.form].fitted(session, speaker, talk.subject)
    if talk.field not in {field.key for field in form.fields}:
        talk.field = None
    return form


async def take_answer(
    session: AsyncSession, form: Form, talk: Talk, speaker: Speaker, parts: Parts, raw: str
) -> Card | None:
    """Keep the answer to the open question and go on; a wrong one repeats the question with the reason."""
    if talk.field is None:
        raise NotNow(tr("That question was answered already."))
    read = reading(form, talk, speaker, parts)
    try:
        beside = keep(form, talk, form.field(talk.field), raw, speaker, read)
    except InvalidAnswer as error:
        return questions.question_card(form, talk, read, problem=error)
    if form.summary is None and not _waiting(form, talk):
        return await finish(session, form, talk, speaker, parts)
    return with_told(next_card(form, talk, speaker, parts), form, beside, reading(form, talk, speaker, parts))


def next_card(form: Form, talk: Talk, speaker: Speaker, parts: Parts) -> Card:
    """The next question, or the summary when nothing is left to ask."""
    read = reading(form, talk, speaker, parts)
    waiting = _waiting(form, talk)
    if not waiting:
        talk.field = None
        return questions.summary_card(form, talk, read, more=asks(speaker) and bool(_untold(form, talk)))
    talk.field = waiting[0].key
    return questions.question_card(form, talk, read)


def _waiting(form: Form, talk: Talk) -> list[Field]:
    """Questions still to ask. A form without a summary asks each one, even when an answer is known already."""
    asked = talk.answers.get("_asked", [])
    if form.summary is None:
        return [field for field in form.fields if field.key not in asked]
    mode = talk.answers.get("_mode")
    if mode == EVERYTHING:
        unasked = [field for field in form.fields if field.key not in asked and not field.extra]
        return [field for field in unasked if field.always_asked or not talk.answers.get(field.key)]
    return form.missing(talk.answers) or (_untold(form, talk) if mode == MORE else [])


def _untold(form: Form, talk: Talk) -> list[Field]:
    """What could be told besides and was not asked for yet."""
    asked = talk.answers.get("_asked", [])
    return [field for field in form.fields if field.key not in asked and not talk.answers.get(field.key)]


def asks(speaker: Speaker) -> bool:
    """Whether questions are asked one by one here; where forms can be drawn, everything is filled in at once."""
    return speaker.identity.platform is not Platform.SLACK


def _back(form: Form, talk: Talk, speaker: Speaker, parts: Parts) -> Card:
    asked = list(talk.answers.get("_asked", []))
    if asked:
        last = asked.pop()
        talk.answers = {**talk.answers, "_asked": asked, last: ""}
        talk.field = last
    elif talk.field is None:
        raise NotNow(tr("This is the first question."))
    return questions.question_card(form, talk, reading(form, talk, speaker, parts))


def _ask_again(form: Form, talk: Talk, read: Reading, field_key: str, problem: InvalidAnswer) -> Card:
    talk.field = field_key
    return questions.question_card(form, talk, read, problem=problem)
