"""Away for a while: until when, and who says yes meanwhile."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Toast, Whisper
from bot.cards.card import Action, Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values, nothing_known
from bot.language import mark, speaking, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from bot.words import moment as in_words
from bot.words import shortened
from core.authorization.check import may
from core.authorization.table import Right
from core.errors import NotNow
from core.events.moments import to_local, to_utc
from core.notices.language import language_of
from core.notices.model import Conversation, NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.posts.changed import post_changed
from core.posts.model import Post, PostStatus
from core.workspaces.away import check_may_go, come_back, go_away
from core.workspaces.members import get_member, members
from core.workspaces.model import Member

NOBODY = "nobody"
BACK = ("back", "here", "zurück", "vuelta", "retour", "ritorno", "volta")
"""How what ends it ends: "de vuelta", "I'm back"."""


async def show(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """`away`: asks until when; "away back" ends it; whoever is away hears until when."""
    check_may_go(speaker.member)
    if words.casefold().strip(" .!").endswith(BACK):
        return await _come_back(parts, speaker)
    now = parts.clock.now()
    async with parts.db.reading() as session:
        person = await get_member(session, speaker.member.workspace_id, speaker.member.id)
        if person.away_until is None or person.away_until <= now:
            return Ask(FORM)
        text = await _told(session, speaker, person)
    return Whisper(plain(text, Action(tr("I'm back"), Token("away.back")), Action(tr("Change it"), Token("away.ask"))))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    match token.verb:
        case "away.back":
            return await _come_back(parts, speaker)
        case "away.ask":
            check_may_go(speaker.member)
            return Ask(FORM)
    raise NotNow(UNKNOWN)


async def _come_back(parts: Parts, speaker: Speaker) -> Answer:
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        await come_back(session, speaker.member)
        await _redraw_waiting(session, speaker)
    return Toast(tr("Welcome back. Nobody stands in for you any more."))


async def _fields(session: AsyncSession, speaker: Speaker, _: str) -> tuple[Field, ...]:
    check_may_go(speaker.member)
    others = [
        Option(person.id.hex, shortened(person.name, 70))
        for person in await members(session, speaker.member.workspace_id)
        if may(person, Right.EDIT) and person.id != speaker.member.id
    ]
    return _questions(tuple(others[:50]))


def _questions(others: tuple[Option, ...]) -> tuple[Field, ...]:
    return (
        Field(
            "until",
            mark("Away until"),
            mark("Until when are you away?"),
            Kind.MOMENT,
            required=True,
            hint=mark("Until then nobody waits for you, and I don't call you."),
        ),
        Field(
            "deputy",
            mark("Who says yes"),
            mark("Who says yes for you meanwhile?"),
            Kind.CHOICE,
            required=True,
            options=(*others, Option(NOBODY, mark("Nobody: the others who may"))),
        ),
    )


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    now = session.info["clock"].now()
    deputy = None if values["deputy"] == NOBODY else values["deputy"]
    chosen = next((one for one in await members(session, speaker.member.workspace_id) if one.id.hex == deputy), None)
    until = to_utc(values["until"], speaker.zone)
    person = await go_away(session, speaker.member, until, chosen.id if chosen else None, now)
    if chosen is not None:
        await _tell_deputy(session, speaker, chosen)
    await _redraw_waiting(session, speaker)
    return plain(await _told(session, speaker, person))


async def _told(session: AsyncSession, speaker: Speaker, person: Member) -> str:
    assert person.away_until is not None  # noqa: S101 - the callers looked, or set it
    until = in_words(to_local(person.away_until, speaker.zone), speaker.zone)
    if person.deputy_id is None:
        return tr("You are away until {until}. The others who may say yes do.", until=until)
    deputy = await get_member(session, person.workspace_id, person.deputy_id)
    return tr("You are away until {until}. {name} says yes for you.", until=until, name=deputy.name)


async def _tell_deputy(session: AsyncSession, speaker: Speaker, deputy: Member) -> None:
    """In their own conversation with us, where there is one; the cards say it to everybody else."""
    found = await session.execute(
        select(Conversation)
        .where(
            Conversation.workspace_id == deputy.workspace_id,
            Conversation.direct,
            Conversation.member_id == deputy.id,
            Conversation.reachable,
        )
        .order_by(Conversation.created_at)
        .limit(1)
    )
    if (place := found.scalar_one_or_none()) is None:
        return
    with speaking(await language_of(session, place)):
        text = tr("{name} is away and named you: your yes counts meanwhile.", name=speaker.member.name)
    notify(session, place.workspace_id, place.id, NoticeKind.SAY, text=text)


async def _redraw_waiting(session: AsyncSession, speaker: Speaker) -> None:
    """What waits for a yes waits for somebody else now."""
    await session.flush()
    waiting = await session.execute(
        select(Post)
        .where(Post.workspace_id == speaker.member.workspace_id, Post.status == PostStatus.IN_REVIEW)
        .order_by(Post.due_at)
    )
    for post in waiting.scalars():
        await post_changed(session, post)


FORM = Form(
    key="away",
    title=mark("Away"),
    submit=mark("Save"),
    fields=_questions(()),
    finish=_finish,
    prefill=nothing_known,
    fit=_fields,
)
