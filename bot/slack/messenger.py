"""Rite's voice in Slack."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.houses import Gone, Place, Sent
from bot.slack.blocks import blocks_of, summary_of
from bot.slack.pictures import upload
from core.database import outside_transaction
from core.errors import NetworkTrouble, RateLimited, Unavailable
from core.ports.media import MediaStore

T = TypeVar("T")

GONE = {
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "account_inactive",
    "token_revoked",
    "message_not_found",
    "cant_update_message",
    "user_not_in_channel",
}
PATIENCE_SECONDS = (0.5, 1.0, 2.0, 4.0)
"""A picture may be refused for a moment after its upload, although Slack says it is processed."""


class SlackMessenger:
    """One workspace's bot token."""

    def __init__(self, client: AsyncWebClient, media: MediaStore) -> None:
        self._client, self._media = client, media

    async def send(self, place: Place, card: Card) -> Sent:
        file_id = await self._file(card, {})

        async def post(blocks: list[dict[str, Any]]) -> Any:
            return await self._client.chat_postMessage(
                channel=place.address,
                thread_ts=place.thread,
                text=summary_of(card),
                blocks=blocks,
                unfurl_links=False,
                unfurl_media=False,
            )

        answer = await self._patiently(post, card, file_id)
        return Sent(str(answer["ts"]), _extra(card, file_id))

    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        file_id = await self._file(card, sent.extra)

        async def edit(blocks: list[dict[str, Any]]) -> Any:
            return await self._client.chat_update(
                channel=place.address, ts=sent.message_id, text=summary_of(card), blocks=blocks
            )

        await self._patiently(edit, card, file_id)
        return Sent(sent.message_id, _extra(card, file_id))

    async def whisper(self, place: Place, person: str, card: Card) -> None:
        async def say() -> Any:
            return await self._client.chat_postEphemeral(
                channel=place.address,
                user=person,
                text=summary_of(card),
                blocks=blocks_of(card, None),
                thread_ts=place.thread,
            )

        await translated(say)

    async def _file(self, card: Card, extra: dict[str, Any]) -> str | None:
        """The picture's file id: the one shown already, or a fresh upload."""
        if card.picture is None:
            return None
        if extra.get("picture") == card.picture.key:
            return str(extra["file"])
        picture = card.picture
        data = await self._media.get(picture.key)

        async def send() -> str:
            return await upload(self._client, data, picture.key[-12:], picture.alt)

        return await translated(send)

    async def _patiently(
        self, call: Callable[[list[dict[str, Any]]], Awaitable[Any]], card: Card, file_id: str | None
    ) -> Any:
        blocks = blocks_of(card, file_id)
        for pause in PATIENCE_SECONDS:
            try:
                return await translated(lambda: call(blocks))
            except SlackApiError as error:
                refused_picture = error.response["error"] == "invalid_blocks" and "slack_file" in str(error.response)
                if file_id is None or not refused_picture:
                    raise
                await asyncio.sleep(pause)
        raise Unavailable("Slack does not show the picture yet.")


def _extra(card: Card, file_id: str | None) -> dict[str, Any]:
    return {"picture": card.picture.key, "file": file_id} if card.picture and file_id else {}


async def translated(call: Callable[[], Awaitable[T]]) -> T:
    """Slack's and the network's errors in our words; what we do not know is our bug and passes through."""
    outside_transaction()
    try:
        return await call()
    except SlackApiError as error:
        code = error.response.get("error", "")
        if code == "ratelimited":
            after = float(error.response.headers.get("Retry-After", 30))
            raise RateLimited("Slack asks me to slow down.", after=timedelta(seconds=after)) from error
        if code in GONE:
            raise Gone(code) from error
        if code in ("internal_error", "fatal_error", "service_unavailable", "request_timeout"):
            raise Unavailable("Slack is not available at the moment.") from error
        raise
    except (ClientError, TimeoutError, OSError) as error:
        raise NetworkTrouble("Slack could not be reached.") from error
