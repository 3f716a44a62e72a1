"""Rite in Slack: one Bolt app, listening over HTTP or Socket Mode."""

import asyncio

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.slack.answering import translated
from bot.slack.desk import Desk
from bot.slack.late import Late
from bot.slack.listeners import Listeners
from bot.slack.messenger import SlackMessenger
from bot.slack.people import UNNAMED
from bot.slack.requests import handle
from core.services import Services
from core.workspaces.members import workspace_for_team

RETRY_SECONDS = 5.0
ANSWERS_WITHIN_SECONDS = 60.0
"""An upload included; what takes longer is taken for unanswered."""

log = structlog.get_logger(__name__)


class SlackHouse:
    """Opened only when a bot token is set."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        assert settings.slack_bot_token is not None  # noqa: S101 - the front opens this house only with a token
        self._services = services
        self._client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url.rstrip("/") + "/",
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
        )
        secret = settings.slack_signing_secret
        self._app = AsyncApp(
            client=self._client,
            signing_secret=secret.get_secret_value() if secret else "",
            request_verification_enabled=settings.slack_app_token is None,
            ignoring_self_events_enabled=True,
            raise_error_for_unhandled_request=False,
            # Slack is answered once the database has it: an update we die over is delivered again.
            process_before_response=True,
        )
        self.messenger = SlackMessenger(self._client, services.media)
        desk = Desk(services, self._client, self.messenger)
        self.late = Late(services, self._client, services.http, desk)
        self._listeners = Listeners(services, self._client, desk, self.late)
        self._listeners.register(self._app)
        self._socket: AsyncSocketModeHandler | None = None
        self._session: ClientSession | None = None
        self._introduction: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        async def events(request: Request) -> Response:
            return await handle(self._app, request)

        return [Route("/slack/events", events, methods=["POST"])]

    async def start(self) -> None:
        """One HTTP session for all calls; with an app token also the socket."""
        self._session = ClientSession(timeout=ClientTimeout(total=ANSWERS_WITHIN_SECONDS))
        self._client.session = self._session
        self._introduction = asyncio.create_task(self._introduce())
        app_token = self._services.settings.slack_app_token
        if app_token is not None:
            self._socket = AsyncSocketModeHandler(self._app, app_token.get_secret_value())
            await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    async def _introduce(self) -> None:
        """Learn which workspace the fixed token belongs to, so that it is known before anybody speaks."""
        while True:
            try:
                me = await translated(self._client.auth_test)
                break
            except Exception as error:
                log.warning("slack is out of reach", reason=f"{type(error).__name__}: {error}")
                await asyncio.sleep(RETRY_SECONDS)
        async with self._services.db.transaction() as session:
            workspace = await workspace_for_team(session, me["team_id"], me["team"], self._services.clock.now())
            if workspace.name == UNNAMED:  # somebody spoke to us first
                workspace.name = str(me["team"])[:120]

    async def stop(self) -> None:
        if self._introduction is not None:
            self._introduction.cancel()
        await self._listeners.settle()
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # as above
        if self._session is not None:
            await self._session.close()
