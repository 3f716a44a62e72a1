"""What somebody says to us in Telegram -> what the bot does about it."""

from uuid import UUID

from telegram import Bot, Chat, Message, MessageEntity

from bot.answers import Answer, Nothing, Show
from bot.cards.card import Card
from bot.commands import help_card
from bot.flows import create_event, event_words, receive, reply, talk
from bot.flows.anew import is_another_event, is_answer
from bot.flows.answer_to import answer_to
from bot.flows.heard import heard
from bot.flows.said_back import about_summary
from bot.flows.understand import understand
from bot.speaker import Speaker
from bot.telegram.counter import Counter
from bot.telegram.incoming import Incoming, attached
from bot.telegram.origin import origin_of
from bot.tokens import Token
from core.errors import NotNow
from core.events.extract import Origin
from core.notices.find import subject_of
from core.notices.model import NoticeKind
from core.services import Services


class Hearing:
    def __init__(self, services: Services, incoming: Incoming) -> None:
        self._services, self._incoming = services, incoming

    async def answer(self, speaker: Speaker, message: Message, at: Counter) -> Answer:
        """Free words, an answer to a question, a reply to a card, or files."""
        text = speaker.words
        if message.document is not None and (known := await self._incoming.known(speaker, message.document, text)):
            return known
        taken, picture = await self._files(speaker, message, at)
        if taken is not None:
            return taken
        if picture and not await is_another_event(self._services, speaker, text):
            card = await receive.receive_picture(self._services, speaker, picture)
            if card is not None:
                return Show(card)
        if message.reply_to_message is not None and text:
            replied = await self._replied(speaker, message.reply_to_message, text)
            if replied is not None:
                return replied
        alone = text and not picture and origin_of(message) is None
        if alone and await is_answer(self._services, speaker, text):
            return _show(await talk.hear(self._services, speaker, text))
        if alone and (said := await about_summary(self._services, speaker, text)):
            return said
        return await self._new_event(speaker, text, picture, origin_of(message))

    async def _files(self, speaker: Speaker, message: Message, at: Counter) -> tuple[Answer | None, str | None]:
        """(answer to a file whose place is clear, key of a picture whose place the words beneath it say)."""
        file = attached(message)
        if file is None:
            return None, None
        if message.reply_to_message is not None:
            subject = await self._subject(speaker, message.reply_to_message)
            if subject is not None and await self._incoming.of_the_night(speaker, file, *subject):
                return Nothing(), None
        if await self._incoming.is_for_a_post(speaker, file):
            await self._incoming.take(speaker, file, at.place)
            return Nothing(), None
        if file.album and not await self._incoming.is_first(speaker, file):
            return Nothing(), None
        return None, await self._incoming.picture(speaker, file)

    async def _replied(self, speaker: Speaker, answered: Message, text: str) -> Answer | None:
        """To a question, or under a card; None when it says nothing more than words of their own."""
        subject = await self._subject(speaker, answered)
        if subject is not None:
            kind, subject_id = subject
            change = reply.REPLIES.get(kind, reply.reply_to_campaign)
            return _show(await change(self._services, speaker, subject_id, text))
        asked = question_in(answered)
        return await answer_to(self._services, speaker, asked, text) if asked else None

    async def _subject(self, speaker: Speaker, message: Message) -> tuple[NoticeKind, UUID] | None:
        async with self._services.db.reading() as session:
            return await subject_of(session, speaker.conversation, str(message.message_id))

    async def _new_event(self, speaker: Speaker, text: str, picture: str | None, origin: Origin | None) -> Answer:
        if text and not picture and origin is None and (told := await heard(self._services, speaker, text)):
            return told
        if begun := await understand(self._services, speaker, text, picture, origin):
            return begun
        raw = event_words.from_sentence(text, speaker, self._services.clock.now(), origin) if text else {}
        if picture:
            raw = {**raw, "photo": picture}
        elif "starts" not in raw and len(raw) < 3:
            return Show(help_card())
        return _show(await talk.begin(self._services, speaker, create_event.FORM, raw, everything=not text))


def is_for_us(message: Message, bot: Bot) -> bool:
    """In a group only what answers us or calls us by name: as its admin we get to see what people say to each other."""
    if message.chat.type == Chat.PRIVATE:
        return True
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot.id:
        return True
    mentions = (*message.parse_entities([MessageEntity.MENTION]).values(),)
    mentions += (*message.parse_caption_entities([MessageEntity.MENTION]).values(),)
    return f"@{bot.username}".casefold() in {name.casefold() for name in mentions}


def command_in(message: Message, bot: Bot) -> str | None:
    """ "new" for "/new" and "/new@our_name"; "" for another bot's command, None for no command at all."""
    word = (message.text or "").partition(" ")[0]
    if not word.startswith("/"):
        return None
    command, _, name = word[1:].partition("@")
    return command if name.casefold() in ("", bot.username.casefold()) else ""


def question_in(message: Message) -> Token | None:
    """Which question one of our messages asks: its buttons know."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    for button in (button for row in rows for button in row):
        try:
            token = Token.decode(str(button.callback_data))
        except NotNow:
            continue
        if token.verb == "talk.cancel" and token.number:
            return token
    return None


def _show(card: Card | None) -> Answer:
    return Show(card) if card else Nothing()
