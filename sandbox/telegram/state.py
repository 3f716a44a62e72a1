"""All the look-alike remembers, in one place that methods and people's actions share."""

import time
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from sandbox.telegram.bot_api import bot_api
from sandbox.telegram.callbacks import Callbacks
from sandbox.telegram.chats import BOT, BOT_ID, Chat, Chats
from sandbox.telegram.files import Files
from sandbox.telegram.keyboards import Markup
from sandbox.telegram.messages import Content, Message, Messages
from sandbox.telegram.profile import Profile
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhook import Webhook
from sandbox.world import World

MOST_COMPLAINTS = 50


class State:
    """The parts, and the few things that touch more than one of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chats = Chats(world.people)
        self.updates = Updates(lambda: world.clock.now().astimezone(UTC))
        self.updates.on_made = lambda update: self.complain(bot_api().of_update(update.wire()))
        self.webhook = Webhook(world, self.updates)
        self.profile = Profile()
        self.reset()

    def reset(self) -> None:
        """Back to the first day; what the service registered (webhook, commands, names) stays."""
        self.chats.reset()
        self.updates.clear()
        self.messages = Messages()
        self.files = Files()
        self.callbacks = Callbacks()
        self.drafts: dict[int, tuple[float, str]] = {}
        self.actions: dict[int, tuple[float, str]] = {}
        self.prompts: dict[int, Message] = {}
        self.start_token: str | None = None
        self.logged_out = False
        self.calls: deque[str] = deque(maxlen=200)
        """The methods called, but for polls."""
        self.complaints: list[str] = []
        """What was wrong with calls, and with our answers, by the documentation."""
        self._albums = 0

    def complain(self, complaints: Iterable[str]) -> None:
        """Note what was wrong; the first of them are enough."""
        if len(self.complaints) < MOST_COMPLAINTS:
            self.complaints += complaints

    def now(self) -> int:
        """The sandbox's present as Unix seconds."""
        return int(self.world.clock.now().timestamp())

    def post(
        self,
        chat: Chat,
        content: Content,
        *,
        sender: Mapping[str, Any] = BOT,
        markup: Markup | None = None,
        reply_to: int | None = None,
        album: str | None = None,
        origin: Mapping[str, Any] | None = None,
        topic: int | None = None,
        silent: bool = False,
    ) -> Message:
        """Put a new message into a chat. It is up to the caller to tell the bot of what people say."""
        message = Message(
            chat,
            self.messages.next_id(chat),
            sender,
            self.now(),
            content,
            markup,
            reply_to,
            album,
            origin,
            topic,
            silent,
        )
        self.messages.add(message)
        if sender["id"] == BOT_ID:
            self.drafts.pop(chat.id, None)
            self.actions.pop(chat.id, None)
            self._prompt(message)
        self.world.touch()
        return message

    def _prompt(self, message: Message) -> None:
        """A keyboard or a wish for a reply holds until the next one, or until the bot takes it away."""
        if message.markup is None or message.markup.kind == "inline":
            return
        if message.markup.kind == "remove":
            self.prompts.pop(message.chat.id, None)
        else:
            self.prompts[message.chat.id] = message

    def new_album(self) -> str:
        self._albums += 1
        return str(13_700_000_000_000_000 + self._albums)

    def lasting(self, kept: Mapping[int, tuple[float, str]], seconds: float) -> dict[int, str]:
        """Those of the passing things (drafts, chat actions) that still show; they last in real seconds."""
        now = time.monotonic()
        return {chat: text for chat, (at, text) in kept.items() if now - at <= seconds}
