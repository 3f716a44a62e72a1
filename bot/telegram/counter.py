"""Where an answer goes in Telegram."""

from dataclasses import dataclass

from telegram import CallbackQuery, Chat, Message

from bot.cards.card import Card
from bot.houses import Place, Sent
from bot.telegram.popup import Popup
from core.workspaces.model import Platform


@dataclass(frozen=True)
class Counter:
    """Chat and topic, person, the message answered to or pressed, and the press to be answered."""

    chat: str
    person: str
    private: bool
    topic: str = ""
    reply_to: str | None = None
    pressed: Sent | None = None
    popup: Popup | None = None

    @property
    def place(self) -> Place:
        return Place(Platform.TELEGRAM, self.chat, thread=self.reply_to, topic=self.topic)

    async def rests(self) -> None:
        """To be called before anything is shown in answer to a press."""
        if self.popup is not None:
            await self.popup.is_over()


def of_message(message: Message) -> Counter:
    person = message.from_user
    private = message.chat.type == Chat.PRIVATE
    return Counter(
        chat=str(message.chat_id),
        person=str(person.id) if person else "",
        private=private,
        topic=topic_of(message),
        reply_to=None if private else str(message.message_id),
    )


def of_press(query: CallbackQuery, popup: Popup) -> Counter:
    message = query.message
    chat = message.chat if message else None
    return Counter(
        chat=str(chat.id) if chat else str(query.from_user.id),
        person=str(query.from_user.id),
        private=chat is None or chat.type == Chat.PRIVATE,
        topic=topic_of(message),
        pressed=_pressed(message) if isinstance(message, Message) else None,
        popup=popup,
    )


def topic_of(message: object) -> str:
    """A forum's topic. Elsewhere a thread is what people answer to, and its general topic is the group itself."""
    if isinstance(message, Message) and message.is_topic_message and message.message_thread_id:
        return str(message.message_thread_id)
    return ""


def _pressed(message: Message) -> Sent:
    return Sent(str(message.message_id), {"photo": message.message_id, "picture": ""} if message.photo else {})


def fits(card: Card, pressed: Sent | None) -> bool:
    """A message with a photo is only redrawn with another one: what it shows is not taken away by what is said."""
    return pressed is not None and (card.picture is not None or "photo" not in pressed.extra)
