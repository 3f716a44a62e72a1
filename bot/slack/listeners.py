"""What Slack tells us -> who says it -> what the bot does -> how Slack shows it."""

import asyncio
import functools
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from uuid import UUID

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.actions import act
from bot.answers import Answer, Ask, Toast, Whisper
from bot.cards.card import plain
from bot.commands import obey
from bot.errors import words_for
from bot.flows.catalogue import FORMS
from bot.flows.form import Form
from bot.flows.talk_rows import get_talk
from bot.language import mark, speaking, tr
from bot.menu import menu_card
from bot.slack.afterwards import Afterwards, unless_gone
from bot.slack.answering import translated
from bot.slack.desk import Counter, Desk, SlackAnswer
from bot.slack.door import team_of
from bot.slack.hearing import LONGEST_TEXT, Hearing, too_long
from bot.slack.home_tab import HomeTabs
from bot.slack.late import Late
from bot.slack.people import recognise
from bot.slack.promote import Promoting
from bot.slack.shared import picked, shared_in
from bot.slack.submissions import Filled, Wrong, submit
from bot.slack.unfurl import put_under, unfurled
from bot.slack.welcome import THANKS
from bot.speaker import Speaker
from bot.tokens import Token
from core.plain_json import read_json
from core.services import Services

log = structlog.get_logger(__name__)

Payload = dict[str, Any]
NOT_HERE = mark("I'm not in this channel yet. Type /invite @Rite here, then try again.")
WORDS_OF_PEOPLE = (None, "file_share", "thread_broadcast")
SPEAKS_HERE = ("new", "connect", "digest", "brand", "templates")
"""Commands whose answer comes later, as a message of ours in the same channel."""


