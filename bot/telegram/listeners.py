"""What Telegram tells us -> who says it -> what the bot does -> how Telegram shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from telegram import Bot, Chat, Message, Update
from telegram.constants import CallbackQueryLimit, ChatMemberStatus
from telegram.error import TelegramError

from bot.actions import act
from bot.answers import Answer, Ask, Nothing, Show, Toast, Whisper
from bot.cards.card import Action, Card, Style, Text, plain
from bot.commands import WHO_I_AM, help_card, obey
from bot.errors import words_for
from bot.flows import create_event, receive, reply, talk, tickets
from bot.flows.understand import understand
from bot.houses import Place, Sent
from bot.owed import show
from bot.speaker import Speaker
from bot.telegram.incoming import Incoming, attached
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.origin import origin_of
from bot.telegram.people import recognise, use_invite
from bot.tokens import Token
from core.campaigns.show import show_open_campaigns
from core.events.extract import Origin
from core.notices.find import subject_of
from core.notices.model import NoticeKind
from core.notices.reach import chat_moved, set_reachable
from core.services import Services
from core.workspaces.model import Platform

log = structlog.get_logger(__name__)

LONGEST_TEXT = 4096
TOAST_MAX = int(CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
GONE_STATUSES = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


@dataclass(frozen=True)
class Counter:
    """Where an answer goes: chat, person, the message answered to or pressed, and the press to be answered."""

    chat: str
    person: str
    private: bool
    reply_to: str | None = None
    pressed: Sent | None = None
    query_id: str | None = None


class Listeners:
    def __init__(self, services: Services, bot: Bot, messenger: TelegramMessenger) -> None:
        self._services, self._bot, self._messenger = services, bot, messenger
        self._incoming = Incoming(services, bot, messenger)

    async def hear(self, update: Update) -> None:
        """Every update comes through here; the first matching kind takes it."""
        if update.callback_query is not None:
            await self._pressed(update)
        elif update.my_chat_member is not None:
            await self._membership(update)
        elif update.message is not None:
            if update.message.migrate_to_chat_id:
                await self._moved(update.message)
            elif update.message.from_user is not None:
                await self._said(update, update.message)

    async def _said(self, update: Update, message: Message) -> None:
        at = _counter(message)
        word, _, rest = (message.text or "").partition(" ")
        if word.startswith("/"):
            command = word[1:].partition("@")[0]
            await self._command(update, message, at, command, rest.strip())
        else:
            await self._serve(update, at, lambda speaker: self._words(speaker, message, at))

    async def _command(self, update: Update, message: Message, at: Counter, command: str, rest: str) -> None:
        if command == "start" and rest and at.private:
            await self._join(update, message, at, rest)
        elif command in ("start", "help"):
            await self._serve(update, at, lambda _: _said_back(Show(help_card())))
        elif command == "privacy":
            await self._messenger.send(_place(at), plain(PRIVACY))
        elif command == "cancel":
            await self._serve(update, at, self._cancel)
        elif command in ("skip", "back"):
            await self._serve(update, at, lambda speaker: self._step(speaker, command))
        else:
            await self._serve(update, at, lambda speaker: obey(self._services, speaker, command, rest))

    async def _join(self, update: Update, message: Message, at: Counter, token: str) -> None:
        """The one-time link: greet once, and let one press show the worth."""
        assert message.from_user is not None  # noqa: S101 - checked by the caller
        try:
            workspace = await use_invite(self._services, message.from_user, token, f"telegram:{update.update_id}")
            speaker = await recognise(self._services, update)
        except Exception as error:
            await self._quietly(self._messenger.send(_place(at), plain(words_for(error))))
            return
        if workspace is None:
            return  # this very update was answered before
        name = message.from_user.first_name
        text = f"Hi {name}, I'm Rite. You work with {workspace} here."
        card = Card(
            summary=text,
            lines=(Text(text), Text(WHO_I_AM), Text("Send me a flyer, or type something like: " + EXAMPLE)),
            actions=(
                Action("New event", Token("event.new"), style=Style.PRIMARY),
                Action("Connect Instagram", Token("account.connect")),
            ),
        )
        await self._quietly(self._messenger.send(_place(at), card))
        async with self._services.db.transaction() as session:
            await show_open_campaigns(session, speaker.conversation, self._services.clock.now())

    async def _cancel(self, speaker: Speaker) -> Answer:
        return Show(await talk.cancel(self._services, speaker))

    async def _step(self, speaker: Speaker, command: str) -> Answer:
        card = await talk.step(self._services, speaker, command)
        return Show(card) if card else Nothing()

    async def _words(self, speaker: Speaker, message: Message, at: Counter) -> Answer:
        """Free words, an answer to a question, a reply to a card, or files."""
        text = (message.text or message.caption or "")[:LONGEST_TEXT]
        if message.document is not None and (known := await self._incoming.known(speaker, message.document, text)):
            return known
        file = attached(message)
        if file is not None and message.reply_to_message is not None:
            subject = await self._subject(speaker, message.reply_to_message)
            if subject is not None and await self._incoming.of_the_night(speaker, file, *subject):
                return Nothing()
        if file is not None and await self._incoming.is_for_a_post(speaker, file):
            await self._incoming.take(speaker, file, _place(at))
            return Nothing()
        picture = await self._incoming.picture(speaker, file) if file else None
        waiting = await talk.waits_for(self._services, speaker)
        if picture and not text:
            taken = await receive.receive_picture(self._services, speaker, picture)
            if taken is not None:
                return Show(taken)
        if message.reply_to_message is not None and text:
            subject = await self._subject(speaker, message.reply_to_message)
            if subject is not None:
                kind, subject_id = subject
                change = reply.REPLIES.get(kind, reply.reply_to_campaign)
                return _show(await change(self._services, speaker, subject_id, text))
        if waiting and text and not picture and origin_of(message) is None:
            return _show(await talk.hear(self._services, speaker, text))
        return await self._new_event(speaker, text, picture, origin_of(message))

    async def _new_event(self, speaker: Speaker, text: str, picture: str | None, origin: Origin | None) -> Answer:
        if text and not picture and origin is None and (told := await tickets.heard(self._services, speaker, text)):
            return told
        if begun := await understand(self._services, speaker, text, picture, origin):
            return begun
        raw = create_event.from_sentence(text, speaker, self._services.clock.now(), origin) if text else {}
        if picture:
            raw = {**raw, "photo": picture}
        elif "starts" not in raw and len(raw) < 3:
            return Show(help_card())
        return _show(await talk.begin(self._services, speaker, create_event.FORM, raw, everything=not text))

    async def _subject(self, speaker: Speaker, message: Message) -> tuple[NoticeKind, UUID] | None:
        async with self._services.db.reading() as session:
            return await subject_of(session, speaker.conversation, str(message.message_id))

    async def _pressed(self, update: Update) -> None:
        query = update.callback_query
        assert query is not None  # noqa: S101 - checked by the caller
        message = query.message
        chat = message.chat if message else None
        at = Counter(
            chat=str(chat.id) if chat else str(query.from_user.id),
            person=str(query.from_user.id),
            private=chat is None or chat.type == Chat.PRIVATE,
            pressed=_pressed(message) if isinstance(message, Message) else None,
            query_id=query.id,
        )
        await self._serve(update, at, lambda speaker: act(self._services, speaker, Token.decode(query.data or "")))
        await self._answer_query(at, "")

    async def _serve(self, update: Update, at: Counter, do: Callable[[Speaker], Awaitable[Answer]]) -> None:
        """Recognise, act, show; whatever goes wrong becomes one sentence for the person."""
        try:
            speaker = replace(await recognise(self._services, update), thread=at.reply_to)
            await self._carry_out(await do(speaker), speaker, at)
        except Exception as error:
            await self._quietly(self._refuse(at, words_for(error)))

    async def _carry_out(self, answer: Answer, speaker: Speaker, at: Counter) -> None:
        match answer:
            case Nothing():
                return
            case Toast(text):
                await self._refuse(at, text)
            case Whisper(card):
                await self._whisper(card, at)
            case Show(card, instead):
                await self._show(card, speaker, at, at.pressed if instead and _fits(card, at.pressed) else None)
            case Ask(form, subject, raw, everything):
                everything = everything or raw is None
                question = await talk.begin(
                    self._services, speaker, form, dict(raw or {}), subject=subject, everything=everything
                )
                if question is not None:
                    await self._show(question, speaker, at)

    async def _show(self, card: Card, speaker: Speaker, at: Counter, instead: Sent | None = None) -> None:
        async def send() -> Sent:
            if instead is not None:
                return await self._messenger.redraw(_place(at), instead, card)
            return await self._messenger.send(_place(at), card, card.owed)

        await show(self._services, speaker, card, send)

    async def _whisper(self, card: Card, at: Counter) -> None:
        if at.private:
            await self._messenger.send(_place(at), card)
            return
        try:
            await self._messenger.whisper(_place(at), at.person, card)
        except Exception:
            await self._messenger.send(_place(at), plain("Open a private chat with me first, then ask again."))

    async def _refuse(self, at: Counter, text: str) -> None:
        """A press is answered by a pop-up when the words fit in one, everything else by a message."""
        if at.query_id and len(text) <= TOAST_MAX:
            await self._answer_query(at, text)
        else:
            await self._messenger.send(_place(at), plain(text))

    async def _answer_query(self, at: Counter, text: str) -> None:
        """Telegram takes one answer a press; later ones, and answers to old presses, are refused: that is fine."""
        if at.query_id is None:
            return
        try:
            await self._bot.answer_callback_query(at.query_id, text or None, show_alert=bool(text))
        except TelegramError as error:
            log.debug("press was answered already", reason=str(error))

    async def _membership(self, update: Update) -> None:
        """Blocked, removed, or welcomed back."""
        change = update.my_chat_member
        assert change is not None  # noqa: S101 - checked by the caller
        reachable = change.new_chat_member.status not in GONE_STATUSES
        await set_reachable(self._services, Platform.TELEGRAM, str(change.chat.id), reachable)

    async def _moved(self, message: Message) -> None:
        """A group became a supergroup and has a new id."""
        await chat_moved(self._services, Platform.TELEGRAM, str(message.chat_id), str(message.migrate_to_chat_id))

    async def _quietly(self, saying: Awaitable[object]) -> None:
        try:
            await saying
        except Exception as error:
            log.warning("an answer could not be shown", reason=f"{type(error).__name__}: {error}")


EXAMPLE = "Techno night Fri 27 Nov 22:00, Halle 7, early bird 12 EUR"
PRIVACY = (
    "I keep what you tell me about your events, the posts made of it, who approved them, and the numbers and "
    "comments Instagram gives for them. I keep it for your team only, and an owner can have all of it exported "
    "or erased."
)


async def _said_back(answer: Answer) -> Answer:
    return answer


def _show(card: Card | None) -> Answer:
    return Show(card) if card else Nothing()


def _counter(message: Message) -> Counter:
    person = message.from_user
    return Counter(
        chat=str(message.chat_id),
        person=str(person.id) if person else "",
        private=message.chat.type == Chat.PRIVATE,
        reply_to=None if message.chat.type == Chat.PRIVATE else str(message.message_id),
    )


def _pressed(message: Message) -> Sent:
    return Sent(str(message.message_id), {"photo": message.message_id, "picture": ""} if message.photo else {})


def _fits(card: Card, pressed: Sent | None) -> bool:
    """A message with a photo is only redrawn with another one: what it shows is not taken away by what is said."""
    return pressed is not None and (card.picture is not None or "photo" not in pressed.extra)


def _place(at: Counter) -> Place:
    return Place(Platform.TELEGRAM, at.chat, thread=at.reply_to)
