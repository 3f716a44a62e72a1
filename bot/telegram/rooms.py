"""Groups and channels Rite is let into and put out of, people who block it, and groups that become supergroups."""

from telegram import (
    Bot,
    Chat,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    Message,
)
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.cards.card import plain
from bot.errors import words_for
from bot.flows.room import greeting, greeting_of_channel
from bot.houses import Place
from bot.telegram.answering import translated
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.people import speaker_for
from core.errors import NotAllowed
from core.notices.moved import chat_moved
from core.notices.reach import chat_back, chat_lost
from core.ports.parts import Parts
from core.workspaces.model import Platform

GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
ROOMS = (Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL)


class Rooms:
    def __init__(self, parts: Parts, bot: Bot, messenger: TelegramMessenger) -> None:
        self._parts, self._bot, self._messenger = parts, bot, messenger

    async def membership(self, change: ChatMemberUpdated, update: str) -> None:
        """Blocked, removed, muted, or let in (again)."""
        address = str(change.chat.id)
        channel = change.chat.type == Chat.CHANNEL
        may_speak = _may_speak(change.new_chat_member, channel=channel)
        async with self._parts.db.transaction() as session:
            if not may_speak:
                await chat_lost(session, Platform.TELEGRAM, address)
                return
            await chat_back(session, Platform.TELEGRAM, address)
        if change.chat.type in ROOMS and not _may_speak(change.old_chat_member, channel=channel):
            await self._greet(change, update)

    async def _greet(self, change: ChatMemberUpdated, update: str) -> None:
        """Three lines, no sound, and where to change how it is there; a stranger hears how to be known."""
        place = Place(Platform.TELEGRAM, str(change.chat.id))
        try:
            speaker = await speaker_for(self._parts, change.from_user, change.chat, update)
        except NotAllowed as error:
            await self._messenger.send(place, plain(words_for(error)))
            return
        channel = change.chat.type == Chat.CHANNEL
        await self._messenger.send(place, (greeting_of_channel if channel else greeting)(speaker.conversation))

    async def moved(self, message: Message) -> None:
        """A group became a supergroup: both of them tell of it, in whichever order."""
        old, new = message.chat_id, message.migrate_to_chat_id
        if message.migrate_from_chat_id:
            old, new = message.migrate_from_chat_id, message.chat_id
        async with self._parts.db.transaction() as session:
            await chat_moved(session, Platform.TELEGRAM, str(old), str(new))

    async def are_run_by(self, chat: str, person: str) -> bool:
        """Whether Telegram knows them as an admin there; unknown counts as no."""
        try:
            member = await translated(lambda: self._bot.get_chat_member(chat, int(person)))
        except TelegramError:
            return False
        return member.status in ADMINS


def _may_speak(member: ChatMember, *, channel: bool) -> bool:
    """In a channel only those who run it speak, and not all of them."""
    if channel:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status not in GONE
