"""Rite's voice in Slack."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.card import Card
from bot.houses import Attachment, Place, Sent
from bot.language import tr
from bot.slack.answering import code_of, translated
from bot.slack.blocks import Block, blocks_of, pages_of, summary_of
from bot.slack.charts import is_refused
from bot.slack.clients import for_team, in_its_team
from bot.slack.marks import find_marked, metadata_of
from bot.slack.pictures import bring, upload
from bot.slack.texts import escape
from core.errors import Unavailable
from core.ports.media import MediaStore

NO_THREAD = {"cannot_reply_to_message", "thread_not_found"}
"""Somebody deleted what we would have answered to: then it is said beside it."""
PATIENCE_SECONDS = (0.5, 1.0, 2.0, 4.0)
"""A picture may be refused for a moment after its upload, although Slack says it is processed."""


class SlackMessenger:
    """Each place in the name of its team's bot."""

    remembers = True

    def __init__(self, client: AsyncWebClient, media: MediaStore) -> None:
        self._client, self._media = client, media
        self.without_charts: set[str] = set()
        """Teams in which Slack refused one: not every workspace has them yet."""

    @in_its_team
    async def send(self, place: Place, card: Card, mark: UUID | None = None) -> Sent:
        async def post(blocks: list[dict[str, Any]], thread: str | None = place.thread) -> Any:
            try:
                return await self._client.chat_postMessage(
                    channel=place.address,
                    thread_ts=thread,
                    text=summary_of(card),
                    blocks=blocks,
                    metadata=metadata_of(mark),
                    unfurl_links=False,
                    unfurl_media=False,
                )
            except SlackApiError as error:
                if thread is None or code_of(error) not in NO_THREAD:
                    raise
                return await post(blocks, None)

        if card.chart and place.team not in self.without_charts:
            try:
                charted = await translated(lambda: post(blocks_of(card, None, charts=True)))
                return Sent(str(charted["ts"]))
            except SlackApiError as error:
                if not is_refused(error):
                    raise
                self.without_charts.add(place.team)
        file_id = await self.file_of(card, {})
        answer = await self._patiently(post, card, file_id)
        await self._rest(place.address, place.thread or str(answer["ts"]), pages_of(card, file_id)[1:])
        return Sent(str(answer["ts"]), _extra(card, file_id))

    async def _rest(self, channel: str, thread: str, pages: Sequence[list[Block]]) -> None:
        """What did not fit into one message, under it."""
        for page in pages:

            async def post(blocks: list[Block] = page) -> Any:
                return await self._client.chat_postMessage(
                    channel=channel, thread_ts=thread, text=tr("It goes on."), blocks=blocks
                )

            await translated(post)

    @in_its_team
    async def find(self, place: Place, mark: UUID, sent_at: datetime) -> Sent | None:
        return await find_marked(self._client, place, mark, sent_at)

    async def direct(self, person: str, team: str = "") -> str:
        with for_team(team):
            opened = await translated(lambda: self._client.conversations_open(users=[person]))
        return str(opened["channel"]["id"])

    @in_its_team
    async def redraw(self, place: Place, sent: Sent, card: Card) -> Sent:
        file_id = await self.file_of(card, sent.extra)

        async def edit(blocks: list[dict[str, Any]]) -> Any:
            return await self._client.chat_update(
                channel=place.address, ts=sent.message_id, text=summary_of(card), blocks=blocks
            )

        await self._patiently(edit, card, file_id)
        return Sent(sent.message_id, _extra(card, file_id))

    @in_its_team
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

    @in_its_team
    async def send_files(self, place: Place, words: str, files: Sequence[Attachment]) -> None:
        async def send() -> Any:
            brought = [await bring(self._client, file) for file in files]
            return await self._client.files_completeUploadExternal(
                files=brought, channel_id=place.address, initial_comment=escape(words), thread_ts=place.thread
            )

        await translated(send)

    async def file_of(self, card: Card, extra: dict[str, Any]) -> str | None:
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
                refused_picture = code_of(error) == "invalid_blocks" and "slack_file" in str(error.response)
                if file_id is None or not refused_picture:
                    raise
                await asyncio.sleep(pause)
        raise Unavailable("Slack does not show the picture yet.")


def _extra(card: Card, file_id: str | None) -> dict[str, Any]:
    return {"picture": card.picture.key, "file": file_id} if card.picture and file_id else {}
