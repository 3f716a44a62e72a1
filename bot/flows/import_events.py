"""Many events from one file: taken in, looked through in the background, created at a press, never before."""

from bot.answers import Answer, Nothing, Show, Toast, Whisper
from bot.cards.card import plain
from bot.cards.imports import how_card
from bot.language import mark, tr
from bot.owed import owe
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.approvals.policy import check_may_edit
from core.errors import InvalidAnswer, NotNow
from core.imports.begin import begin_import, get_import, go_ahead, leave
from core.imports.create import send_refused
from core.imports.table import A_WORKBOOK, check_size
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts

TABLES = (".csv", ".tsv")
WORKBOOKS = (".xlsx", ".xls", ".ods", ".numbers")
TYPES = ("text/csv", "text/tab-separated-values", "application/csv")
READING = mark(
    "I'm reading {name}. What I make of each row appears here in a moment; nothing is created before you say so."
)
COMING = mark("Here it comes.")


def is_table(name: str, kind: str = "") -> bool:
    """Whether a file may be a table of events, by its name or type; a workbook is told how to become one."""
    return name.casefold().endswith((*TABLES, *WORKBOOKS)) or kind.split(";")[0].strip() in TYPES


def check_table(name: str, size: int) -> None:
    """Raises InvalidAnswer before anything is fetched."""
    if name.casefold().endswith(WORKBOOKS):
        raise InvalidAnswer(A_WORKBOOK)
    check_size(size)


async def ask_how(_: Parts, __: Speaker, ___: str) -> Answer:
    return Whisper(how_card())


async def receive_events(parts: Parts, speaker: Speaker, data: bytes, name: str, kind: str = "csv") -> Answer:
    """Keep the file and ring for somebody to look through it; `kind`: "csv" or "ics"."""
    check_may_edit(speaker.member)
    check_size(len(data))
    name = " ".join(name.split())[:60] or tr("your list")
    key = await parts.media.put(data, kind=kind)
    async with parts.db.transaction() as session:
        now = parts.clock.now()
        if not await first_time(session, speaker.update, now):
            return Nothing()
        place, thread = speaker.conversation.id, speaker.thread
        await begin_import(session, speaker.member, place, key, name, now, thread_id=thread)
        return Show(owe(parts, session, speaker, plain(tr(READING, name=name))))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """Every press redraws the one card of the import."""
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        workspace, place = speaker.member.workspace_id, speaker.conversation.id
        match token.verb:
            case "import.create":
                await go_ahead(session, speaker.member, token.subject)
                return Nothing()
            case "import.leave":
                await leave(session, speaker.member, token.subject)
                return Nothing()
            case "import.rows":
                send_refused(session, await get_import(session, workspace, token.subject))
                return Toast(tr(COMING))
            case "import.template":
                what = {"what": "import template", "thread": speaker.thread}
                notify(session, workspace, place, NoticeKind.FILES, subject_id=workspace, **what)
                return Toast(tr(COMING))
    raise NotNow(tr(UNKNOWN))
