"""Rite's voice in Telegram.

A card whose text fits under its picture is one photo message. A longer one is a photo and, answering to it, a text
message that carries the buttons; that second message is the living one.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, InputMediaPhoto, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.cards.card import Card
from bot.houses import Gone, Place, Sent
from bot.telegram.text import CAPTION_MAX, html_of, keyboard_of, visible_length
from core.database import outside_transaction
from core.errors import NetworkTrouble, RateLimited
from core.ports.media import MediaStore

T = TypeVar("T")

UNCHANGED = "message is not modified"
LOST = ("message to edit not found", "message can't be edited", "chat not found", "message to delete not found")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramMessenger:
    def __init__(self, bot: Bot, media: MediaStore) -> None:
        self._bot, self._media = bot, media

    async def send(self, place: Place, card: Card) -> Sent:
        if card.picture is None:
            message = await self._text(place, card)
            return Sent(str(message.message_id), {})
        under = visible_length(card) <= CAPTION_MAX
        photo = await self._photo(place, card, with_text=under)
        extra = {"picture": card.picture.key, "photo": photo.message_id}
        if under:
            return Sent(str(photo.message_id), extra)
        beneath = Place(place.platform, place.address, place.team, str(photo.message_id))
        message = await self._text(beneath, card)
        return Sent(str(message.message_id), extra)

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
            try:
                await translated(lambda id=message_id: self._bot.delete_message(place.address, id))  # type: ignore[misc]  # the default binds the loop variable
            except (Gone, TelegramError):
                continue  # older than Telegram lets us delete: its buttons are answered kindly
        return fresh

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


async def edited(call: Callable[[], Awaitable[object]]) -> None:
    """An edit that changes nothing is a success."""
    try:
        await translated(call)
    except BadRequest as error:
        if UNCHANGED not in str(error).casefold():
            raise


async def translated(call: Callable[[], Awaitable[T]]) -> T:
    """Telegram's errors in our words."""
    outside_transaction()
    try:
        return await call()
    except RetryAfter as error:
        seconds = error.retry_after
        after = seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
        raise RateLimited("Telegram asks me to slow down.", after=after) from error
    except (Forbidden, ChatMigrated) as error:
        raise Gone(str(error)) from error
    except BadRequest as error:
        if any(text in str(error).casefold() for text in LOST):
            raise Gone(str(error)) from error
        raise
    except (TimedOut, NetworkError) as error:
        raise NetworkTrouble("Telegram could not be reached.") from error
