"""What Telegram tells us -> who says it -> what the bot does -> how Telegram shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from telegram import Bot, Message, Update, User

from bot.actions import act
from bot.answers import Answer, Ask, Nothing, Offer, Show, Toast, Unfold, Whisper
from bot.cards.card import Card, plain
from bot.cards.stored import stored
from bot.commands import help_card, obey
from bot.errors import words_for
from bot.flows import link, talk
from bot.flows.reconsidered import reconsider
from bot.houses import Gone, Sent
from bot.hushed import hushed
from bot.language import mark, speaking, tr
from bot.owed import show
from bot.speaker import Speaker
from bot.telegram.counter import Counter, fits, of_message, of_press
from bot.telegram.hearing import Hearing, command_in, is_for_us
from bot.telegram.incoming import Incoming
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.people import is_linking, recognise, use_invite
from bot.telegram.popup import SOON_SECONDS, Popup
from bot.telegram.rooms import Rooms
from bot.telegram.versions import Version
from bot.telegram.welcome import PRIVACY, welcome_card
from bot.tokens import Token
from core.campaigns.show import show_open_campaigns
from core.errors import NotAllowed, RateLimited
from core.notices.model import NoticeKind
from core.notices.notify import notify
from core.notices.seen import first_time, was_seen
from core.services import Services

log = structlog.get_logger(__name__)

OF_ADMINS = ("room.set",)
"""Presses for which it matters whether Telegram knows somebody as an admin."""
HEARD_BEFORE = mark("I read that before you changed it. Send it to me as a new message, and I take it as it is now.")


class Listeners:
    def __init__(
        self, services: Services, bot: Bot, messenger: TelegramMessenger, *, soon: float = SOON_SECONDS
    ) -> None:
        self._services, self._bot, self._messenger, self._soon = services, bot, messenger, soon
        self._hearing = Hearing(services, Incoming(services, bot, messenger))
        self._rooms = Rooms(services, bot, messenger)

    async def hear(self, update: Update) -> None:
        """Every update comes through here, and is answered in the language of the app it was sent with.

        Delivered again after it was worked on, it is known; cut off in the middle, it is worked on once more, and what
        was done already knows that by itself.
        """
        user, done = update.effective_user, f"heard:telegram:{update.update_id}"
        version = Version.of(update)
        async with self._services.db.reading() as session:
            if await was_seen(session, done):
                return
            overtaken = update.message is not None and version is not None and await version.was_heard(session)
        if not overtaken:
            with speaking((user and user.language_code) or ""):
                try:
                    await self._hear(update, version)
                except Gone as gone:  # nobody is there any more to be answered
                    log.info("telegram told of a place that is gone", reason=str(gone))
        async with self._services.db.transaction() as session:
            await first_time(session, done, self._services.clock.now())
            if version is not None:
                await version.note(session, self._services.clock.now())

    async def _hear(self, update: Update, version: Version | None) -> None:
        """The first matching kind takes it."""
        if update.callback_query is not None:
            await self._pressed(update)
        elif update.my_chat_member is not None:
            await self._rooms.membership(update.my_chat_member, f"telegram:{update.update_id}")
        elif update.message is not None:
            if update.message.migrate_to_chat_id or update.message.migrate_from_chat_id:
                await self._rooms.moved(update.message)
            elif update.message.from_user is not None and _says_something(update.message):
                await self._said(update, update.message)
        elif update.edited_message is not None and update.edited_message.from_user is not None and version is not None:
            await self._edited(update, update.edited_message, version)

    async def _said(self, update: Update, message: Message) -> None:
        at = of_message(message)
        command = command_in(message, self._bot)
        if command:
            await self._command(update, message, at, command, (message.text or "").partition(" ")[2].strip())
        elif command is None and is_for_us(message, self._bot):
            await self._serve(update, at, lambda speaker: self._hearing.answer(speaker, message, at))

    async def _edited(self, update: Update, message: Message, version: Version) -> None:
        """What a message told before tells it anew; one we never heard has overtaken itself."""
        async with self._services.db.reading() as session:
            heard, known = await version.was_heard(session), await version.is_known(session)
        if not heard and version.overtakes(message):
            await self._said(update, message)
            return

        async def do(speaker: Speaker) -> Answer:
            answer = await reconsider(self._services, speaker, speaker.words, message.date)
            too_late = heard and not known and at.private
            return answer or (Show(plain(tr(HEARD_BEFORE))) if too_late else Nothing())

        at = of_message(message)
        await self._serve(update, at, do)

    async def _command(self, update: Update, message: Message, at: Counter, command: str, rest: str) -> None:
        if command in ("start", "link") and rest and at.private and message.from_user is not None:
            if await is_linking(self._services, message.from_user, rest):
                await self._serve(update, at, lambda speaker: link.use(self._services, speaker, rest))
            else:
                await self._join(update, message.from_user, at, rest)
        elif command in ("start", "help"):
            await self._serve(update, at, lambda _: _said_back(Show(help_card())))
        elif command == "privacy" and not await self._is_known(update):
            await self._quietly(self._messenger.send(at.place, plain(tr(PRIVACY))))
        elif command == "cancel":
            await self._serve(update, at, self._cancel)
        elif command in ("skip", "back"):
            await self._serve(update, at, lambda speaker: self._step(speaker, command))
        else:
            await self._serve(update, at, lambda speaker: obey(self._services, speaker, command, rest))

    async def _is_known(self, update: Update) -> bool:
        """Strangers may ask what we keep, too."""
        try:
            await recognise(self._services, update)
        except NotAllowed:
            return False
        except Exception:
            return True  # whoever serves it tells them what is wrong
        return True

    async def _join(self, update: Update, user: User, at: Counter, token: str) -> None:
        """The one-time link: greet once, and let one press show the worth."""
        try:
            workspace = await use_invite(self._services, user, token, f"telegram:{update.update_id}")
            speaker = await recognise(self._services, update)
        except Exception as error:
            await self._quietly(self._messenger.send(at.place, plain(words_for(error))))
            return
        if workspace is None:
            return  # this very update was answered before
        card = welcome_card(user.first_name, workspace)
        await self._quietly(self._messenger.send(at.place, card))
        async with self._services.db.transaction() as session:
            await show_open_campaigns(session, speaker.conversation, self._services.clock.now())

    async def _cancel(self, speaker: Speaker) -> Answer:
        return Show(await talk.cancel(self._services, speaker))

    async def _step(self, speaker: Speaker, command: str) -> Answer:
        card = await talk.step(self._services, speaker, command)
        return Show(card) if card else Nothing()

    async def _pressed(self, update: Update) -> None:
        query = update.callback_query
        assert query is not None  # noqa: S101 - checked by the caller
        popup = Popup(self._bot, query.id)
        at = of_press(query, popup)
        async with popup.soon(self._soon):
            await self._serve(update, at, lambda speaker: self._press(speaker, at, query.data or ""))

    async def _press(self, speaker: Speaker, at: Counter, data: str) -> Answer:
        token = Token.decode(data)
        if token.verb in OF_ADMINS and not at.private:
            speaker = replace(speaker, runs_room=await self._rooms.are_run_by(at.chat, at.person))
        return await act(self._services, speaker, token)

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
            case Offer(card):
                await self._offer(card, at)
            case Unfold(card, opened):
                if at.pressed is not None:
                    await at.rests()
                    await self._messenger.unfold(at.place, at.pressed, card, opened=opened)
            case Show(card, instead):
                await self._show(card, speaker, at, at.pressed if instead and fits(card, at.pressed) else None)
            case Ask(form, subject, raw, everything):
                everything = everything or raw is None
                question = await talk.begin(
                    self._services, speaker, form, dict(raw or {}), subject=subject, everything=everything
                )
                if question is not None:
                    await self._show(question, speaker, at)

    async def _show(self, card: Card, speaker: Speaker, at: Counter, instead: Sent | None = None) -> None:
        await at.rests()
        card = await hushed(self._services, speaker.conversation, card)

        async def send() -> Sent:
            if instead is not None:
                return await self._messenger.redraw(at.place, instead, card)
            return await self._messenger.send(at.place, card, card.owed)

        try:
            await show(self._services, speaker, card, send)
        except RateLimited:
            if card.owed is None:
                await self._say_later(speaker, card)

    async def _say_later(self, speaker: Speaker, card: Card) -> None:
        """The chat takes nothing more for now: nobody waits for it here, and the answer comes like any news."""
        place = speaker.conversation
        async with self._services.db.transaction() as session:
            kept = stored(card)
            notify(session, place.workspace_id, place.id, NoticeKind.SAY, card=kept, thread=speaker.thread)

    async def _whisper(self, card: Card, at: Counter) -> None:
        await at.rests()
        if at.private:
            await self._messenger.send(at.place, card)
            return
        try:
            await self._messenger.whisper(at.place, at.person, card)
        except Exception:
            await self._messenger.send(at.place, plain(tr("Open a private chat with me first, then ask again.")))

    async def _offer(self, card: Card, at: Counter) -> None:
        if at.popup is None:
            await self._messenger.send(at.place, plain(card.summary))
            return
        if not await at.popup.says(card.summary):
            await at.rests()
        await self._quietly(self._messenger.whisper(at.place, at.person, card))

    async def _refuse(self, at: Counter, text: str) -> None:
        """A press is answered by a pop-up when the words fit in one and come in time, everything else by a message."""
        if at.popup is None:
            await self._messenger.send(at.place, plain(text))
        elif not await at.popup.says(text):
            await self._whisper(plain(text), at)

    async def _quietly(self, saying: Awaitable[object]) -> None:
        try:
            await saying
        except Exception as error:
            log.warning("an answer could not be shown", reason=f"{type(error).__name__}: {error}")


def _says_something(message: Message) -> bool:
    """Somebody joined, a topic was begun, a message was pinned: nobody waits for an answer to that."""
    return bool(message.text or message.caption or message.effective_attachment)


async def _said_back(answer: Answer) -> Answer:
    return answer


def _show(card: Card | None) -> Answer:
    return Show(card) if card else Nothing()
