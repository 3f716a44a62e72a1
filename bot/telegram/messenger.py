"""Rite's voice in Telegram.

A card whose text fits under its picture is one photo message. A longer one is a photo and, answering to it, a text
message that carries the buttons; so is one of several pictures, as an album bears no buttons. That second message is
the living one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog
from telegram import Bot, InputMediaDocument, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.cards.card import Card
from bot.houses import Attachment, Gone, Place, Sent, Unanswered
from bot.telegram.answering import edited, translated
from bot.telegram.pace import begun, followed_by
from bot.telegram.pictures import Pictures, album_of, messages_of, reply_to, topic_in
from bot.telegram.text import CAPTION_MAX, html_of, in_a_group, keyboard_of, visible_length
from core.errors import WaitAndRetry
from core.ports.media import MediaStore

log = structlog.get_logger(__name__)

GROUP = "-"
"""How the ids of groups begin, and those of people do not."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger:
    """Telegram cannot be asked what a bot has sent: whoever does not know has to send again."""

    remembers = False

    def __init__(self, bot: Bot, media: MediaStore) -> None:
        self._bot, self._pictures = bot, Pictures(bot, media)

    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        card = _as_told(card, place)
        if card.picture is None:
            message = await self._text(place, card)
            return Sent(str(message.message_id), {})
        under = _under_its_picture(card)
        with followed_by(0 if under else 1):
            shown = await self._pictures.send(place, card, card.picture, with_text=under)
        if under:
            return Sent(str(shown["photo"]), shown)
        beneath = replace(place, thread=str(shown["photo"]))
        try:
            with begun():
                message = await self._text(beneath, card)
        except (TelegramError, Gone, WaitAndRetry) as error:
            if not isinstance(error, Unanswered):
                alone = Sent(str(shown["photo"]), shown)
                await self._take_away(place.address, alone)  # or the next try shows the pictures twice
            raise
        return Sent(str(message.message_id), shown)

    async def find(self, place: Place, mark: UUID, sent_at: datetime) -> Sent | None:
        return None

    async def direct(self, person: str, team: str = "") -> str:
        return person

    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        if not self._same_shape(sent, card):
            return await self._replace(place, sent, card)
        card = _as_told(card, place)
        chat, message_id = place.address, int(sent.message_id)
        photo = sent.extra.get("photo")
        if photo is None or card.picture is None:
            await self._edit_text(chat, message_id, card)
            return sent
        with_text = photo == message_id
        shown = await self._pictures.redraw(chat, sent.extra, card, card.picture, with_text=with_text)
        if not with_text:
            await self._edit_text(chat, message_id, card)
        return Sent(sent.message_id, shown)

    async def unfold(self, place: Place, sent: Sent, card: Card, *, opened: bool) -> None:
        """The same message with all of its buttons, or with the usual ones again."""
        keyboard = keyboard_of(card, unfolded=opened)
        await edited(
            lambda: self._bot.edit_message_reply_markup(place.address, int(sent.message_id), reply_markup=keyboard)
        )

    async def whisper(self, place: Place, person: str, card: Card) -> None:
        """In Telegram only a private chat is private."""
        await self._text(Place(place.platform, person), card)

    async def send_files(self, place: Place, words: str, files: Sequence[Attachment]) -> None:
        """Pictures as documents, or Telegram would make them smaller; a film as a film that plays."""
        chat, reply, topic = place.address, reply_to(place), topic_in(place)
        if len(files) > 1:
            media = [
                InputMediaDocument(file.data, filename=file.name, caption=words if file is files[-1] else None)
                for file in files
            ]
            await translated(
                lambda: self._bot.send_media_group(chat, media, reply_parameters=reply, message_thread_id=topic)
            )
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
                    message_thread_id=topic,
                )
            )
            return
        await translated(
            lambda: self._bot.send_document(
                chat,
                file.data,
                filename=file.name,
                caption=words,
                reply_parameters=reply,
                message_thread_id=topic,
            )
        )

    @staticmethod
    def _same_shape(sent: Sent, card: Card) -> bool:
        photo = sent.extra.get("photo")
        if len(sent.extra.get("pictures", ())) != len(album_of(card)):
            return False
        if card.apart and str(photo) != sent.message_id:
            return True  # whatever becomes of its picture: others answer to this message
        if (photo is None) != (card.picture is None):
            return False
        return photo is None or _under_its_picture(card) == (str(photo) == sent.message_id)

    async def _replace(self, place: Place, sent: Sent, card: Card) -> Sent:
        """A photo message cannot become a text message: show the card anew and take the old one away."""
        fresh = await self.send(place, card)
        await self._take_away(place.address, sent)
        return fresh

    async def _take_away(self, chat: str, sent: Sent) -> None:
        for message_id in messages_of(sent):
            try:
                await translated(partial(self._bot.delete_message, chat, message_id))
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
                reply_parameters=reply_to(place),
                link_preview_options=NO_PREVIEW,
                disable_notification=card.quiet,
                message_thread_id=topic_in(place),
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


def _as_told(card: Card, place: Place) -> Card:
    return in_a_group(card) if place.address.startswith(GROUP) else card


def _under_its_picture(card: Card) -> bool:
    """Whether the words fit under the picture, in one message with it."""
    return not card.apart and not album_of(card) and visible_length(card) <= CAPTION_MAX