class Listeners:
    def __init__(self, services: Services, client: AsyncWebClient, desk: Desk, late: Late, homes: HomeTabs) -> None:
        self._services, self._client, self._desk, self._late = services, client, desk, late
        self._homes = homes
        self._hearing = Hearing(services, client, late)
        self._promoting = Promoting(services, client, late)
        self._showing: set[asyncio.Task[None]] = set()
        self._afterwards = Afterwards()

    def register(self, app: AsyncApp) -> None:
        anything = re.compile(".*", re.DOTALL)
        app.command(anything)(self.command)
        app.action(anything)(self.pressed)
        app.view(anything)(self.submitted)
        app.view_closed(anything)(self.closed)
        app.shortcut(anything)(self.shortcut)
        app.options(anything)(self.closed)
        app.event("app_home_opened")(self.home)
        app.event("app_mention")(unless_gone(self.mentioned))
        app.event("message")(unless_gone(self.said))
        app.event("member_joined_channel")(unless_gone(self.joined))
        app.event("link_shared")(unless_gone(self.linked))
        app.event(anything)(self.closed)

    async def closed(self, ack: Any) -> None:
        """Deliveries that need no more than an answer."""
        await ack()

    async def command(self, ack: Any, command: Payload, respond: Any) -> None:
        await ack()
        self._afterwards.do(self._command(command, respond))

    async def _command(self, command: Payload, respond: Any) -> None:
        text = str(command.get("text", ""))
        word, _, rest = text.strip().partition(" ")
        at = Counter(
            team=command["team_id"],
            channel=command["channel_id"],
            user=command["user_id"],
            trigger=command["trigger_id"],
            respond=respond if command.get("response_url") else None,
        )

        async def do(speaker: Speaker) -> Answer:
            if len(text) > LONGEST_TEXT:
                return Toast(too_long())
            if word.casefold() in SPEAKS_HERE and not await self._desk.is_member(at.channel):
                return Toast(tr(NOT_HERE))
            if not word:
                return Whisper(menu_card(speaker.member))
            return await obey(self._services, speaker, word, rest)

        await (await self._serve(at, f"slack:{command['trigger_id']}", do))

    async def pressed(self, ack: Any, body: Payload, action: Payload, respond: Any) -> None:
        await ack()
        value = action.get("value") or (action.get("selected_option") or {}).get("value")
        if not action["action_id"].startswith("link:") and value:
            self._afterwards.do(self._press(body, action, value, respond))

    async def _press(self, body: Payload, action: Payload, value: str, respond: Any) -> None:
        message = body.get("message") or {}
        channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or ""
        at = Counter(
            team=team_of(body),
            channel=channel or await self._desk.messenger.direct(body["user"]["id"]),
            user=body["user"]["id"],
            thread=message.get("thread_ts"),
            trigger=body.get("trigger_id"),
            message=message.get("ts"),
            respond=respond if body.get("response_url") else None,
        )

        async def do(speaker: Speaker) -> Answer:
            token = Token.decode(value)
            if token.verb in ("talk.change", "talk.field"):
                return await self._fill_in(speaker, token)
            return await act(self._services, speaker, token)

        await (await self._serve(at, f"slack:{body['trigger_id']}:{action['action_ts']}", do))
        if not channel:
            self._begin(self._quietly(self._open_home(team_of(body), body["user"]["id"])))

    async def _fill_in(self, speaker: Speaker, token: Token) -> Answer:
        """Slack has modals: change everything at once instead of one question after the other."""
        async with self._services.db.reading() as session:
            open_ = await get_talk(session, speaker, token.subject)
            raw = {key: value for key, value in open_.answers.items() if not key.startswith("_")}
        return Ask(FORMS[open_.form], open_.subject, raw, talk=open_.id)

    async def submitted(self, ack: Any, body: Payload, view: Payload) -> None:
        metadata = read_json(view.get("private_metadata") or "{}")
        user = body["user"]["id"]
        form = FORMS.get(view["callback_id"].removeprefix("form:"))
        if form is None:  # of another version of ours
            await ack()
            return
        channel = metadata.get("channel") or await self._desk.messenger.direct(user)
        at = Counter(team_of(body), channel, user, metadata.get("thread"))
        try:
            speaker = await self._speaker(at, f"slack:view:{view['id']}:{view.get('hash', '')}")
        except Exception as error:
            await ack(response_action="errors", errors={form.fields[0].key: words_for(error)})
            return
        with speaking(speaker.language):
            await self._take(ack, speaker, at, form, view, metadata)

    async def _take(
        self, ack: Any, speaker: Speaker, at: Counter, form: Form, view: Payload, metadata: Payload
    ) -> None:
        """A submitted form: done, or answered beside the inputs that need care."""
        try:
            filled = Filled(
                form,
                metadata.get("subject", ""),
                view["state"]["values"],
                metadata.get("pictures", {}),
                UUID(metadata["talk"]) if metadata.get("talk") else None,
            )
            said = await submit(self._services, self._client, self._late, filled, speaker, at)
        except Wrong as wrong:
            await ack(response_action="errors", errors=wrong.places)
            return
        except Exception as error:
            await ack(response_action="errors", errors={form.fields[0].key: words_for(error)})
            return
        await ack()
        if said is not None:
            await self._quietly(self._desk.whisper(said, at))

    async def shortcut(self, ack: Any, body: Payload) -> None:
        await ack()
        self._afterwards.do(self._shortcut(body))

    async def _shortcut(self, body: Payload) -> None:
        user = body["user"]["id"]
        message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id") or ""
        thread = message.get("thread_ts") or message.get("ts")
        if not channel or not await self._desk.is_member(channel):
            channel, thread = await self._desk.messenger.direct(user), None  # where we can speak in any case
        at = Counter(team_of(body), channel, user, thread, trigger=body["trigger_id"])
        about = picked(message, LONGEST_TEXT)
        do = functools.partial(self._promoting.answer, about=about, at=at)
        await (await self._serve(at, f"slack:{body['trigger_id']}", do))

    async def home(self, event: Payload, body: Payload) -> None:
        if event.get("tab", "home") == "home":
            seen = str((event.get("view") or {}).get("hash") or "")
            self._begin(self._quietly(self._open_home(team_of(body), event["user"], seen)))

    async def _open_home(self, team: str, user: str, seen: str = "") -> None:
        at = Counter(team, await self._desk.messenger.direct(user), user)
        speaker = await self._speaker(at, "")
        with speaking(speaker.language):
            await self._homes.open(speaker, seen)

    async def mentioned(self, event: Payload, body: Payload) -> None:
        text = re.sub(r"<@[A-Z0-9]+>", "", str(event.get("text", ""))).strip()
        await self._heard(event, body, text)

    async def said(self, event: Payload, body: Payload) -> None:
        """Direct messages, and replies in the thread of a campaign; the rest of a channel is none of our business."""
        if event.get("bot_id") or not event.get("user") or event.get("subtype") not in WORDS_OF_PEOPLE:
            return
        if event.get("channel_type") == "im":
            await self._heard(event, body, shared_in(event).text)
        elif event.get("thread_ts") and not re.search(r"<@[A-Z0-9]+>", str(event.get("text", ""))):
            await self._heard(event, body, str(event.get("text", "")), only_replies=True)

    async def _heard(self, event: Payload, body: Payload, text: str, *, only_replies: bool = False) -> None:
        at = Counter(team_of(body), event["channel"], event["user"], thread=event.get("thread_ts"))
        update = f"slack:{body['event_id']}"
        if only_replies:
            speaker = await self._speaker(at, update)
            if await self._hearing.subject(speaker, at.thread or "") is None:
                return
        await self._serve(at, update, lambda speaker: self._hearing.answer(speaker, event, text, at))

    async def joined(self, event: Payload, body: Payload, context: Payload) -> None:
        if event["user"] != context.get("bot_user_id"):
            return
        language = ""
        if inviter := event.get("inviter"):
            language = (await self._speaker(Counter(team_of(body), event["channel"], inviter), "")).language
        with speaking(language):
            await translated(lambda: self._client.chat_postMessage(channel=event["channel"], text=tr(THANKS)))

    async def linked(self, event: Payload, body: Payload) -> None:
        """A link of ours was shown; one that only stands in somebody's draft yet is in no channel."""
        if event.get("source", "conversations_history") != "conversations_history":
            return
        at = Counter(team_of(body), event["channel"], event["user"])
        speaker = await self._speaker(at, "")
        with speaking(speaker.language):
            shown = await unfurled(self._services, speaker, [link["url"] for link in event.get("links") or []])
        if shown:
            self._begin(self._quietly(put_under(self._client, at.channel, event["message_ts"], shown)))

    async def _serve(
        self, at: Counter, update: str, do: Callable[[Speaker], Awaitable[SlackAnswer]]
    ) -> asyncio.Task[None]:
        """Recognise and act, and begin to show what came of it; what goes wrong becomes one private sentence."""
        try:
            speaker = await self._speaker(at, update)
        except Exception as error:
            return self._begin(self._excuse(error, at))
        with speaking(speaker.language):
            try:
                return self._begin(self._show(await do(speaker), speaker, at))
            except Exception as error:
                return self._begin(self._excuse(error, at))

    def _begin(self, showing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """In a task of its own, which goes on in the language that is spoken now."""
        task = asyncio.create_task(showing)
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)
        return task

    def _excuse(self, error: Exception, at: Counter) -> Coroutine[Any, Any, None]:
        return self._quietly(self._desk.whisper(plain(words_for(error)), at))

    async def _show(self, answer: SlackAnswer, speaker: Speaker, at: Counter) -> None:
        try:
            await self._desk.carry_out(answer, speaker, at)
        except Exception as error:
            await self._excuse(error, at)

    async def settle(self) -> None:
        """Wait until everything that was asked for is done, and what was decided is also shown."""
        await self._afterwards.settle()
        await asyncio.gather(*self._showing, return_exceptions=True)

    async def _speaker(self, at: Counter, update: str) -> Speaker:
        return await recognise(
            self._services,
            self._client,
            team=at.team,
            user=at.user,
            channel=at.channel,
            update=update,
            thread=at.thread,
        )

    async def _quietly(self, saying: Awaitable[None]) -> None:
        """An answer that cannot be delivered must not undo what was done."""
        try:
            await saying
        except Exception as error:
            log.warning("an answer could not be shown", reason=f"{type(error).__name__}: {error}")
