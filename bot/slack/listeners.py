"""What Slack tells us -> who says it -> what the bot does -> how Slack shows it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.actions import act
from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.cards.card import plain
from bot.commands import COMMANDS, help_card, new_event, obey
from bot.errors import words_for
from bot.flows import create_event, reply, talk, tickets
from bot.flows.catalogue import FORMS
from bot.flows.talk_rows import get_talk
from bot.flows.understand import understand
from bot.slack.answering import translated
from bot.slack.desk import Counter, Desk
from bot.slack.home import home_view
from bot.slack.known_files import take_known
from bot.slack.late import File, Late, for_a_post
from bot.slack.people import recognise
from bot.slack.pictures import download
from bot.slack.shared import picked, shared_in
from bot.slack.submissions import Filled, Wrong, readable, submit
from bot.speaker import Speaker
from bot.tokens import Token
from core.campaigns.queries import campaigns
from core.events.extract import Origin
from core.notices.find import subject_of
from core.notices.model import NoticeKind
from core.services import Services

log = structlog.get_logger(__name__)

Payload = dict[str, Any]
LONGEST_TEXT = 8000
THANKS = (
    "Thanks for the invite. Here I post drafts to approve, and a digest on days when something happened. "
    "Begin with /rite new."
)
NOT_HERE = "I'm not in this channel yet. Type /invite @Rite here, then try again."
SPEAKS_HERE = ("new", "connect", "digest", "brand", "templates")
"""Commands whose answer comes later, as a message of ours in the same channel."""
TOO_LONG = f"That is a lot of text. Up to {LONGEST_TEXT:,} characters are fine; send me the important lines."


class Listeners:
    def __init__(self, services: Services, client: AsyncWebClient, desk: Desk, late: Late) -> None:
        self._services, self._client, self._desk, self._late = services, client, desk, late
        self._showing: set[asyncio.Task[None]] = set()

    def register(self, app: AsyncApp) -> None:
        anything = re.compile(".*", re.DOTALL)
        app.command(anything)(self.command)
        app.action(anything)(self.pressed)
        app.view(anything)(self.submitted)
        app.view_closed(anything)(self.closed)
        app.shortcut(anything)(self.shortcut)
        app.options(anything)(self.closed)
        app.event("app_home_opened")(self.home)
        app.event("app_mention")(self.mentioned)
        app.event("message")(self.said)
        app.event("member_joined_channel")(self.joined)
        app.event(anything)(self.closed)

    async def closed(self, ack: Any) -> None:
        """Deliveries that need no more than an answer."""
        await ack()

    async def command(self, ack: Any, command: Payload, respond: Any) -> None:
        await ack()
        text = str(command.get("text", ""))
        word, _, rest = text.strip().partition(" ")
        at = Counter(
            team=command["team_id"],
            channel=command["channel_id"],
            user=command["user_id"],
            trigger=command["trigger_id"],
            respond=respond,
        )

        async def do(speaker: Speaker) -> Answer:
            if len(text) > LONGEST_TEXT:
                return Toast(TOO_LONG)
            if word.casefold() in SPEAKS_HERE and not await self._desk.is_member(at.channel):
                return Toast(NOT_HERE)
            if not word:
                return Whisper(help_card())
            return await obey(self._services, speaker, word, rest)

        await self._serve(at, f"slack:{command['trigger_id']}", do)

    async def pressed(self, ack: Any, body: Payload, action: Payload, respond: Any) -> None:
        await ack()
        if action["action_id"].startswith("link:") or "value" not in action:
            return
        message = body.get("message") or {}
        channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id") or ""
        at = Counter(
            team=body["team"]["id"],
            channel=channel or await self._desk.messenger.direct(body["user"]["id"]),
            user=body["user"]["id"],
            thread=message.get("thread_ts"),
            trigger=body.get("trigger_id"),
            message=message.get("ts"),
            respond=respond if body.get("response_url") else None,
        )

        async def do(speaker: Speaker) -> Answer:
            token = Token.decode(action["value"])
            if token.verb in ("talk.change", "talk.field"):
                return await self._fill_in(speaker, token)
            return await act(self._services, speaker, token)

        await self._serve(at, f"slack:{body['trigger_id']}:{action['action_ts']}", do)
        if not channel:
            await self._publish_home(body["team"]["id"], body["user"]["id"])

    async def _fill_in(self, speaker: Speaker, token: Token) -> Answer:
        """Slack has modals: change everything at once instead of one question after the other."""
        async with self._services.db.reading() as session:
            open_ = await get_talk(session, speaker, token.subject)
            raw = {key: value for key, value in open_.answers.items() if not key.startswith("_")}
        return Ask(FORMS[open_.form], open_.subject, raw, talk=open_.id)

    async def submitted(self, ack: Any, body: Payload, view: Payload) -> None:
        metadata = json.loads(view.get("private_metadata") or "{}")
        user = body["user"]["id"]
        form = FORMS[view["callback_id"].removeprefix("form:")]
        channel = metadata.get("channel") or await self._desk.messenger.direct(user)
        at = Counter(body["team"]["id"], channel, user, metadata.get("thread"))
        update = f"slack:view:{view['id']}:{view.get('hash', '')}"
        try:
            speaker = await self._speaker(at, update)
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

    async def shortcut(self, ack: Any, body: Payload, shortcut: Payload, respond: Any) -> None:
        await ack()
        user = body["user"]["id"]
        channel = (body.get("channel") or {}).get("id") or ""
        if not channel or not await self._desk.is_member(channel):
            channel = await self._desk.messenger.direct(user)  # where we can speak, whatever message it was about
        at = Counter(body["team"]["id"], channel, user, trigger=body["trigger_id"])
        about, update = picked(body.get("message") or {}, LONGEST_TEXT), f"slack:{body['trigger_id']}"
        await self._serve(at, update, lambda speaker: new_event(self._services, speaker, about.text, about.origin))

    async def home(self, event: Payload, body: Payload) -> None:
        if event.get("tab", "home") == "home":
            await self._publish_home(body["team_id"], event["user"])

    async def _publish_home(self, team: str, user: str) -> None:
        at = Counter(team, await self._desk.messenger.direct(user), user)
        speaker = await self._speaker(at, "")
        async with self._services.db.reading() as session:
            since = self._services.clock.now() - timedelta(days=2)
            found = await campaigns(session, speaker.member.workspace_id, since=since)
        await translated(lambda: self._client.views_publish(user_id=user, view=home_view(found)))

    async def mentioned(self, event: Payload, body: Payload) -> None:
        text = re.sub(r"<@[A-Z0-9]+>", "", str(event.get("text", ""))).strip()
        await self._heard(event, body, text)

    async def said(self, event: Payload, body: Payload) -> None:
        """Direct messages, and replies in the thread of a campaign; the rest of a channel is none of our business."""
        if event.get("bot_id") or event.get("subtype") not in (None, "file_share", "thread_broadcast"):
            return
        if event.get("channel_type") == "im":
            await self._heard(event, body, shared_in(event).text)
        elif event.get("thread_ts") and not re.search(r"<@[A-Z0-9]+>", str(event.get("text", ""))):
            await self._heard(event, body, str(event.get("text", "")), only_replies=True)

    async def _heard(self, event: Payload, body: Payload, text: str, *, only_replies: bool = False) -> None:
        thread = event.get("thread_ts")
        at = Counter(body["team_id"], event["channel"], event["user"], thread=thread)
        update = f"slack:{body['event_id']}"

        async def do(speaker: Speaker) -> Answer:
            subject = await self._subject(speaker, thread) if thread else None
            files: list[File] = event.get("files") or []
            if taken := await take_known(self._services, self._client, speaker, files, text[:LONGEST_TEXT]):
                return taken
            about = subject[1] if subject is not None and subject[0] is NoticeKind.CAMPAIGN else None
            if files and (about or for_a_post(files)):
                card = await self._late.keep_message(speaker, files, text[:LONGEST_TEXT], at, about)
                return Show(card) if card else Nothing()
            if subject is not None and subject[0] in (NoticeKind.CAMPAIGN, NoticeKind.OPTIONS):
                answer = reply.REPLIES[subject[0]]
                card = await answer(self._services, speaker, subject[1], text[:LONGEST_TEXT])
                return Show(card) if card else Nothing()
            if shared_in(event).origin is None and await talk.waits_for(self._services, speaker):
                card = await talk.hear(self._services, speaker, text)
                return Show(card) if card else Nothing()
            return await self._free_text(speaker, text, await self._picture(event), shared_in(event).origin)

        if only_replies:
            speaker = await self._speaker(at, update)
            if await self._subject(speaker, thread or "") is None:
                return
        await self._serve(at, update, do)

    async def _picture(self, event: Payload) -> str | None:
        """Key of the first file shared with a message; raises InvalidAnswer when it is no picture."""
        files = shared_in(event).files
        if not files:
            return None
        upload = await download(self._client, self._services.http, str(files[0]["id"]))
        return await self._services.media.put(await readable(self._services, upload, "photo"))

    async def _free_text(self, speaker: Speaker, text: str, picture: str | None, origin: Origin | None) -> Answer:
        word, _, rest = text.strip().partition(" ")
        if not word and not picture:
            return Show(help_card())
        if len(text) > LONGEST_TEXT:
            return Show(plain(TOO_LONG))
        if word.casefold() in {command.word for command in COMMANDS} and word.casefold() != "new" and not rest:
            return await obey(self._services, speaker, word, rest)
        if not picture and (told := await tickets.heard(self._services, speaker, text)):
            return told
        sentence = rest if word.casefold() == "new" else text
        if begun := await understand(self._services, speaker, sentence, picture, origin):
            return begun
        raw = create_event.from_sentence(sentence, speaker, self._services.clock.now(), origin) if sentence else {}
        if picture:
            raw = {**raw, "photo": picture}
        elif "starts" not in raw and len(raw) < 3:
            return Show(help_card())
        card = await talk.begin(self._services, speaker, create_event.FORM, raw, ask=False)
        return Show(card) if card else Nothing()

    async def _subject(self, speaker: Speaker, thread: str) -> Any:
        async with self._services.db.reading() as session:
            return await subject_of(session, speaker.conversation, thread)

    async def joined(self, event: Payload, body: Payload, context: Payload) -> None:
        if event["user"] != context.get("bot_user_id"):
            return
        await translated(lambda: self._client.chat_postMessage(channel=event["channel"], text=THANKS))

    async def _serve(self, at: Counter, update: str, do: Callable[[Speaker], Awaitable[Answer]]) -> None:
        """Recognise and act before Slack is answered, show after; what goes wrong becomes one private sentence."""
        try:
            speaker = await self._speaker(at, update)
            showing = self._show(await do(speaker), speaker, at)
        except Exception as error:
            showing = self._quietly(self._desk.whisper(plain(words_for(error)), at))
        task = asyncio.create_task(showing)
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def _show(self, answer: Answer, speaker: Speaker, at: Counter) -> None:
        try:
            await self._desk.carry_out(answer, speaker, at)
        except Exception as error:
            await self._quietly(self._desk.whisper(plain(words_for(error)), at))

    async def settle(self) -> None:
        """Wait until everything that was decided is also shown."""
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
