"""Who can be written to: a private chat for each person, the crew's group, and its channel once it has the bot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusal import bad_request, forbidden
from sandbox.world import Person

BOT_ID = 1000001
BOT_USERNAME = "rite_sandbox_bot"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Rite", "username": BOT_USERNAME}
GROUP_ID = -1002000000001
GROUP_TITLE = "Warehouse crew"
CHANNEL_ID = -1002000000077
CHANNEL_TITLE = "Warehouse drafts"
_RIGHTS = (
    *("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
    *("can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
"""Of an administrator of a channel."""


@dataclass(frozen=True)
class Chat:
    """One chat; person is set for a private one, title for the others."""

    id: int
    person: Person | None = None
    title: str = GROUP_TITLE
    channel: bool = False

    @property
    def private(self) -> bool:
        return self.person is not None

    @property
    def type(self) -> str:
        if self.private:
            return "private"
        return "channel" if self.channel else "supergroup"

    def wire(self) -> dict[str, Any]:
        """The Chat object."""
        if self.person is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        return {"id": self.id, "type": "private"} | _names(self.person)


def user_json(person: Person) -> dict[str, Any]:
    """The User object of a person."""
    return {"id": person.telegram_id, "is_bot": False} | _names(person) | {"language_code": person.language}


def _names(person: Person) -> dict[str, Any]:
    first, _, last = person.name.partition(" ")
    last_name = {"last_name": last} if last else {}
    return {"first_name": first} | last_name | {"username": f"{person.key}_{(last or first).lower()}"}


class Chats:
    """The chats and how things stand in them: who started the bot, who blocked it, whether the group has it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self.group = Chat(GROUP_ID)
        self.channel = Chat(CHANNEL_ID, title=CHANNEL_TITLE, channel=True)
        rooms = {GROUP_ID: self.group, CHANNEL_ID: self.channel}
        self.all = rooms | {one.telegram_id: Chat(one.telegram_id, one) for one in self.people}
        self.reset()

    def reset(self) -> None:
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.with_bot = {GROUP_ID}
        """The rooms that have let it in."""
        self.topics: set[int] = set()
        """The topics of the group, which is a forum as soon as it has one."""

    def named(self, name: str) -> Chat:
        """The chat of a chat_id argument. Raises Refusal."""
        if not name:
            raise bad_request("chat_id is empty")
        try:
            return self.all[int(name)]
        except (ValueError, KeyError) as error:
            raise bad_request("chat not found") from error

    def readable(self, name: str) -> Chat:
        """A chat the bot may look into. Raises Refusal."""
        chat = self.named(name)
        if not self.has_bot(chat):
            raise forbidden(f"bot is not a member of the {chat.type} chat")
        return chat

    def writable(self, name: str) -> Chat:
        """A chat the bot may write to: a person must have spoken first and not have blocked it. Raises Refusal."""
        chat = self.readable(name)
        if chat.id in self.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.private and chat.id not in self.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def user(self, user_id: int) -> dict[str, Any] | None:
        """The User object of a Telegram id, None when there is no such person."""
        if user_id == BOT_ID:
            return dict(BOT)
        return next((user_json(one) for one in self.people if one.telegram_id == user_id), None)

    def member(self, chat: Chat, user_id: int) -> dict[str, Any] | None:
        """The ChatMember object, None when there is no such person."""
        user = self.user(user_id)
        if user is None or (chat.person and user_id not in (BOT_ID, chat.id)):
            return None
        if user_id == BOT_ID:
            return self.bot_member(chat)
        person = next(one for one in self.people if one.telegram_id == user_id)
        if not chat.private and person.slack_standing == "owner":
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}

    def bot_member(self, chat: Chat) -> dict[str, Any]:
        """How the bot itself stands in a chat, as a ChatMember object."""
        if chat.id in self.blocked:
            return {"status": "kicked", "user": dict(BOT), "until_date": 0}
        if not self.has_bot(chat):
            return {"status": "left", "user": dict(BOT)}
        if chat.channel:
            rights = dict.fromkeys(("can_be_edited", "is_anonymous", *_RIGHTS), False)
            posting = {"can_post_messages": True, "can_edit_messages": True}
            return {"status": "administrator", "user": dict(BOT)} | rights | posting
        return {"status": "member", "user": dict(BOT)}

    def has_bot(self, chat: Chat) -> bool:
        return chat.private or chat.id in self.with_bot
