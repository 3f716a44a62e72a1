"""The pictures of a card in Telegram: one photo, or an album, which bears no buttons and so no words either."""

from collections.abc import Sequence
from typing import Any

from telegram import Bot, InputMediaPhoto, Message, ReplyParameters
from telegram.constants import MediaGroupLimit, ParseMode

from bot.cards.card import Card, Picture
from bot.houses import Place, Sent
from bot.telegram.answering import edited, translated
from bot.telegram.text import CAPTION_MAX, html_of, keyboard_of
from core.ports.media import MediaStore

FEWEST, MOST = int(MediaGroupLimit.MIN_MEDIA_LENGTH), int(MediaGroupLimit.MAX_MEDIA_LENGTH)

Shown = dict[str, Any]
"""Kept with a message to redraw it. picture: the key of what is seen first, photo: the id of its message; of an album
also pictures: (id, key) of each, and last: the id of the last.
"""


class Pictures:
    def __init__(self, bot: Bot, media: MediaStore) -> None:
        self._bot, self._media = bot, media

    async def send(self, place: Place, card: Card, picture: Picture, *, with_text: bool) -> Shown:
        """Everything that is to be seen; with_text: the words and the buttons with it."""
        if album := album_of(card):
            return await self._album(place, card, album)
        photo = await self._photo(place, card, picture, with_text=with_text)
        return {"picture": picture.key, "photo": photo.message_id}

    async def redraw(self, chat: str, shown: Shown, card: Card, picture: Picture, *, with_text: bool) -> Shown:
        """Bring what is seen up to date, where it is; as many pictures as before."""
        if not album_of(card):
            if shown["picture"] != picture.key:
                await self._edit(chat, shown["photo"], picture.key, card if with_text else None)
            elif with_text:
                await self._edit_caption(chat, shown["photo"], card)
            return {"picture": picture.key, "photo": shown["photo"]}
        places = [message_id for message_id, _ in shown["pictures"]]
        for (message_id, known), key in zip(shown["pictures"], album_of(card), strict=True):
            if known != key:
                await self._edit(chat, message_id, key, None)
        return _of_album(places, album_of(card))

    async def _album(self, place: Place, card: Card, keys: Sequence[str]) -> Shown:
        media = [InputMediaPhoto(await self._media.get(key)) for key in keys]
        sent = await translated(
            lambda: self._bot.send_media_group(
                place.address,
                media,
                reply_parameters=reply_to(place),
                disable_notification=True,  # the words that follow make the sound
                message_thread_id=topic_in(place),
            )
        )
        return _of_album([message.message_id for message in sent], keys)

    async def _photo(self, place: Place, card: Card, picture: Picture, *, with_text: bool) -> Message:
        data = await self._media.get(picture.key)
        caption = html_of(card, CAPTION_MAX) if with_text else None
        return await translated(
            lambda: self._bot.send_photo(
                place.address,
                data,
                caption=caption,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard_of(card) if with_text else None,
                reply_parameters=reply_to(place),
                disable_notification=card.quiet or not with_text,
                message_thread_id=topic_in(place),
            )
        )

    async def _edit(self, chat: str, message_id: int, key: str, worded: Card | None) -> None:
        data = await self._media.get(key)
        caption = html_of(worded, CAPTION_MAX) if worded else None
        media = InputMediaPhoto(data, caption=caption, parse_mode=ParseMode.HTML)
        keyboard = keyboard_of(worded) if worded else None
        await edited(lambda: self._bot.edit_message_media(media, chat, message_id, reply_markup=keyboard))

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


def album_of(card: Card) -> tuple[str, ...]:
    """The pictures that make an album; none where one photo shows everything."""
    return card.album[:MOST] if card.picture is not None and len(card.album) >= FEWEST else ()


def messages_of(sent: Sent) -> list[int]:
    """Every message that a card is made of, the one with its words last."""
    pictures = [message_id for message_id, _ in sent.extra.get("pictures", ())]
    photo = sent.extra.get("photo")
    return list(dict.fromkeys([*pictures, *([int(photo)] if photo else []), int(sent.message_id)]))


def reply_to(place: Place) -> ReplyParameters | None:
    if place.thread is None:
        return None
    return ReplyParameters(int(place.thread), allow_sending_without_reply=True)


def topic_in(place: Place) -> int | None:
    return int(place.topic) if place.topic else None


def _of_album(places: Sequence[int], keys: Sequence[str]) -> Shown:
    pictures = [[message_id, key] for message_id, key in zip(places, keys, strict=True)]
    return {"picture": keys[0], "photo": places[0], "last": places[-1], "pictures": pictures}
