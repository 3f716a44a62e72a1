"""Carries answers out in Slack: ephemeral sentences, modals, messages."""

import json
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.cards.card import Card, plain
from bot.houses import Gone, Place, Sent
from bot.owed import show
from bot.slack.answering import translated
from bot.slack.blocks import blocks_of, summary_of
from bot.slack.messenger import SlackMessenger
from bot.slack.modal import modal_of, pictures_of
from bot.speaker import Speaker
from core.ports.parts import Parts
from core.workspaces.model import Platform


@dataclass(frozen=True)
class Counter:
    """Where an answer goes: the channel and thread, the person, and what Slack gave us to answer with."""

    team: str
    channel: str
    user: str
    thread: str | None = None
    trigger: str | None = None
    message: str | None = None
    """The message that carried a pressed button."""
    respond: Any = None
    """Bolt's respond, bound to the response_url: works even where we are no member."""


class Desk:
    def __init__(self, parts: Parts, client: AsyncWebClient, messenger: SlackMessenger) -> None:
        self._parts, self._client, self.messenger = parts, client, messenger

    async def carry_out(self, answer: Answer, speaker: Speaker, at: Counter) -> None:
        """Do in Slack what a flow, command or action decided."""
        match answer:
            case Nothing():
                return
            case Toast(text):
                await self.whisper(plain(text), at)
            case Whisper(card):
                await self.whisper(card, at)
            case Show(card, instead):
                await show(self._parts, speaker, card, lambda: self._show(card, at, instead))
            case Ask():
                await self._ask(answer, speaker, at)

    async def whisper(self, card: Card, at: Counter) -> None:
        """Only the person sees it; in a direct conversation everybody there is that person."""
        if at.channel.startswith("D"):
            await self.messenger.send(self._place(at), card)
        elif at.respond is not None:
            await at.respond(
                text=summary_of(card), blocks=blocks_of(card, None), response_type="ephemeral", replace_original=False
            )
        else:
            await self.messenger.whisper(self._place(at), at.user, card)

    async def tell(self, card: Card, at: Counter) -> None:
        """Whisper long after the press; where we are no member, in the person's own conversation with us."""
        try:
            await self.whisper(card, at)
        except Gone:
            await self.messenger.send(Place(Platform.SLACK, await self.messenger.direct(at.user), at.team), card)

    async def is_member(self, channel: str) -> bool:
        """Whether we can speak there."""
        if channel.startswith("D"):
            return True
        try:
            info = await self._client.conversations_info(channel=channel)
        except Exception:
            return False
        return bool(info["channel"].get("is_member"))

    async def _show(self, card: Card, at: Counter, instead: bool) -> None:
        if not (instead and at.message):
            try:
                await self.messenger.send(self._place(at), card, card.owed)
            except Gone:
                if at.respond is None:
                    raise
                await self.whisper(card, at)  # we are no member here; the one who asked still reads it
            return
        if card.picture is not None:
            await self.messenger.redraw(self._place(at), Sent(at.message), card)
            return
        await translated(
            lambda: self._client.chat_update(
                channel=at.channel, ts=at.message or "", text=summary_of(card), blocks=blocks_of(card, None)
            )
        )

    async def _ask(self, ask: Ask, speaker: Speaker, at: Counter) -> None:
        """Open a modal; the trigger lives three seconds, so nothing slow may come before."""
        async with self._parts.db.reading() as session:
            form = await ask.form.fitted(session, speaker, ask.subject)
        raw = {**await form.prefill(self._parts, speaker, ask.subject), **(ask.raw or {})}
        about = {"channel": at.channel, "thread": at.thread, "subject": ask.subject}
        if ask.talk is not None:
            about["talk"] = ask.talk.hex
        metadata = json.dumps({**about, "pictures": pictures_of(form, raw)})
        await translated(
            lambda: self._client.views_open(trigger_id=at.trigger or "", view=modal_of(form, raw, metadata))
        )

    def _place(self, at: Counter) -> Place:
        return Place(Platform.SLACK, at.channel, at.team, at.thread)
