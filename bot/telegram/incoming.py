"""Files that people send in Telegram: photos, documents, videos, albums."""

from dataclasses import dataclass
from uuid import UUID

from telegram import Bot, Document, Message
from telegram.error import BadRequest, InvalidToken

from bot.answers import Answer
from bot.flows import recap, receive
from bot.flows.event_words import is_event
from bot.flows.form import Kind
from bot.flows.import_events import check_table, is_table, receive_events
from bot.flows.send_design import check_size as check_design_size
from bot.flows.send_design import is_design, receive_design
from bot.flows.understand import begin_from_calendar, check_calendar_size, is_calendar
from bot.houses import Place, Sent
from bot.language import mark, tr
from bot.owed import show
from bot.speaker import Speaker
from bot.telegram.answering import translated
from bot.telegram.messenger import TelegramMessenger
from core.errors import InvalidAnswer
from core.notices.model import NoticeKind
from core.notices.seen import first_time, was_seen
from core.ports.parts import Parts
from core.posts.uploads import take_in

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Telegram lets bots fetch no more."""
TOO_LARGE = mark("That file is over 20 MB, and Telegram does not let me fetch more. A photo from a phone is enough.")
VIDEO_TOO_LARGE = mark(
    "That video is over 20 MB, and Telegram does not let me fetch more. Send a shorter or a smaller version, or send "
    "it to me in Slack, where 100 MB are fine."
)
NOT_HERE = mark(
    "I need a picture here, not a video. Send one, or /cancel what we are in the middle of and send it again."
)
FILE_GONE = mark("Telegram does not hand me that file any more. Send it once more.")
NOTHING_ELSE = mark("I can use pictures, videos and words, nothing else. Send the flyer as a picture.")


@dataclass(frozen=True)
class Attached:
    """One file of a message, not fetched yet."""

    file_id: str
    size: int
    video: bool
    place: int
    album: str
    words: str


def attached(message: Message) -> Attached | None:
    """The file a message carries; raises InvalidAnswer for one of a kind that is of no use."""
    file = message.photo[-1] if message.photo else message.video or message.document
    if file is None:
        if message.effective_attachment is not None:
            raise InvalidAnswer(tr(NOTHING_ELSE))
        return None
    is_video = bool(message.video) or str(getattr(file, "mime_type", None) or "").startswith("video/")
    return Attached(
        file.file_id,
        int(file.file_size or 0),
        is_video,
        message.message_id,
        message.media_group_id or "",
        message.caption or "",
    )


def check_size(file: Attached) -> None:
    """Raises InvalidAnswer for a file Telegram would not let us fetch."""
    if file.size > LARGEST_UPLOAD:
        raise InvalidAnswer(tr(VIDEO_TOO_LARGE) if file.video else tr(TOO_LARGE))


class Incoming:
    def __init__(self, parts: Parts, bot: Bot, messenger: TelegramMessenger) -> None:
        self._parts, self._bot, self._messenger = parts, bot, messenger

    async def is_for_a_post(self, speaker: Speaker, file: Attached) -> bool:
        """An open form that takes files gets them; with none open, a video or an album wants to be a post.

        Pictures with an event beneath them begin that event."""
        wanted = await receive.wanted(self._parts, speaker)
        if wanted in (Kind.PICTURE, Kind.LOGO) and file.video:
            raise InvalidAnswer(tr(NOT_HERE))
        if wanted is not None or file.video:
            return wanted is None or wanted is Kind.MEDIA
        return bool(file.album) and not is_event(file.words, speaker, self._parts.clock.now())

    async def of_the_night(self, speaker: Speaker, file: Attached, kind: NoticeKind, subject_id: UUID) -> bool:
        """Whether it was dropped under an event that waits for photos, and is kept; its card shows it."""
        campaign_id = await recap.event_of_photos(self._parts, speaker, kind, subject_id)
        if campaign_id is None or await receive.wanted(self._parts, speaker) is not None:
            return False
        item = await take_in(self._parts, speaker.member.workspace_id, await self._fetched(file))
        await recap.take(self._parts, speaker, campaign_id, [item.key])
        return True

    async def known(self, speaker: Speaker, document: Document, words: str) -> Answer | None:
        """What becomes of a file whose kind says what it is for; None for any other."""
        name, kind = document.file_name or "", document.mime_type or ""
        if is_design(name):
            return await self.design(speaker, document)
        if is_calendar(name, kind):
            return await self.calendar(speaker, document, words)
        return await self.table(speaker, document) if is_table(name, kind) else None

    async def design(self, speaker: Speaker, document: Document) -> Answer:
        """A template; raises InvalidAnswer with a sentence for one that is too large."""
        check_design_size(int(document.file_size or 0))
        data = await self._bytes_of(document.file_id)
        return await receive_design(self._parts, speaker, data, document.file_name or "template.toml")

    async def calendar(self, speaker: Speaker, document: Document, words: str) -> Answer:
        """An event in a calendar file; raises InvalidAnswer with a sentence for one that is too large or empty."""
        check_calendar_size(int(document.file_size or 0))
        data, name = await self._bytes_of(document.file_id), document.file_name or "calendar.ics"
        return await begin_from_calendar(self._parts, speaker, data, words, name)

    async def table(self, speaker: Speaker, document: Document) -> Answer:
        """A table of events; raises InvalidAnswer with a sentence for one that is too large, or a workbook."""
        name = document.file_name or tr("your list")
        check_table(name, int(document.file_size or 0))
        return await receive_events(self._parts, speaker, await self._bytes_of(document.file_id), name)

    async def is_first(self, speaker: Speaker, file: Attached) -> bool:
        """Whether no picture of its album came before: where one is wanted, the others say nothing."""
        key = f"album:telegram:{speaker.conversation.address}:{file.album}"
        now, mine = self._parts.clock.now(), f"{key}:{file.place}"
        async with self._parts.db.transaction() as session:
            if await first_time(session, key, now):
                return await first_time(session, mine, now)
            return await was_seen(session, mine)  # delivered again

    async def picture(self, speaker: Speaker, file: Attached) -> str:
        """Key of a single picture, as the open form wants it; raises InvalidAnswer or UnreadablePicture in words."""
        upload = await self._fetched(file)
        if await receive.wanted(self._parts, speaker) is Kind.LOGO:
            return await self._parts.media.put(await self._parts.painter.prepare_logo(upload), kind="png")
        return await self._parts.media.put(await self._parts.painter.prepare_photo(upload))

    async def take(self, speaker: Speaker, file: Attached, place: Place) -> None:
        """Take one file in and say how many there are now, once for each album."""
        item = await take_in(self._parts, speaker.member.workspace_id, await self._fetched(file))
        arrival = receive.Arrival(item.key, file.place, file.album, file.words)
        said = await receive.receive(self._parts, speaker, arrival)
        if said is None or said.card is None:
            return
        card, instead = said.card, said.instead

        async def send() -> Sent:
            if instead is not None:
                return await self._messenger.redraw(place, Sent(instead), card)
            return await self._messenger.send(place, card, card.owed)

        sent = await show(self._parts, speaker, card, send)
        if sent is None or instead is not None:
            return
        more = await receive.told(self._parts, speaker, said.talk_id, sent.message_id)
        if more is not None:
            await self._messenger.redraw(place, sent, more)

    async def _fetched(self, file: Attached) -> bytes:
        check_size(file)
        return await self._bytes_of(file.file_id)

    async def _bytes_of(self, file_id: str) -> bytes:
        """Raises InvalidAnswer for a file that Telegram does not hand out any more."""
        try:
            handle = await translated(lambda: self._bot.get_file(file_id))
            return bytes(await translated(handle.download_as_bytearray))
        except (BadRequest, InvalidToken) as error:  # a file that is gone is "not found", as a wrong token is
            raise InvalidAnswer(tr(FILE_GONE)) from error
