"""Tokens for programs: the list, a new one, the one look at it, the end of one. Seen by whoever asked, alone."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Answer, Ask, Nothing, Toast, Whisper
from bot.cards.api_tokens import made_card, shown_card, tokens_card
from bot.cards.card import Card, plain
from bot.flows.form import Field, Form, Kind, Option, Values
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.api_tokens.issue import end_token, make_token, show_token, tokens_of
from core.api_tokens.model import Scope
from core.errors import NotNow
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.workspaces.model import Platform

HERE_ALL_READ = mark("Ask me in our private chat: type tokens. A token is for you alone, and here all would see it.")
MAY = {
    "read": (mark("Look at events, posts and numbers"), (Scope.READ,)),
    "write": (mark("Look, make and change"), (Scope.READ, Scope.WRITE)),
    "yes": (mark("Look and say yes"), (Scope.READ, Scope.APPROVE)),
    "all": (mark("Look, make, change and say yes"), tuple(Scope)),
}
LASTS = {"30": mark("A month"), "90": mark("Three months"), "365": mark("A year")}


async def show(parts: Parts, speaker: Speaker, _: str) -> Answer:
    if _all_read(speaker):
        return Whisper(plain(tr(HERE_ALL_READ)))
    async with parts.db.reading() as session:
        tokens = await tokens_of(session, speaker.member, parts.clock.now())
    return Whisper(tokens_card(tokens, speaker.zone, f"{parts.public_url}/api/v1"))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    if _all_read(speaker):
        return Whisper(plain(tr(HERE_ALL_READ)))
    if token.verb == "token.new":
        return Ask(FORM)
    if token.verb not in ("token.show", "token.end"):
        raise NotNow(tr(UNKNOWN))
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        if token.verb == "token.show":
            shown, secret = await show_token(session, speaker.member, token.subject, now)
            return Whisper(shown_card(shown, secret, speaker.zone))
        ended = await end_token(session, speaker.member, token.subject, now)
        return Toast(tr("Ended: {name} opens nothing any more.", name=ended.name))


def _all_read(speaker: Speaker) -> bool:
    """Telegram shows nothing to one person of a group alone."""
    return speaker.identity.platform is Platform.TELEGRAM and not speaker.conversation.direct


async def _finish(session: AsyncSession, speaker: Speaker, _: str, values: Values) -> Card | None:
    now: datetime = session.info["clock"].now()
    _, scopes = MAY[values["may"]]
    lasts = timedelta(days=int(values["days"]))
    made = await make_token(session, speaker.member, speaker.conversation, values["name"], scopes, lasts, now)
    return made_card(made, speaker.zone)


async def _usual(_: Parts, __: Speaker, ___: str) -> dict[str, str]:
    return {"may": "read", "days": "90"}


FORM = Form(
    key="token",
    title=mark("New token"),
    submit=mark("Make it"),
    fields=(
        Field("name", mark("Name"), mark("What is the token for?"), required=True, longest=60),
        Field(
            "may",
            mark("May do"),
            mark("What may a program do with it? Never more than you yourself."),
            Kind.CHOICE,
            required=True,
            options=tuple(Option(key, words) for key, (words, _) in MAY.items()),
        ),
        Field(
            "days",
            mark("Lasts"),
            mark("How long does it last?"),
            Kind.CHOICE,
            required=True,
            options=tuple(Option(days, words) for days, words in LASTS.items()),
        ),
    ),
    finish=_finish,
    prefill=_usual,
)
