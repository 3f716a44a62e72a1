"""Who can be written to: a private chat for each person and the crew's group."""

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


@dataclass(frozen=True)
class Chat:
    """One chat; person is set for a private one."""

    id: int
    person: Person | None = None

    @property
    def private(self) -> bool:
        return self.person is not None

    @property
    def type(self) -> str:
        return "private" if self.private else "supergroup"

    def wire(self) -> dict[str, Any]:
        """The Chat object."""
        if self.person is None:
            return {"id": self.id, "type": "supergroup", "title": GROUP_TITLE}
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
        self.all = {GROUP_ID: self.group} | {one.telegram_id: Chat(one.telegram_id, one) for one in self.people}
        self.reset()

    def reset(self) -> None:
        self.started: set[int] = set()
        self.blocked: set[int] = set()
        self.bot_in_group = True

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
        if not chat.private and not self.bot_in_group:
            raise forbidden("bot is not a member of the supergroup chat")
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
        gone = not chat.private and not self.bot_in_group
        return {"status": "left" if gone else "member", "user": dict(BOT)}
