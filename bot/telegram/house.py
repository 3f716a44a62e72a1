"""Rite in Telegram: one python-telegram-bot application, fed by webhook or by our poller."""

import asyncio
import json
import secrets
from collections.abc import Coroutine

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, TypeHandler

from bot.commands import COMMANDS
from bot.telegram.listeners import Listeners
from bot.telegram.messenger import TelegramMessenger
from bot.telegram.poller import KINDS, Poller
from bot.web.bodies import limited_body
from core.services import Services

log = structlog.get_logger(__name__)

ABOUT = "I promote your events on Instagram: you type an event, I make the posts, you say yes, I publish on time."
OWN_COMMANDS = (("cancel", "Drop what we are in the middle of"), ("privacy", "What I keep"))
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
RETRY_SECONDS = 5.0
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
            .rate_limiter(AIORateLimiter(max_retries=2))
            .get_updates_connection_pool_size(4)
            .read_timeout(ANSWERS_WITHIN_SECONDS)
            .updater(None)
            .build()
        )
        self.messenger = TelegramMessenger(self._application.bot, services.media)
        self._listeners = Listeners(services, self._application.bot, self.messenger)
        self._application.add_handler(TypeHandler(Update, self._handle))
        self._tasks: set[asyncio.Task[None]] = set()

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
            body = await limited_body(request)
            if body is None:
                return PlainTextResponse("too large", status_code=413)
            try:
                update = Update.de_json(json.loads(body), self._application.bot)
            except (ValueError, KeyError, TypeError):
                return PlainTextResponse("not an update", status_code=400)
            # Answered after the work: an update we die over is delivered again.
            await self._application.process_update(update)
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
                await self._introduce()
                break
            except TelegramError as error:
                log.warning("telegram is out of reach", reason=str(error))
                await asyncio.sleep(RETRY_SECONDS)
        if self._services.settings.telegram_webhook_secret is None:
            await self._application.bot.delete_webhook()
            await Poller(self._application.bot, self._application.process_update).run()

    async def _introduce(self) -> None:
        bot, settings = self._application.bot, self._services.settings
        commands = [(command.word, command.about) for command in COMMANDS]
        await bot.set_my_commands([BotCommand(word, about[:256]) for word, about in (*commands, *OWN_COMMANDS)])
        await bot.set_my_description(ABOUT)
        if settings.telegram_webhook_secret is not None:
            await bot.set_webhook(
                f"{settings.public_url}/telegram/webhook",
                allowed_updates=KINDS,
                secret_token=settings.telegram_webhook_secret.get_secret_value(),
            )

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()
