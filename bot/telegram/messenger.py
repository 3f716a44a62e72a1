"""Rite's voice in Telegram.

A card whose text fits under its picture is one photo message. A longer one is a photo and, answering to it, a text
message that carries the buttons; that second message is the living one.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from telegram import Bot, InputMediaDocument, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.cards.card import Card
from bot.houses import Attachment, Gone, Place, Sent, Unanswered
from bot.telegram.answering import edited, translated
from bot.telegram.text import CAPTION_MAX, html_of, keyboard_of, visible_length
from core.errors import WaitAndRetry
from core.ports.media import MediaStore

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger:
    """Telegram cannot be asked what a bot has sent: whoever does not know has to send again."""

    remembers = False

    def __init__(self, bot: Bot, media: MediaStore) -> None:
        self._bot, self._media = bot, media

    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        if card.picture is None:
            message = await self._text(place, card)
            return Sent(str(message.message_id), {})
        under = visible_length(card) <= CAPTION_MAX
        photo = await self._photo(place, card, with_text=under)
        extra = {"picture": card.picture.key, "photo": photo.message_id}
        if under:
            return Sent(str(photo.message_id), extra)
        beneath = Place(place.platform, place.address, place.team, str(photo.message_id))
        try:
            message = await self._text(beneath, card)
        except (TelegramError, Gone, WaitAndRetry) as error:
            if not isinstance(error, Unanswered):
                await self._take_away(place.address, photo.message_id)  # or the next try shows the picture twice
            raise
        return Sent(str(message.message_id), extra)

    async def find(self, place: Place, mark: UUID, sent_at: datetime) -> Sent | None:
        return None

    async def direct(self, person: str) -> str:
        return person

    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        if not self._same_shape(sent, card):
            return await self._replace(place, sent, card)
        chat, message_id = place.address, int(sent.message_id)
        photo = sent.extra.get("photo")
        if photo is None:
            await self._edit_text(chat, message_id, card)
            return sent
        assert card.picture is not None  # noqa: S101 - same shape
        with_text = photo == message_id
        if sent.extra["picture"] != card.picture.key:
            await self._edit_photo(chat, photo, card, with_text=with_text)
        elif with_text:
            await self._edit_caption(chat, photo, card)
        if not with_text:
            await self._edit_text(chat, message_id, card)
        return Sent(sent.message_id, {"picture": card.picture.key, "photo": photo})

    async def whisper(self, place: Place, person: str, card: Card) -> None:
        """In Telegram only a private chat is private."""
        await self._text(Place(place.platform, person), card)

    async def send_files(self, place: Place, words: str, files: Sequence[Attachment]) -> None:
        """Pictures as documents, or Telegram would make them smaller; a film as a film that plays."""
        chat, reply = place.address, _reply(place)
        if len(files) > 1:
            media = [
                InputMediaDocument(file.data, filename=file.name, caption=words if file is files[-1] else None)
                for file in files
            ]
            await translated(lambda: self._bot.send_media_group(chat, media, reply_parameters=reply))
            return
        (file,) = files
        if file.seconds:
            await translated(
                lambda: self._bot.send_video(
                    chat,
                    file.data,
                    filename=file.name,
                    caption=words,
                    duration=round(file.seconds),
                    cover=file.cover or None,
                    supports_streaming=True,
                    reply_parameters=reply,
                )
            )
            return
        await translated(
            lambda: self._bot.send_document(chat, file.data, filename=file.name, caption=words, reply_parameters=reply)
        )

    @staticmethod
    def _same_shape(sent: Sent, card: Card) -> bool:
        photo = sent.extra.get("photo")
        if (photo is None) != (card.picture is None):
            return False
        under = card.picture is not None and visible_length(card) <= CAPTION_MAX
        return photo is None or under == (str(photo) == sent.message_id)

    async def _replace(self, place: Place, sent: Sent, card: Card) -> Sent:
        """A photo message cannot become a text message: show the card anew and take the old one away."""
        fresh = await self.send(place, card)
        for message_id in {int(sent.message_id), int(sent.extra.get("photo") or sent.message_id)}:
            await self._take_away(place.address, message_id)
        return fresh

    async def _take_away(self, chat: str, message_id: int) -> None:
        try:
            await translated(lambda: self._bot.delete_message(chat, message_id))
        except (Gone, WaitAndRetry, TelegramError) as error:
            # Older than Telegram lets us delete: its buttons are answered kindly.
            log.info("a message could not be taken away", reason=str(error))

    async def _text(self, place: Place, card: Card) -> Message:
        return await translated(
            lambda: self._bot.send_message(
                place.address,
                html_of(card),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(card),
                reply_parameters=_reply(place),
                link_preview_options=NO_PREVIEW,
                disable_notification=card.quiet,
            )
        )

    async def _photo(self, place: Place, card: Card, *, with_text: bool) -> Message:
        assert card.picture is not None  # noqa: S101 - the caller looked
        data = await self._media.get(card.picture.key)
        caption = html_of(card, CAPTION_MAX) if with_text else None
        return await translated(
            lambda: self._bot.send_photo(
                place.address,
                data,
                caption=caption,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(card) if with_text else None,
                reply_parameters=_reply(place),
            )
        )

    async def _edit_text(self, chat: str, message_id: int, card: Card) -> None:
        await edited(
            lambda: self._bot.edit_message_text(
                html_of(card),
                chat,
                message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(card),
                link_preview_options=NO_PREVIEW,
            )
        )

    async def _edit_caption(self, chat: str, message_id: int, card: Card) -> None:
        await edited(
            lambda: self._bot.edit_message_caption(
                chat,
                message_id,
                caption=html_of(card, CAPTION_MAX),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(card),
            )
        )

    async def _edit_photo(self, chat: str, message_id: int, card: Card, *, with_text: bool) -> None:
        assert card.picture is not None  # noqa: S101 - the caller looked
        data = await self._media.get(card.picture.key)
        caption = html_of(card, CAPTION_MAX) if with_text else None
        media = InputMediaPhoto(data, caption=caption, parse_mode=ParseMode.HTML)
        await edited(
            lambda: self._bot.edit_message_media(
                media, chat, message_id, reply_markup=keyboard_of(card) if with_text else None
            )
        )


def _reply(place: Place) -> ReplyParameters | None:
    if place.thread is None:
        return None
    return ReplyParameters(int(place.thread), allow_sending_without_reply=True)
