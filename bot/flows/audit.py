"""The audit log for owners: how much there is, and all of it as a file, in their private conversation only."""

from bot.answers import Answer, Nothing, Toast, Whisper
from bot.attachments import AUDIT
from bot.cards.card import Action, Card, Small, Style, Text, plain
from bot.language import mark, tr, tr_many
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from bot.words import day_of
from core.audit.model import Deed
from core.audit.note import audit
from core.audit.queries import extent
from core.authorization.check import check
from core.authorization.table import Right
from core.errors import NotNow
from core.events.moments import to_local
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts

EMPTY = mark("Nothing is in the record yet. Decisions, rights, settings, accounts and exports go there from now on.")
WHAT = mark("Decisions, rights, settings, accounts and exports. Nobody can change or delete it, nor can I.")
NOT_HERE = mark("Ask me in our private chat: type audit. The record is for owners, and here all would read it.")


async def show(parts: Parts, speaker: Speaker, _: str) -> Answer:
    async with parts.db.reading() as session:
        found = await extent(session, speaker.member)
    if found is None:
        return Whisper(plain(tr(EMPTY)))
    since = day_of(to_local(found.since, speaker.zone), weekday=False)
    said = tr_many(
        "{n} deed is in the record, since {day}.", "{n} deeds are in the record, since {day}.", found.count, day=since
    )
    if not speaker.conversation.direct:
        return Whisper(Card(said, tr("Who did what"), (Text(said), Small(tr(NOT_HERE)))))
    send = Action(tr("Send me all of it"), Token("audit.send"), style=Style.PRIMARY)
    return Whisper(Card(said, tr("Who did what"), (Text(said), Small(tr(WHAT))), actions=(send,)))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """That it was exported is in it."""
    if token.verb != "audit.send":
        raise NotNow(tr(UNKNOWN))
    check(speaker.member, Right.RECORD)
    if not speaker.conversation.direct:
        raise NotNow(tr(NOT_HERE))
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        audit(session, speaker.member, Deed.EXPORTED, export=AUDIT)
        workspace, place = speaker.member.workspace_id, speaker.conversation.id
        notify(session, workspace, place, NoticeKind.FILES, subject_id=workspace, what=AUDIT)
    return Toast(tr("Here it comes."))
