"""Rite in Telegram: one python-telegram-bot application, fed by webhook or by our poller."""

import asyncio
import secrets
from collections.abc import Collection, Coroutine

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import Application, TypeHandler

from bot.commands import COMMANDS
from bot.language import ENGLISH, LANGUAGES, mark, speaking, tr
from bot.telegram.lines import Lines
from bot.telegram.listeners import Listeners
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.pace import Pace, PacedCalls
from bot.telegram.poller import KINDS, Poller
from bot.telegram.shapes import is_telegram_s
from bot.web.bodies import limited_body
from core.only_one import OnlyOne
from core.plain_json import read_json
from core.services import Services

log = structlog.get_logger(__name__)

ABOUT = mark("I promote your events on Instagram: you type an event, I make the posts, you say yes, I publish on time.")
OWN_COMMANDS = (("cancel", mark("Drop what we are in the middle of")),)
PRIVATE = frozenset({"connect", "accounts", "telegram", "link", "language"})
"""Of no use in a group: what they say is for one person."""
SCOPES: tuple[tuple[BotCommandScope, frozenset[str]], ...] = (
    (BotCommandScopeDefault(), frozenset({"telegram"})),
    (BotCommandScopeAllGroupChats(), PRIVATE | {"room"}),
    (BotCommandScopeAllChatAdministrators(), PRIVATE),
)
"""What is not offered in which chats: a group is set up by its admins."""
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
RETRY_SECONDS = 5.0
LISTENS = "telegram.listen"
"""The row that says which process polls."""
ANSWERS_WITHIN_SECONDS = 30.0
"""What takes longer is taken for unanswered, and then has to be said again: Telegram cannot be asked."""


class TelegramHouse:
    """Opened only when a bot token is set."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        assert settings.telegram_bot_token is not None  # noqa: S101 - the front opens this house only with a token
        base = settings.telegram_api_url.rstrip("/")
        self._services = services
        self._application = (
            Application.builder()
            .token(settings.telegram_bot_token.get_secret_value())
            .base_url(f"{base}/bot")
            .base_file_url(f"{base}/file/bot")
            .rate_limiter(PacedCalls(Pace(settings.telegram_messages_per_second)))
            .get_updates_connection_pool_size(4)
            .read_timeout(ANSWERS_WITHIN_SECONDS)
            .updater(None)
            .build()
        )
        self.messenger = TelegramMessenger(self._application.bot, services.media)
        self._listeners = Listeners(services, self._application.bot, self.messenger)
        self._application.add_handler(TypeHandler(Update, self._handle))
        self._lines = Lines(self._application.process_update)
        self._tasks: set[asyncio.Task[None]] = set()
        self.ready = asyncio.Event()
        """Telegram has told who we are; an update that comes before is not taken, and is delivered again."""

    async def _handle(self, update: Update, _: object) -> None:
        await self._listeners.hear(update)

    def routes(self) -> list[BaseRoute]:
        secret = self._services.settings.telegram_webhook_secret
        if secret is None:
            return []

        async def webhook(request: Request) -> Response:
            given = request.headers.get(SECRET_HEADER, "")
            if not secrets.compare_digest(given.encode(), secret.get_secret_value().encode()):
                return PlainTextResponse("unauthorized", status_code=401)
            if not self.ready.is_set():
                return PlainTextResponse("not ready yet", status_code=503, headers={"retry-after": "5"})
            body = await limited_body(request)
            if body is None:
                return PlainTextResponse("too large", status_code=413)
            try:
                told = read_json(body)
                update = Update.de_json(told, self._application.bot) if is_telegram_s(told) else None
            except (ValueError, KeyError, TypeError):
                update = None
            if update is None:
                return PlainTextResponse("not an update", status_code=400)
            # Answered after the work: an update we die over is delivered again.
            await asyncio.shield(self._lines.take(update))
            return PlainTextResponse("ok")

        return [Route("/telegram/webhook", webhook, methods=["POST"])]

    async def start(self) -> None:
        """Introduce ourselves in the background: the web must not wait for Telegram."""
        self._spawn(self._listen())

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _listen(self) -> None:
        while True:
            try:
                await self._application.initialize()
                await self._application.start()
                self.ready.set()
                await self._introduce()
                break
            except TelegramError as error:
                log.warning("telegram is out of reach", reason=str(error))
                await asyncio.sleep(RETRY_SECONDS)
        if self._services.settings.telegram_webhook_secret is None:
            await self._application.bot.delete_webhook()
            turn = OnlyOne(self._services.db, self._services.clock, LISTENS)
            await Poller(self._application.bot, self._application.process_update, turn).run()

    async def _introduce(self) -> None:
        bot, settings = self._application.bot, self._services.settings
        await self._present(ENGLISH)
        self._spawn(self._present_in_others())
        if settings.telegram_webhook_secret is not None:
            await bot.set_webhook(
                f"{settings.public_url}/telegram/webhook",
                allowed_updates=KINDS,
                secret_token=settings.telegram_webhook_secret.get_secret_value(),
            )

    async def _present(self, language: str) -> None:
        """Commands and a description; in English for all whose language we do not speak."""
        code = None if language == ENGLISH else language
        with speaking(language):
            for scope, left_out in SCOPES:
                commands = _commands(left_out)
                await self._application.bot.set_my_commands(commands, scope=scope, language_code=code)
            await self._application.bot.set_my_description(tr(ABOUT), language_code=code)

    async def _present_in_others(self) -> None:
        """While we listen already: whoever is new reads English until then."""
        try:
            for language in LANGUAGES:
                if language != ENGLISH:
                    await self._present(language)
        except TelegramError as error:
            log.warning("telegram shows commands in English only", reason=str(error))

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()


def _commands(left_out: Collection[str]) -> list[BotCommand]:
    known = [*((command.word, command.about) for command in COMMANDS), *OWN_COMMANDS]
    known = [(word, about) for word, about in known if word not in left_out]
    return [BotCommand(word, tr(about)[:256]) for word, about in known]
