"""Files sent into a conversation: a flyer in its other formats, a film to be watched before the yes, tables."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from bot.houses import Attachment, Messenger
from bot.language import mark, tr
from bot.living import place_in, thread_of
from bot.reports import REPORT, report_file
from bot.retold import retold
from core.audit.queries import exported
from core.imports.begin import get_import
from core.imports.queries import refused_rows, template
from core.notices.model import Conversation, Notice
from core.ports.parts import Parts
from core.posts.queries import PostView, post_view
from core.templates.scene import Layout

FORMATS, FILM, AUDIT = "formats", "film", "audit"
"""What a notice of files asks for."""
_NAMES = {Layout.SQUARE: "square", Layout.PORTRAIT: "feed", Layout.STORY: "story"}
_WORDS = {
    FORMATS: mark("{title} for {event} in its other formats, for wherever else you post it."),
    FILM: mark("{title} for {event}: this is the film that waits for a yes."),
}


async def send_files(parts: Parts, messenger: Messenger, conversation: Conversation, notice: Notice) -> None:
    """Send what the notice asks for, under the campaign's card; nothing when the post has nothing of it any more."""
    if notice.subject_id is None:
        return
    if (table := _TABLES.get(str(notice.details["what"]))) is not None:
        place, words = place_in(conversation, notice.details.get("thread")), tr(table.words)
        await messenger.send_files(place, words, [await table.file(parts, notice.workspace_id, notice.subject_id)])
        return
    what = str(notice.details["what"])
    if what == REPORT:
        about, kind = UUID(notice.details["report"]), str(notice.details["file"])
        words, file = await report_file(parts, notice.workspace_id, about, kind)
        await messenger.send_files(place_in(conversation, notice.details.get("thread")), words, [file])
        return
    async with parts.db.reading() as session:
        post = await post_view(session, notice.workspace_id, notice.subject_id, parts.clock.now())
    files = [each async for each in (_film if what == FILM else _formats)(parts, post)]
    if files:
        place = place_in(conversation, await thread_of(parts, conversation, post.campaign_id))
        await messenger.send_files(place, tr(_WORDS[what], title=retold(post.title), event=post.event), files)


async def _template(_: Parts, __: UUID, ___: UUID) -> Attachment:
    return Attachment("events.csv", template(), tr("A table of events to fill in"))


async def _refused(parts: Parts, workspace_id: UUID, import_id: UUID) -> Attachment:
    async with parts.db.reading() as session:
        row = await get_import(session, workspace_id, import_id)
    name = f"{_file_name(row.name.rpartition('.')[0] or row.name)}-to-mend.csv"
    return Attachment(name, refused_rows(row), tr("The rows that need care, with why"))


async def _audit(parts: Parts, workspace_id: UUID, _: UUID) -> Attachment:
    async with parts.db.reading() as session:
        return Attachment("audit.csv", await exported(session, workspace_id), tr("Who did what, and when"))


@dataclass(frozen=True)
class _Table:
    words: str
    file: Callable[[Parts, UUID, UUID], Awaitable[Attachment]]


_TABLES = {
    AUDIT: _Table(mark("The whole record, the newest first. The moments are in UTC."), _audit),
    "import template": _Table(mark("Fill this in, one row for each event, and send it back to me as CSV."), _template),
    "refused rows": _Table(
        mark("These rows need care; the first column says why. Mend them and send it back."), _refused
    ),
}


async def _formats(parts: Parts, post: PostView) -> AsyncIterator[Attachment]:
    for variant in post.variants:
        name = f"{_file_name(post.event)}-{_NAMES[variant.layout]}.jpg"
        yield Attachment(name, await parts.media.get(variant.key), post.alt_text)


async def _film(parts: Parts, post: PostView) -> AsyncIterator[Attachment]:
    for item in post.media:
        if item.facts.video:
            film, cover = await parts.media.get(item.key), await parts.media.get(item.shown_key)
            yield Attachment(f"{_file_name(post.event)}.mp4", film, post.alt_text, item.facts.seconds, cover)


def _file_name(event: str) -> str:
    """ "Warehouse Night!" -> "warehouse-night"."""
    return re.sub(r"[^\w]+", "-", event.casefold()).strip("-")[:60] or "flyer"
