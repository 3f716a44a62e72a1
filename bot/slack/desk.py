"""Carries answers out in Slack: ephemeral sentences, modals, messages."""

import json
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answer, Ask, Nothing, Offer, Show, Toast, Unfold, Whisper
from bot.cards.card import Card, plain
from bot.flows.form import Form, Raw
from bot.houses import Gone, Place, Sent
from bot.language import tr
from bot.owed import show
from bot.slack.answering import translated
from bot.slack.blocks import Block, blocks_of, summary_of
from bot.slack.messenger import SlackMessenger
from bot.slack.modal import View, modal_of, pictures_of
from bot.slack.opening import open_modal
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


@dataclass(frozen=True)
class Found:
    """Answers of a form that were read somewhere, and what there is to say about them."""

    raw: Raw
    note: str = ""


@dataclass(frozen=True)
class Opening:
    """A form that opens at once and is filled in when its answers are read; `saying` stands there meanwhile."""

    form: Form
    saying: str
    read: Callable[[], Awaitable[Found]]


@dataclass(frozen=True)
class Later:
    """An answer that takes longer than Slack waits; lost when the process ends, as the press itself would be."""

    decide: Callable[[], Awaitable[Answer]]


SlackAnswer = Answer | Opening | Later


class Desk:
    def __init__(self, parts: Parts, client: AsyncWebClient, messenger: SlackMessenger) -> None:
        self._parts, self._client, self.messenger = parts, client, messenger

    async def carry_out(self, answer: SlackAnswer, speaker: Speaker, at: Counter) -> None:
        """Do in Slack what a flow, command or action decided."""
        match answer:
            case Nothing():
                return
            case Toast(text):
                await self.whisper(plain(text), at)
            case Whisper(card) | Offer(card):
                await self.whisper(card, at)
            case Unfold(card, _):  # there are menus here
                rare = tuple(replace(action, rare=False) for action in card.actions if action.rare)
                await self.whisper(replace(plain(card.title or card.summary), actions=rare), at)
            case Show(card, instead):
                await show(self._parts, speaker, card, lambda: self._show(card, at, instead))
            case Ask(form, raw=raw):
                await self._open(form, tr("One moment…"), self._filled(answer, speaker, at, Found(raw or {})), at)
            case Opening(form, saying, read):
                await self._open(form, saying, self._read(form, read, speaker, at), at)
            case Later(decide):
                await self.carry_out(await decide(), speaker, at)

    async def whisper(self, card: Card, at: Counter) -> None:
        """Only the person sees it; in a direct conversation everybody there is that person."""
        if at.channel.startswith("D"):
            await self.messenger.send(self._place(at), card)
        elif at.respond is not None:
            await self._respond(card, at)
        else:
            await self.messenger.whisper(self._place(at), at.user, card)

    async def _respond(self, card: Card, at: Counter) -> None:
        """With its chart where Slack draws one, else with the picture that says the same."""
        if card.chart and at.team not in self.messenger.without_charts:
            if await self._responded(card, blocks_of(card, None, charts=True), at):
                return
            self.messenger.without_charts.add(at.team)
        file = await self.messenger.file_of(card, {}) if card.chart else None
        await self._responded(card, blocks_of(card, file), at)

    async def _responded(self, card: Card, blocks: list[Block], at: Counter) -> bool:
        more = {"response_type": "ephemeral", "replace_original": False}
        answer = await translated(lambda: at.respond(text=summary_of(card), blocks=blocks, **more))
        return bool(answer.status_code == 200)

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

    async def _open(self, form: Form, saying: str, filling: Coroutine[Any, Any, View], at: Counter) -> None:
        await open_modal(self._client, at.trigger or "", tr(form.title), saying, filling)

    async def _read(self, form: Form, read: Callable[[], Awaitable[Found]], speaker: Speaker, at: Counter) -> View:
        return await self._filled(Ask(form), speaker, at, await read())

    async def _filled(self, ask: Ask, speaker: Speaker, at: Counter, found: Found) -> View:
        """The form as this person is asked now, with what is known in it."""
        async with self._parts.db.reading() as session:
            form = await ask.form.fitted(session, speaker, ask.subject)
        raw = {**await form.prefill(self._parts, speaker, ask.subject), **found.raw}
        about = {"channel": at.channel, "thread": at.thread, "subject": ask.subject}
        if ask.talk is not None:
            about["talk"] = ask.talk.hex
        metadata = json.dumps({**about, "pictures": pictures_of(form, raw)})
        return modal_of(form, raw, metadata, found.note)

    def _place(self, at: Counter) -> Place:
        return Place(Platform.SLACK, at.channel, at.team, at.thread)
