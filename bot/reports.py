"""Reports in chat: asked for in words or by a press, turned like pages, sent as files into the conversation."""

from uuid import UUID

from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.cards.card import Action, Card, plain
from bot.cards.report import packed, report_card, unpacked
from bot.cards.report_files import report_sheet, report_table
from bot.cards.report_words import span_in_words
from bot.cards.what_works import works_lines
from bot.flows.report import FORM
from bot.flows.report_words import CSV, PDF, wish_said
from bot.houses import Attachment
from bot.language import mark, tr
from bot.speaker import Speaker
from bot.tokens import UNKNOWN, Token
from core.errors import InvalidAnswer, NotNow
from core.events.moments import to_local
from core.insights.works import what_works
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time
from core.ports.parts import Parts
from core.reports.generate import AnalyticsReport, generate_report
from core.reports.span import Span
from core.workspaces.members import get_workspace

REPORT = "report"
"""What a notice of files asks for, with `report` (as buttons carry it) and `file` beside it."""
COMING = {PDF: mark("The report comes as a PDF in a moment."), CSV: mark("The table comes in a moment.")}
_ENDING = {PDF: "pdf", CSV: "csv"}


async def show(parts: Parts, speaker: Speaker, words: str) -> Answer:
    """ "report", "report last month", "report October as pdf"."""
    today = to_local(parts.clock.now(), speaker.workspace.time_zone).date()
    try:
        wish = wish_said(words, today)
    except InvalidAnswer as error:
        return Whisper(plain(error.message, Action(tr("Choose days and numbers"), Token("report.choose"))))
    if wish.file:
        return await _send(parts, speaker, packed(wish.span, wish.metrics), wish.file)
    return Show(await _card(parts, speaker, wish.span, wish.metrics))


async def press(parts: Parts, speaker: Speaker, token: Token) -> Answer:
    """The subject of the token is the span with its metrics."""
    what = token.verb.partition(".")[2]
    if what == "choose":
        return Ask(FORM, str(token.subject), everything=True)
    if what in COMING:
        return await _send(parts, speaker, token.subject, what)
    if what != "show":
        raise NotNow(tr(UNKNOWN))
    span, metrics = _of(token.subject)
    return Show(await _card(parts, speaker, span, metrics), instead=True)


def _of(subject: UUID) -> tuple[Span, tuple[str, ...]]:
    try:
        return unpacked(subject)
    except ValueError:
        raise NotNow(tr(UNKNOWN)) from None


async def _card(parts: Parts, speaker: Speaker, span: Span, metrics: tuple[str, ...]) -> Card:
    today = to_local(parts.clock.now(), speaker.workspace.time_zone).date()
    return report_card(await report_of(parts, speaker.workspace.id, span, metrics), today)


async def report_of(parts: Parts, workspace_id: UUID, span: Span, metrics: tuple[str, ...]) -> AnalyticsReport:
    """What those days came to; no metrics: all of them."""
    async with parts.db.reading() as session:
        workspace = await get_workspace(session, workspace_id)
        return await generate_report(session, workspace, span, metrics, parts.clock.now())


async def _send(parts: Parts, speaker: Speaker, about: UUID, file: str) -> Answer:
    """Made by whoever delivers it: painting takes longer than a press may."""
    _of(about)
    workspace_id, place = speaker.member.workspace_id, speaker.conversation.id
    details = {"what": REPORT, "report": str(about), "file": file, "thread": speaker.thread}
    async with parts.db.transaction() as session:
        if not await first_time(session, speaker.update, parts.clock.now()):
            return Nothing()
        notify(session, workspace_id, place, NoticeKind.FILES, subject_id=workspace_id, **details)
    return Toast(tr(COMING[file]))


async def report_file(parts: Parts, workspace_id: UUID, about: UUID, file: str) -> tuple[str, Attachment]:
    """What is said with it, and the file, in the language spoken now."""
    span, metrics = unpacked(about)
    report = await report_of(parts, workspace_id, span, metrics)
    words = tr("Report, {span}", span=span_in_words(span))
    name = f"report-{span.first}-{span.last}.{_ENDING[file]}"
    if file == CSV:
        return words, Attachment(name, report_table(report), words)
    sheet = report_sheet(report, works_lines(await what_works(parts, workspace_id)))
    return words, Attachment(name, await parts.reports.pdf(sheet), words)
