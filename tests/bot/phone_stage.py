"""A phone: what its owner types, edits, presses and sends in Telegram, heard by a bot when it is told to listen."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from chat_stage import Chat
from sqlalchemy import select
from telegram import Update

from bot.telegram.listeners import Listeners
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.poller import KINDS
from core.events.model import Event
from core.notices.model import Talk

Json = dict[str, Any]


@dataclass
class Ear:
    """The bot's end: it hears updates when told to, in whichever order, as a process that may be another one by now."""

    chat: Chat
    next: int = 0
    told: list[Update] = field(default_factory=list)
    """Updates that came and were not heard yet."""

    def __post_init__(self) -> None:
        self.deploy()

    def deploy(self) -> None:
        """Another process, which knows what stands in the database."""
        messenger = TelegramMessenger(self.chat.bot, self.chat.services.media)
        self.listeners = Listeners(self.chat.services, self.chat.bot, messenger)

    async def fetch(self) -> list[Update]:
        fresh = await self.chat.bot.get_updates(offset=self.next, allowed_updates=KINDS)
        self.next = max((update.update_id + 1 for update in fresh), default=self.next)
        self.told += fresh
        return list(fresh)

    async def listen(self) -> None:
        await self.fetch()
        while self.told:
            await self.listeners.hear(self.told.pop(0))


@dataclass
class Phone:
    """Somebody's chat with the bot, or the group they are in."""

    ear: Ear
    user: str = "ada"
    where: str = ""

    @property
    def sandbox(self) -> Any:
        return self.ear.chat.sandbox

    @property
    def address(self) -> str:
        group = "-1002000000001"
        return group if self.where else str(self.sandbox.world.person(self.user).telegram_id)

    async def do(self, act: str, *, heard: bool = True, **wish: Any) -> Json:
        place = {"chat": self.where} if self.where else {}
        done: Json = await self.sandbox.do(f"telegram/{act}", user=self.user, **place, **wish)
        if heard:
            await self.ear.listen()
        return done

    async def says(self, text: str, **wish: Any) -> int:
        return int((await self.do("say", text=text, **wish))["message_id"])

    async def replies(self, text: str, *words: str) -> int:
        return await self.says(text, reply_to=(await self.newest(*words))["message_id"])

    async def edits(self, message: int, text: str, **wish: Any) -> None:
        await self.do("edit", message_id=message, text=text, **wish)

    async def press(self, label: str, *words: str) -> None:
        """The button on the newest message that shows the words and has it."""
        shown = [one for one in await self.shown(*words) if label in buttons(one)]
        await self.do("press", message_id=shown[-1]["message_id"], data=buttons(shown[-1])[label])

    async def sends(self, *pictures: bytes, caption: str = "", heard: bool = True, kind: str = "photo") -> None:
        """A photo, or an album of them."""
        files = [{"kind": kind, "name": "a.jpg", "base64": base64.b64encode(one).decode()} for one in pictures]
        if len(files) > 1:
            await self.do("send_album", heard=heard, files=files, caption=caption)
        else:
            await self.do("send_file", heard=heard, **files[0], caption=caption)

    async def shown(self, *words: str) -> Sequence[Json]:
        """What the bot says there, oldest first."""
        messages = (await self.sandbox.state())["telegram"]["messages"].get(self.address, [])
        said = [one for one in messages if one["from"]["is_bot"] and not one.get("service")]
        return [one for one in said if all(word in text_of(one) for word in words)]

    async def newest(self, *words: str) -> Json:
        return (await self.shown(*words))[-1]

    async def reads(self) -> str:
        """The newest thing the bot said."""
        return text_of(await self.newest())

    async def popups(self) -> list[str]:
        answers = (await self.sandbox.state())["telegram"]["answers"].get(self.address, [])
        return [answer.get("text") or "" for answer in answers]


def text_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Json) -> dict[str, str]:
    return {button["text"]: str(button.get("data")) for row in message.get("buttons") or [] for button in row}


async def events(chat: Chat) -> dict[str, Event]:
    """Those that were made, by name; the one of the campaign that is there already is left out."""
    async with chat.services.db.reading() as session:
        found = await session.execute(select(Event).where(Event.workspace_id == chat.team.workspace_id))
        made = {event.name: event for event in found.scalars()}
    return {name: event for name, event in made.items() if event.author_id is not None or name != "Warehouse Night"}


async def open_answers(chat: Chat) -> dict[str, Any]:
    """The answers of the talk that is open."""
    async with chat.services.db.reading() as session:
        found = await session.execute(select(Talk).where(Talk.workspace_id == chat.team.workspace_id, Talk.open))
        return dict(found.scalar_one().answers)
